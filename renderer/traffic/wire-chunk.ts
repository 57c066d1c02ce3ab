/**
 * Messages of data channels on their way from the tap to the log: many in one buffer, so that handing them over costs
 * one message for thousands of packets.
 *
 * All numbers are little-endian. A chunk stands alone: it can be read without the chunks before it.
 *
 * | offset | type | header                                                        |
 * |--------|------|---------------------------------------------------------------|
 * | 0      | u32  | magic, `RCW1`                                                 |
 * | 4      | u32  | bytes used, this header included; what follows them is no data |
 * | 8      | u32  | messages                                                      |
 *
 * Records follow each other without padding:
 *
 * | offset | type | record                                                        |
 * |--------|------|---------------------------------------------------------------|
 * | 0      | f64  | time, epoch ms with µs resolution                             |
 * | 8      | u32  | bytes that follow this record's 20                            |
 * | 12     | u32  | size: bytes on the channel; more than follow only for a Blob  |
 * | 16     | u16  | id of the data channel; 0xffff: it had none yet               |
 * | 18     | u8   | label: 0 `_reliable`, 1 `_lossy`, 2 `_data_track`, else as defined in this chunk |
 * | 19     | u8   | bits: 1 sent (else received), 2 text frame, 4 defines a label |
 *
 * A record with bit 4 is no message: its bytes are the UTF-8 name of the label it numbers, ahead of its first use.
 */

const magic = 0x31574352;
const headerBytes = 12;
const recordBytes = 20;
const noChannelId = 0xffff;
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

/** Fills one chunk after the other. Ask `fits` before each `append`. */
export class ChunkWriter {
  readonly #capacity: number;
  #buffer: ArrayBuffer | undefined;
  #bytes = new Uint8Array(0);
  #view = new DataView(new ArrayBuffer(0));
  #used = headerBytes;
  #messages = 0;
  #labels: string[] = [...knownLabels];

  /** @param capacity Bytes of a chunk, header included. */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get isEmpty(): boolean {
    return this.#messages === 0;
  }

  /** Messages in the chunk so far. */
  get messages(): number {
    return this.#messages;
  }

  fits(message: WireMessage): boolean {
    const isNew = !this.#labels.includes(message.label);
    if (isNew && this.#labels.length >= labelsMaximum) return false;
    const labelBytes = isNew ? recordBytes + encoder.encode(message.label).length : 0;
    return this.#used + labelBytes + recordBytes + message.bytes.length <= this.#capacity;
  }

  /** Copies the message. One that does not fit is a bug of the caller: it throws a RangeError. */
  append(message: WireMessage): void {
    if (this.#buffer === undefined) this.#allocate();
    let label = this.#labels.indexOf(message.label);
    if (label < 0) {
      label = this.#labels.length;
      const name = encoder.encode(message.label);
      this.#put(message.time, name, name.length, noChannelId, label, bitLabel);
      this.#labels.push(message.label);
    }
    const bits = (message.sent ? bitSent : 0) | (message.isText ? bitText : 0);
    this.#put(message.time, message.bytes, message.size, message.channelId ?? noChannelId, label, bits);
    this.#messages += 1;
  }

  /**
   * The chunk so far, which then belongs to the caller; undefined when it is empty. A chunk that is mostly empty is
   * copied into a smaller buffer, so that a calm room does not allocate a whole chunk for each message.
   */
  take(): ArrayBuffer | undefined {
    const buffer = this.#buffer;
    if (buffer === undefined || this.isEmpty) return undefined;
    this.#view.setUint32(0, magic, true);
    this.#view.setUint32(4, this.#used, true);
    this.#view.setUint32(8, this.#messages, true);
    const isSmall = this.#used <= this.#capacity / 4;
    const chunk = isSmall ? buffer.slice(0, this.#used) : buffer;
    if (!isSmall) this.#buffer = undefined;
    this.#used = headerBytes;
    this.#messages = 0;
    if (this.#labels.length > knownLabels.length) this.#labels = [...knownLabels];
    return chunk;
  }

  #allocate(): void {
    this.#buffer = new ArrayBuffer(this.#capacity);
    this.#bytes = new Uint8Array(this.#buffer);
    this.#view = new DataView(this.#buffer);
  }

  #put(time: number, bytes: Uint8Array, size: number, channelId: number, label: number, bits: number): void {
    const at = this.#used;
    const view = this.#view;
    view.setFloat64(at, time, true);
    view.setUint32(at + 8, bytes.length, true);
    view.setUint32(at + 12, size, true);
    view.setUint16(at + 16, channelId, true);
    view.setUint8(at + 18, label);
    view.setUint8(at + 19, bits);
    this.#bytes.set(bytes, at + recordBytes);
    this.#used = at + recordBytes + bytes.length;
  }
}

/** A chunk of its own for a message that is larger than a chunk. */
export function chunkOf(message: WireMessage): ArrayBuffer {
  // The label may be new: room for its definition too; UTF-8 takes 3 bytes at most for each UTF-16 unit.
  const writer = new ChunkWriter(headerBytes + 2 * recordBytes + 3 * message.label.length + message.bytes.length);
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

  readonly #view: DataView;
  readonly #labels: string[] = [...knownLabels];
  #at = headerBytes;
  #used = 0;

  constructor(chunk: ArrayBuffer) {
    this.bytes = new Uint8Array(chunk);
    this.#view = new DataView(chunk);
    if (chunk.byteLength < headerBytes || this.#view.getUint32(0, true) !== magic) {
      this.problem = 'not a chunk of messages';
      return;
    }
    this.#used = this.#view.getUint32(4, true);
    if (this.#used > chunk.byteLength) {
      this.problem = `the chunk names ${this.#used} bytes and has ${chunk.byteLength}`;
      this.#used = 0;
    }
  }

  next(): boolean {
    while (this.#at < this.#used) {
      const at = this.#at;
      if (at + recordBytes > this.#used) return this.#stop('a record is cut off');
      const view = this.#view;
      const start = at + recordBytes;
      const end = start + view.getUint32(at + 8, true);
      if (end > this.#used) return this.#stop('the bytes of a record are cut off');
      const label = view.getUint8(at + 18);
      const bits = view.getUint8(at + 19);
      this.#at = end;
      if ((bits & bitLabel) !== 0) {
        this.#labels[label] = decoder.decode(this.bytes.subarray(start, end));
        continue;
      }
      const channelId = view.getUint16(at + 16, true);
      this.time = view.getFloat64(at, true);
      this.sent = (bits & bitSent) !== 0;
      this.isText = (bits & bitText) !== 0;
      this.label = this.#labels[label] ?? '';
      this.channelId = channelId === noChannelId ? undefined : channelId;
      this.size = view.getUint32(at + 12, true);
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
