/**
 * A packet of a data track, as livekit-client 2.23.0 frames it (src/room/data-track/packet): all numbers big-endian.
 *
 * | offset | type | header                                                                     |
 * |--------|------|----------------------------------------------------------------------------|
 * | 0      | u8   | version (3 bits, 0), marker (2 bits: 2 first, 0 middle, 1 last, 3 single), extensions (1 bit) |
 * | 1      | u8   | reserved                                                                   |
 * | 2      | u16  | handle of the track, given by the server; 0 is none                        |
 * | 4      | u16  | sequence of the packet                                                     |
 * | 6      | u16  | number of the frame                                                        |
 * | 8      | u32  | timestamp, 90 kHz                                                          |
 * | 12     | u16  | with extensions only: their length in words of 4 bytes, less one, this field included |
 * | 14     |      | extensions: tag (u8), length (u8), value; tag 0 pads                       |
 */
export interface DataTrackFrame {
  readonly marker: 'first' | 'middle' | 'last' | 'single';
  readonly handle: number;
  readonly sequence: number;
  readonly frame: number;
  /** Ticks of 90 kHz. */
  readonly timestamp: number;
  /** Set by the sender; its unit is the sender's. */
  readonly userTimestamp: bigint | undefined;
  readonly encryption: { readonly keyIndex: number; readonly iv: Uint8Array } | undefined;
  readonly payloadOffset: number;
}

export type DataTrackResult =
  | { readonly ok: true; readonly frame: DataTrackFrame }
  /** The bytes are no frame of this version. */
  | { readonly ok: false; readonly reason: string };

const headerBytes = 12;
const extensionsBit = 0x04;
const markers = ['middle', 'last', 'first', 'single'] as const;
const tagPadding = 0;
const tagEncryption = 1;
const tagUserTimestamp = 2;
/** Key index and a 12-byte initialization vector. */
const encryptionBytes = 13;
const userTimestampBytes = 8;

/** Bytes of the header of the frame bytes[start … end), which is where its payload begins; 0: it is no such frame. */
export function dataTrackHeaderBytes(bytes: Uint8Array, start: number, end: number): number {
  if (end - start < headerBytes) return 0;
  const first = bytes[start] ?? 0;
  if (first >> 5 !== 0) return 0;
  if (bytes[start + 2] === 0 && bytes[start + 3] === 0) return 0;
  if ((first & extensionsBit) === 0) return headerBytes;
  if (end - start < headerBytes + 2) return 0;
  const words = ((bytes[start + 12] ?? 0) << 8) + (bytes[start + 13] ?? 0) + 1;
  const length = headerBytes + 4 * words;
  return length <= end - start ? length : 0;
}

export function readDataTrackFrame(bytes: Uint8Array): DataTrackResult {
  const payloadOffset = dataTrackHeaderBytes(bytes, 0, bytes.length);
  if (payloadOffset === 0) return { ok: false, reason: whyNot(bytes) };
  const view = new DataView(bytes.buffer, bytes.byteOffset, payloadOffset);
  const extensions = readExtensions(view);
  if (extensions === undefined) return { ok: false, reason: 'an extension of its header is cut off' };
  const frame = {
    marker: markers[(view.getUint8(0) >> 3) & 3] ?? 'middle',
    handle: view.getUint16(2),
    sequence: view.getUint16(4),
    frame: view.getUint16(6),
    timestamp: view.getUint32(8),
    payloadOffset,
    ...extensions,
  };
  return { ok: true, frame };
}

function whyNot(bytes: Uint8Array): string {
  if (bytes.length < headerBytes) return `it has ${bytes.length} bytes, and a header has ${headerBytes}`;
  const version = (bytes[0] ?? 0) >> 5;
  if (version !== 0) return `its version is ${version}, and only version 0 is known`;
  if (bytes[2] === 0 && bytes[3] === 0) return 'its track has the handle 0, which is none';
  return 'its extensions are longer than the packet';
}

type Extensions = Pick<DataTrackFrame, 'userTimestamp' | 'encryption'>;

/** Undefined where one is cut off. As livekit-client does it: unknown ones are passed over, the last of a kind wins. */
function readExtensions(header: DataView): Extensions | undefined {
  let userTimestamp: bigint | undefined;
  let encryption: DataTrackFrame['encryption'];
  let at = headerBytes + 2;
  while (header.byteLength - at >= 2) {
    const tag = header.getUint8(at);
    const length = header.getUint8(at + 1);
    at += 2;
    if (tag === tagPadding) continue;
    const left = header.byteLength - at;
    const needed = tag === tagUserTimestamp ? userTimestampBytes : tag === tagEncryption ? encryptionBytes : length;
    if (left < needed) return undefined;
    if (tag === tagUserTimestamp) userTimestamp = header.getBigUint64(at);
    if (tag === tagEncryption) {
      const iv = new Uint8Array(header.buffer, header.byteOffset + at + 1, encryptionBytes - 1).slice();
      encryption = { keyIndex: header.getUint8(at), iv };
    }
    at += length;
  }
  return { userTimestamp, encryption };
}
