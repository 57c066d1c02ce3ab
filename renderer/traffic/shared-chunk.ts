import { chunkMagic, ChunkReader, headerBytes, headerWords, RecordWriter } from './wire-chunk.ts';

/**
 * A chunk (wire-chunk.ts) in memory that its writer and its reader share: the reader follows while it is filled.
 * Nothing has to be said for a message, as long as the reader is awake; and the memory is used again.
 *
 * The writer publishes records by `used`, and says in `full` that it writes no more, and in which other chunk it goes
 * on. The reader looks now and then; when it stops looking it sets `asleep` and looks once more, so that either it sees
 * something new or the writer sees that it sleeps. It sets `done` when it has read a full chunk to its end and will not
 * look at it again: only then may the writer begin it anew.
 */

/** `full`: the next chunk is told of in a message. Above it: the number of the chunk to go on with, + fullNext. */
const fullMessage = 1;
const fullNext = 2;

/** The writer's end. */
export class SharedChunkWriter {
  readonly buffer: SharedArrayBuffer;
  /** By which the reader knows it once it was told of it; undefined: it has to be told each time. */
  readonly number: number | undefined;
  readonly #header: Int32Array;
  readonly #writer: RecordWriter;

  /** @param capacity Bytes of the chunk, header included: a multiple of 8. */
  constructor(capacity: number, number?: number) {
    this.number = number;
    this.buffer = new SharedArrayBuffer(capacity);
    this.#header = new Int32Array(this.buffer, 0, headerBytes / 4);
    this.#writer = new RecordWriter(this.buffer);
    this.#header[headerWords.magic] = chunkMagic;
    Atomics.store(this.#header, headerWords.used, headerBytes);
  }

  get messages(): number {
    return this.#writer.messages;
  }

  /** The reader is done with it, and it may be begun anew. */
  get isDone(): boolean {
    return Atomics.load(this.#header, headerWords.done) === 1;
  }

  /** The reader looks again only when it is woken. */
  get isReaderAsleep(): boolean {
    return Atomics.load(this.#header, headerWords.asleep) === 1;
  }

  set isReaderAsleep(asleep: boolean) {
    Atomics.store(this.#header, headerWords.asleep, asleep ? 1 : 0);
  }

  /** Begins it anew. Only while nobody reads it. */
  reset(): void {
    this.#writer.reset();
    this.#header[headerWords.messages] = 0;
    Atomics.store(this.#header, headerWords.used, headerBytes);
    for (const word of [headerWords.full, headerWords.asleep, headerWords.done]) Atomics.store(this.#header, word, 0);
  }

  /** Copies a message, and lets the reader see it; false when there is no room. See RecordWriter. */
  write(
    time: number,
    sent: boolean,
    label: string,
    channelId: number,
    isText: boolean,
    bytes: Uint8Array,
    size: number,
  ): boolean {
    const writer = this.#writer;
    if (!writer.write(time, sent, label, channelId, isText, bytes, size)) return false;
    this.#header[headerWords.messages] = writer.messages;
    Atomics.store(this.#header, headerWords.used, writer.used);
    return true;
  }

  /** Nothing is written to it any more; it goes on in `next`, which the reader knows, or as a message says. */
  close(next?: SharedChunkWriter): void {
    const number = next?.number;
    Atomics.store(this.#header, headerWords.full, number === undefined ? fullMessage : fullNext + number);
  }

  /** No reader was told of it: it may be begun anew. */
  discard(): void {
    Atomics.store(this.#header, headerWords.done, 1);
  }
}

/** The reader's end: copies what is new, so that what is read cannot change, and is no shared memory to a decoder. */
export class SharedChunkReader {
  readonly records: ChunkReader;
  readonly #header: Int32Array;
  readonly #shared: Uint8Array;
  readonly #copy: Uint8Array;
  #at = headerBytes;
  #taken = 0;
  #full = 0;
  #isProblemTold = false;

  /**
   * @param chunk As it came from the writer.
   * @param copy Room for all of it; records are read from there.
   */
  constructor(chunk: SharedArrayBuffer, copy: ArrayBuffer) {
    this.#header = new Int32Array(chunk, 0, headerBytes / 4);
    this.#shared = new Uint8Array(chunk);
    this.#copy = new Uint8Array(copy);
    this.records = new ChunkReader(copy, headerBytes);
    if (this.#header[headerWords.magic] !== chunkMagic) this.records.problem = 'not a chunk of messages';
  }

  /** Nothing more will come, and what came was taken. */
  get isAtEnd(): boolean {
    return this.#full !== 0;
  }

  /** At its end: the number of the chunk that it goes on in; undefined: a message will say. */
  get goesOnIn(): number | undefined {
    return this.#full < fullNext ? undefined : this.#full - fullNext;
  }

  /** Messages that the writer says it put in, as far as they were taken. */
  get announced(): number {
    // While it is filled, the count may be ahead of what was taken.
    return this.isAtEnd ? (this.#header[headerWords.messages] ?? 0) : this.#taken;
  }

  /** Makes what is new available to `records`. False: there is nothing new, nor a problem to tell. */
  take(): boolean {
    // In this order: what is full before the look at `used` has nothing after it.
    this.#full = Atomics.load(this.#header, headerWords.full);
    const used = Math.min(Atomics.load(this.#header, headerWords.used), this.#copy.length);
    if (used <= this.#at) return this.records.problem !== undefined && !this.#isProblemTold;
    this.#copy.set(this.#shared.subarray(this.#at, used), this.#at);
    this.#at = used;
    this.records.extend(used);
    return true;
  }

  /** The next of what was taken; its fields are those of `records`. */
  next(): boolean {
    if (!this.records.next()) return false;
    this.#taken += 1;
    return true;
  }

  /** What is wrong with the chunk, if anything; told once. */
  newProblem(): string | undefined {
    const { problem } = this.records;
    if (problem === undefined || this.#isProblemTold) return undefined;
    this.#isProblemTold = true;
    return problem;
  }

  /** Says that the writer has to wake the reader. False: something came meanwhile, and it stays awake. */
  sleep(): boolean {
    Atomics.store(this.#header, headerWords.asleep, 1);
    const isQuiet =
      Atomics.load(this.#header, headerWords.used) <= this.#at && Atomics.load(this.#header, headerWords.full) === 0;
    if (!isQuiet) Atomics.store(this.#header, headerWords.asleep, 0);
    return isQuiet;
  }

  /** Gives the memory back to the writer: it may be overwritten from now on. */
  release(): void {
    Atomics.store(this.#header, headerWords.done, 1);
  }
}
