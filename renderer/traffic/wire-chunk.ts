/**
 * Messages of data channels on their way from the tap to the log: many in one buffer, so that handing them over costs
 * one message for thousands of packets.
 *
 * All numbers are little-endian, as on every machine that Electron runs on. A chunk stands alone: it can be read
 * without the chunks before it.
 *
 * | offset | type | header                                                                 |
 * |--------|------|------------------------------------------------------------------------|
 * | 0      | u32  | magic, `RCW2`                                                          |
 * | 4      | u32  | bytes used, this header included; what follows them is no data         |
 * | 8      | u32  | messages                                                               |
 * | 12     | u32  | only where it is shared while it fills (shared-chunk.ts): 0 it is not full |
 * | 16     | u32  | likewise: 1 its reader waits to be woken                               |
 * | 20     | u32  | likewise: 1 its reader is done with it                                 |
 *
 * Records follow each other, each padded to a multiple of 8 bytes: numbers can be written as array elements, and bytes
 * are copied by the word.
 *
 * | offset | type | record                                                        |
 * |--------|------|---------------------------------------------------------------|
 * | 0      | f64  | time, epoch ms with µs resolution                             |
 * | 8      | u32  | bytes that follow this record's 24                            |
 * | 12     | u32  | size: bytes on the channel; more than follow only for a Blob  |
 * | 16     | u16  | id of the data channel; 0xffff: it had none yet               |
 * | 18     | u8   | label: 0 `_reliable`, 1 `_lossy`, 2 `_data_track`, else as defined in this chunk |
 * | 19     | u8   | bits: 1 sent (else received), 2 text frame, 4 defines a label |
 * | 20     |      | 4 bytes of nothing                                            |
 *
 * A record with bit 4 is no message: its bytes are the UTF-8 name of the label it numbers, ahead of its first use.
 */

export const chunkMagic = 0x32574352;
export const headerBytes = 24;
/** u32 of the header, by their index. */
export const headerWords = { magic: 0, used: 1, messages: 2, full: 3, asleep: 4, done: 5 } as const;
const recordBytes = 24;
/** Stands for the id of a channel that has none yet. */
export const noChannelId = 0xffff;
const bitSent = 1;
const bitText = 2;
const bitLabel = 4;
/** A label number is one byte. */
const labelsMaximum = 256;

/** Labels that LiveKit uses, by their number in a record. */
export const knownLabels = ['_reliable', '_lossy', '_data_track'] as const;

/** One message as it was on a data channel. */
export interface WireMessage {
  /** Epoch ms with µs resolution. */
  readonly time: number;
  readonly sent: boolean;
  readonly label: string;
  /** SCTP stream id; undefined while the channel has none. */
  readonly channelId: number | undefined;
  /** A string, kept as UTF-8. */
  readonly isText: boolean;
  /** Empty for a Blob, whose bytes cannot be read at once. */
  readonly bytes: Uint8Array;
  /** Bytes on the channel. */
  readonly size: number;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Writes records into a chunk's buffer. Its header is written by whoever knows when others may read it. */
export class RecordWriter {
  readonly #bytes: Uint8Array;
  readonly #words: Uint32Array;
  readonly #times: Float64Array;
  #used = headerBytes;
  #messages = 0;
  #labels: string[] = [...knownLabels];

  /** @param buffer A multiple of 8 bytes. */
  constructor(buffer: ArrayBuffer | SharedArrayBuffer) {
    this.#bytes = new Uint8Array(buffer);
    this.#words = new Uint32Array(buffer);
    this.#times = new Float64Array(buffer);
  }

  /** Bytes used, header included. */
  get used(): number {
    return this.#used;
  }

  get messages(): number {
    return this.#messages;
  }

  /** Begins anew. */
  reset(): void {
    this.#used = headerBytes;
    this.#messages = 0;
    if (this.#labels.length > knownLabels.length) this.#labels = [...knownLabels];
  }

  /**
   * Copies a message; false, and nothing is written, when there is no room for it. The parameters are those of
   * WireMessage: an object for each message would be a good part of what the tap costs.
   */
  write(
    time: number,
    sent: boolean,
    label: string,
    channelId: number,
    isText: boolean,
    bytes: Uint8Array,
    size: number,
  ): boolean {
    let number = this.#labels.indexOf(label);
    if (number < 0) {
      number = this.#define(time, label, bytes.length);
      if (number < 0) return false;
    } else if (this.#used + padded(recordBytes + bytes.length) > this.#bytes.length) {
      return false;
    }
    this.#put(time, bytes, size, channelId, number, (sent ? bitSent : 0) | (isText ? bitText : 0));
    this.#messages += 1;
    return true;
  }

  /** Writes a label's definition where it and the message after it fit; its number, or -1. */
  #define(time: number, label: string, length: number): number {
    const number = this.#labels.length;
    if (number >= labelsMaximum) return -1;
    const name = encoder.encode(label);
    const needed = padded(recordBytes + name.length) + padded(recordBytes + length);
    if (this.#used + needed > this.#bytes.length) return -1;
    this.#put(time, name, name.length, noChannelId, number, bitLabel);
    this.#labels.push(label);
    return number;
  }

  #put(time: number, bytes: Uint8Array, size: number, channelId: number, label: number, bits: number): void {
    const at = this.#used;
    const words = this.#words;
    const word = at >>> 2;
    this.#times[at >>> 3] = time;
    words[word + 2] = bytes.length;
    words[word + 3] = size;
    words[word + 4] = channelId | (label << 16) | (bits << 24);
    this.#bytes.set(bytes, at + recordBytes);
    this.#used = at + padded(recordBytes + bytes.length);
  }
}

/** Fills one chunk after the other. */
export class ChunkWriter {
  readonly #capacity: number;
  #buffer: ArrayBuffer;
  #writer: RecordWriter;

