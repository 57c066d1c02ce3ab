/**
 * The records of a feed's batch, one after the other, each padded to a multiple of 8 bytes; little-endian, as on every
 * machine that Electron runs on.
 *
 * | offset | type | record                                                              |
 * |--------|------|---------------------------------------------------------------------|
 * | 0      | f64  | time, epoch ms with µs resolution                                   |
 * | 8      | u32  | number of the row in what is written; of a note: of the row it is at |
 * | 12     | u32  | bytes that follow this record's 24                                  |
 * | 16     | u16  | index of the channel; of a note: 0                                  |
 * | 18     | u8   | kind, see recordKinds                                               |
 * | 19     |      | 5 bytes of nothing                                                  |
 */

/**
 * packet: its bytes as they were on the channel. note: a FeedNote as JSON. head: likewise, and a file that is begun
 * anew repeats the newest of its type. text: whole lines of a text format, of any number of rows; time and number are
 * those of the first. In NDJSON notes and heads become lines by feed-lines.ts; in CSV there are none.
 */
export const recordKinds = { packet: 0, note: 1, head: 2, text: 3 } as const;
export type RecordKind = (typeof recordKinds)[keyof typeof recordKinds];

const headBytes = 24;

/** Collects records; its memory grows to the largest batch and is used again. */
export class BatchWriter {
  #bytes: Uint8Array;
  #view: DataView;
  #used = 0;
  #records = 0;

  constructor(capacity = 64 * 1_024) {
    this.#bytes = new Uint8Array(capacity);
    this.#view = new DataView(this.#bytes.buffer);
  }

  get usedBytes(): number {
    return this.#used;
  }

  get records(): number {
    return this.#records;
  }

  /** Copies bytes[start … end). */
  add(kind: RecordKind, time: number, number: number, channel: number, bytes: Uint8Array, start = 0, end = bytes.length): void {
    const length = end - start;
    const at = this.#used;
    const next = at + padded(headBytes + length);
    if (next > this.#bytes.length) this.#grow(next);
    const view = this.#view;
    view.setFloat64(at, time, true);
    view.setUint32(at + 8, number, true);
    view.setUint32(at + 12, length, true);
    view.setUint16(at + 16, channel, true);
    view.setUint8(at + 18, kind);
    if (length > 0) this.#bytes.set(start === 0 && end === bytes.length ? bytes : bytes.subarray(start, end), at + headBytes);
    this.#used = next;
    this.#records += 1;
  }

  /** A copy of what was added, and begins anew. */
  take(): Uint8Array {
    const taken = this.#bytes.slice(0, this.#used);
    this.#used = 0;
    this.#records = 0;
    return taken;
  }

  #grow(needed: number): void {
    const grown = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
    grown.set(this.#bytes.subarray(0, this.#used));
    this.#bytes = grown;
    this.#view = new DataView(grown.buffer);
  }
}

/** Goes through the records of a batch; the fields are those of the one that `next` found. */
export class BatchReader {
  time = 0;
  number = 0;
  channel = 0;
  kind: number = recordKinds.packet;
  /** Its bytes are those of the batch from `start` to before `end`. */
  start = 0;
  end = 0;
  /** What is wrong with the batch; nothing is read from there on. */
  problem: string | undefined;
  readonly #batch: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(batch: Uint8Array) {
    this.#batch = batch;
    this.#view = new DataView(batch.buffer, batch.byteOffset, batch.byteLength);
  }

  /** Borrowed: a view into the batch. */
  get bytes(): Uint8Array {
    return this.#batch.subarray(this.start, this.end);
  }

  next(): boolean {
    const at = this.#at;
    if (this.problem !== undefined || at >= this.#batch.length) return false;
    const length = at + headBytes <= this.#batch.length ? this.#view.getUint32(at + 12, true) : Infinity;
    if (at + headBytes + length > this.#batch.length) {
      this.problem = `a record at ${at} goes beyond the batch of ${this.#batch.length} bytes`;
      return false;
    }
    this.time = this.#view.getFloat64(at, true);
    this.number = this.#view.getUint32(at + 8, true);
    this.channel = this.#view.getUint16(at + 16, true);
    this.kind = this.#view.getUint8(at + 18);
    this.start = at + headBytes;
    this.end = this.start + length;
    this.#at = at + padded(headBytes + length);
    return true;
  }
}

function padded(bytes: number): number {
  return (bytes + 7) & ~7;
}
