import { Opcode } from '@mcap/core';
import type { McapTypes } from '@mcap/core';
import type { BatchReader } from '../../contract/feed-batch.ts';
import { chunkCrc } from './mcap-summary.ts';

/** Bytes of a record before its content: opcode, and length of the content (u64). */
const recordHead = 9;
/** Of a chunk's record before the records in it: two times, size, CRC, no compression, size. */
const chunkHead = recordHead + 8 + 8 + 8 + 4 + 4 + 8;
/** Of a message before its data: channel, sequence, two times. */
const messageHead = recordHead + 2 + 4 + 8 + 8;
/** Of a message index before its entries, which are a time and an offset each. */
const indexHead = recordHead + 2 + 4;
const indexEntry = 8 + 8;

/** A chunk as it is appended to the file. */
export interface ClosedChunk {
  /** The chunk and its message indexes. Borrowed: until the next chunk is begun. */
  readonly bytes: Uint8Array;
  readonly index: McapTypes.ChunkIndex;
  /** Messages by channel. */
  readonly counts: ReadonlyMap<number, number>;
}

/**
 * Writes one chunk after the other, uncompressed and with its message indexes behind it. The library's own builders
 * make BigInts for each message and copies of each chunk, which cost more than all else of a recording; here memory
 * grows to the largest chunk and is used again.
 */
export class McapChunk {
  readonly #out = new Bytes(64 * 1_024);
  /** Entries of message indexes, by channel; `#spare`: of channels of chunks before. */
  readonly #entries = new Map<number, Bytes>();
  readonly #spare: Bytes[] = [];
  #messages = 0;
  /** Epoch µs. */
  #firstTime = 0;
  #lastTime = 0;

  begin(): void {
    for (const entries of this.#entries.values()) {
      entries.used = 0;
      this.#spare.push(entries);
    }
    this.#entries.clear();
    this.#messages = 0;
    this.#out.used = chunkHead;
  }

  get messages(): number {
    return this.#messages;
  }

  /** Records that are no messages. */
  addRecords(bytes: Uint8Array): void {
    const at = this.#out.take(bytes.length);
    this.#out.bytes.set(bytes, at);
  }

  /** What the reader is at. */
  addMessage(channelId: number, reader: BatchReader): void {
    const length = reader.end - reader.start;
    const at = this.#out.take(messageHead + length);
    const { bytes, view } = this.#out;
    const time = microseconds(reader.time);
    setHead(view, at, Opcode.MESSAGE, messageHead - recordHead + length);
    view.setUint16(at + 9, channelId, true);
    view.setUint32(at + 11, reader.number, true);
    setNanoseconds(view, at + 15, time);
    setNanoseconds(view, at + 23, time);
    if (length > 0) bytes.set(reader.bytes, at + messageHead);

    const entries = this.#entries.get(channelId) ?? this.#addEntries(channelId);
    const entry = entries.take(indexEntry);
    setNanoseconds(entries.view, entry, time);
    setSize(entries.view, entry + 8, at - chunkHead);

    const isFirst = this.#messages === 0;
    if (isFirst || time < this.#firstTime) this.#firstTime = time;
    if (isFirst || time > this.#lastTime) this.#lastTime = time;
    this.#messages += 1;
  }

  /** @param position where the chunk begins in the file, bytes */
  close(position: number): ClosedChunk {
    const out = this.#out;
    const chunkLength = out.used;
    const size = chunkLength - chunkHead;
    const head = out.view;
    setHead(head, 0, Opcode.CHUNK, chunkLength - recordHead);
    setNanoseconds(head, 9, this.#firstTime);
    setNanoseconds(head, 17, this.#lastTime);
    setSize(head, 25, size);
    head.setUint32(33, chunkCrc(out.bytes.subarray(chunkHead, chunkLength)), true);
    head.setUint32(37, 0, true);
    setSize(head, 41, size);

    const counts = new Map<number, number>();
    const messageIndexOffsets = new Map<number, bigint>();
    for (const [channelId, entries] of this.#entries) {
      const at = out.take(indexHead + entries.used);
      messageIndexOffsets.set(channelId, BigInt(position + at));
      setHead(out.view, at, Opcode.MESSAGE_INDEX, indexHead - recordHead + entries.used);
      out.view.setUint16(at + 9, channelId, true);
      out.view.setUint32(at + 11, entries.used, true);
      out.bytes.set(entries.bytes.subarray(0, entries.used), at + indexHead);
      counts.set(channelId, entries.used / indexEntry);
    }
    const index: McapTypes.ChunkIndex = {
      messageStartTime: nanoseconds(this.#firstTime),
      messageEndTime: nanoseconds(this.#lastTime),
      chunkStartOffset: BigInt(position),
      chunkLength: BigInt(chunkLength),
      messageIndexOffsets,
      messageIndexLength: BigInt(out.used - chunkLength),
      compression: '',
      compressedSize: BigInt(size),
      uncompressedSize: BigInt(size),
    };
    return { bytes: out.bytes.subarray(0, out.used), index, counts };
  }

  #addEntries(channelId: number): Bytes {
    const entries = this.#spare.pop() ?? new Bytes(indexEntry);
    this.#entries.set(channelId, entries);
    return entries;
  }
}

/** Bytes that are written one after the other; `bytes` and `view` are others once there was no more room. */
class Bytes {
  bytes: Uint8Array;
  view: DataView;
  used = 0;

  constructor(capacity: number) {
    this.bytes = new Uint8Array(capacity);
    this.view = new DataView(this.bytes.buffer);
  }

  /** Makes room for so many; answers where they begin. */
  take(length: number): number {
    const at = this.used;
    this.used = at + length;
    if (this.used <= this.bytes.length) return at;
    const grown = new Uint8Array(Math.max(this.used, 2 * this.bytes.length));
    grown.set(this.bytes.subarray(0, at));
    this.bytes = grown;
    this.view = new DataView(grown.buffer);
    return at;
  }
}

function setHead(view: DataView, at: number, opcode: number, length: number): void {
  view.setUint8(at, opcode);
  setSize(view, at + 1, length);
}

/** u64 of a number of bytes within one chunk. */
function setSize(view: DataView, at: number, bytes: number): void {
  view.setUint32(at, bytes, true);
  view.setUint32(at + 4, 0, true);
}

/** u64 of epoch µs, in ns, which are more than a number holds: by its two halves. */
function setNanoseconds(view: DataView, at: number, time: number): void {
  const upper = Math.floor(time / 2 ** 32);
  const low = (time - upper * 2 ** 32) * 1_000;
  const carry = Math.floor(low / 2 ** 32);
  view.setUint32(at, low - carry * 2 ** 32, true);
  view.setUint32(at + 4, upper * 1_000 + carry, true);
}

/** Of epoch ms with µs resolution. */
function microseconds(time: number): number {
  return Math.round(time * 1_000);
}

function nanoseconds(time: number): bigint {
  return BigInt(time) * 1_000n;
}