  /** @param capacity Bytes of a chunk, header included; rounded up to a multiple of 8. */
  constructor(capacity: number) {
    this.#capacity = padded(capacity);
    this.#buffer = new ArrayBuffer(this.#capacity);
    this.#writer = new RecordWriter(this.#buffer);
  }

  /** Copies the message; false when there is no room for it. */
  append({ time, sent, label, channelId, isText, bytes, size }: WireMessage): boolean {
    return this.#writer.write(time, sent, label, channelId ?? noChannelId, isText, bytes, size);
  }

  /** The chunk so far, which then belongs to the caller; undefined when it is empty. */
  take(): ArrayBuffer | undefined {
    if (this.#writer.messages === 0) return undefined;
    const buffer = this.#buffer;
    const words = new Uint32Array(buffer, 0, headerBytes / 4);
    words[headerWords.magic] = chunkMagic;
    words[headerWords.used] = this.#writer.used;
    words[headerWords.messages] = this.#writer.messages;
    this.#buffer = new ArrayBuffer(this.#capacity);
    this.#writer = new RecordWriter(this.#buffer);
    return buffer;
  }
}

/** Messages that a chunk says it has. */
export function messagesOf(chunk: ArrayBuffer): number {
  return chunk.byteLength < headerBytes ? 0 : new DataView(chunk).getUint32(4 * headerWords.messages, true);
}

/** A chunk of its own for a message that is larger than a chunk. */
export function chunkOf(message: WireMessage): ArrayBuffer {
  // The label may be new: room for its definition too; UTF-8 takes 3 bytes at most for each UTF-16 unit.
  const room = headerBytes + 2 * recordBytes + padded(3 * message.label.length) + message.bytes.length;
  const writer = new ChunkWriter(room);
  writer.append(message);
  const chunk = writer.take();
  if (chunk === undefined) throw new Error('a chunk with one message is not empty');
  return chunk;
}

/**
 * Walks through a chunk without allocating: after each `next()` that is true, the fields describe one message, whose
 * bytes are `bytes[start … end)`.
 */
export class ChunkReader {
  readonly bytes: Uint8Array;
  time = 0;
  sent = false;
  isText = false;
  label = '';
  channelId: number | undefined = undefined;
  size = 0;
  start = 0;
  end = 0;
  /** Set when the chunk does not keep to the layout; the messages before that place were read. */
  problem: string | undefined = undefined;

  readonly #words: Uint32Array;
  readonly #times: Float64Array;
  readonly #labels: string[] = [...knownLabels];
  #at = headerBytes;
  #used = headerBytes;

  /** @param used Bytes to read, for a chunk whose header is elsewhere; else its own header tells. */
  constructor(chunk: ArrayBuffer, used?: number) {
    this.bytes = new Uint8Array(chunk);
    this.#words = new Uint32Array(chunk, 0, chunk.byteLength >>> 2);
    this.#times = new Float64Array(chunk, 0, chunk.byteLength >>> 3);
    if (used !== undefined) {
      this.#used = used;
      return;
    }
    if (chunk.byteLength < headerBytes || this.#words[headerWords.magic] !== chunkMagic) {
      this.problem = 'not a chunk of messages';
      return;
    }
    const named = this.#words[headerWords.used] ?? 0;
    if (named > chunk.byteLength) this.problem = `the chunk names ${named} bytes and has ${chunk.byteLength}`;
    else this.#used = named;
  }

  /** More of the same chunk was written to `bytes`: up to `used`. */
  extend(used: number): void {
    if (this.problem === undefined) this.#used = used;
  }

  next(): boolean {
    while (this.#at < this.#used) {
      const at = this.#at;
      if (at + recordBytes > this.#used) return this.#stop('a record is cut off');
      const words = this.#words;
      const word = at >>> 2;
      const start = at + recordBytes;
      const end = start + (words[word + 2] ?? 0);
      if (end > this.#used) return this.#stop('the bytes of a record are cut off');
      const packed = words[word + 4] ?? 0;
      const label = (packed >>> 16) & 0xff;
      const bits = packed >>> 24;
      this.#at = padded(end);
      if ((bits & bitLabel) !== 0) {
        this.#labels[label] = decoder.decode(this.bytes.subarray(start, end));
        continue;
      }
      const channelId = packed & 0xffff;
      this.time = this.#times[at >>> 3] ?? 0;
      this.sent = (bits & bitSent) !== 0;
      this.isText = (bits & bitText) !== 0;
      this.label = this.#labels[label] ?? '';
      this.channelId = channelId === noChannelId ? undefined : channelId;
      this.size = words[word + 3] ?? 0;
      this.start = start;
      this.end = end;
      return true;
    }
    return false;
  }

  #stop(problem: string): false {
    this.problem = problem;
    this.#at = this.#used;
    return false;
  }
}

function padded(length: number): number {
  return (length + 7) & ~7;
}
