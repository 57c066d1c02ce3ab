import type { BinaryFormat, BinaryResult } from './binary.ts';
import { readBinary } from './binary.ts';
import type { Head } from './binary-parse.ts';
import { tooLongText } from './binary-parse.ts';
import { bytesNotation, floatNotation, isoTime, utf8, viewOf } from './notation.ts';
import type { TreeKind } from './tree.ts';

/**
 * Reads a MessagePack value (github.com/msgpack/msgpack, spec.md).
 *
 * Not @msgpack/msgpack: it refuses keys that are arrays, drops the first of two equal keys, and tells no places.
 * Tests hold this against it.
 */
export function readMsgpack(bytes: Uint8Array, maximum?: number): BinaryResult {
  return readBinary(bytes, format, maximum);
}

/** Bytes of the length, or of the number, behind the first byte; by first byte from 0xc4 to 0xdf. */
const sizes = [1, 2, 4, 1, 2, 4, 4, 8, 1, 2, 4, 8, 1, 2, 4, 8, 1, 2, 4, 8, 16, 1, 2, 4, 2, 4, 2, 4] as const;

function readHead(bytes: Uint8Array, at: number, head: Head): string | undefined {
  const first = bytes[at] ?? 0;
  head.items = 0;
  head.end = at + 1;
  if (first < 0x80 || first >= 0xe0) return leaf(bytes, head, 'number', 0);
  if (first < 0x90) return container(head, 'object', (first & 0x0f) * 2);
  if (first < 0xa0) return container(head, 'array', first & 0x0f);
  if (first < 0xc0) return leaf(bytes, head, 'string', first & 0x1f);
  if (first === 0xc0) return leaf(bytes, head, 'null', 0);
  if (first === 0xc1) return 'The byte 0xc1 begins no MessagePack value.';
  if (first < 0xc4) return leaf(bytes, head, first === 0xc2 ? 'false' : 'true', 0);
  const size = sizes[first - 0xc4] ?? 1;
  if (first >= 0xd4 && first < 0xd9) return leaf(bytes, head, 'extension', 1 + size);
  if (first >= 0xca && first < 0xd4) return leaf(bytes, head, 'number', size);
  if (size > bytes.length - head.end) return 'The bytes end within a length.';
  const length = unsigned(bytes, at + 1, size);
  head.end += size;
  if (first < 0xc7) return leaf(bytes, head, 'bytes', length);
  if (first < 0xca) return leaf(bytes, head, 'extension', 1 + length);
  if (first < 0xdc) return leaf(bytes, head, 'string', length);
  return first < 0xde ? container(head, 'array', length) : container(head, 'object', length * 2);
}

const words: Partial<Record<TreeKind, string>> = { string: 'text', bytes: 'byte string' };

function leaf(bytes: Uint8Array, head: Head, kind: TreeKind, length: number): string | undefined {
  const left = bytes.length - head.end;
  if (length > left) return tooLongText(words[kind] ?? kind, length, left);
  head.kind = kind;
  head.end += length;
  return undefined;
}

function container(head: Head, kind: TreeKind, items: number): undefined {
  head.kind = kind;
  head.items = items;
}

function unsigned(bytes: Uint8Array, at: number, size: number): number {
  let value = 0;
  for (let index = 0; index < size; index += 1) value = value * 256 + (bytes[at + index] ?? 0);
  return value;
}

/** Bytes before the content of a string, of bytes, or of an extension (its type included). */
function headLength(first: number): number {
  if (first < 0xc4) return 1;
  if (first >= 0xd4 && first < 0xd9) return 2;
  const isExtension = first >= 0xc7 && first < 0xca;
  return 1 + (sizes[first - 0xc4] ?? 1) + (isExtension ? 1 : 0);
}

const format: BinaryFormat = {
  readHead,
  text: (bytes, at, end) => utf8(bytes.subarray(at + headLength(bytes[at] ?? 0), end)),
  notation(bytes, at, end, kind) {
    const content = at + headLength(bytes[at] ?? 0);
    if (kind === 'number') return numberNotation(bytes, at);
    if (kind === 'bytes') return bytesNotation(bytes.subarray(content, end));
    if (kind === 'extension') return extensionNotation(bytes, content, end);
    return kind;
  },
};

function numberNotation(bytes: Uint8Array, at: number): string {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return String(first);
  if (first >= 0xe0) return String(first - 0x100);
  const view = viewOf(bytes);
  switch (first) {
    case 0xca:
      return floatNotation(view.getFloat32(at + 1));
    case 0xcb:
      return floatNotation(view.getFloat64(at + 1));
    case 0xcc:
      return String(view.getUint8(at + 1));
    case 0xcd:
      return String(view.getUint16(at + 1));
    case 0xce:
      return String(view.getUint32(at + 1));
    case 0xcf:
      return String(view.getBigUint64(at + 1));
    case 0xd0:
      return String(view.getInt8(at + 1));
    case 0xd1:
      return String(view.getInt16(at + 1));
    case 0xd2:
      return String(view.getInt32(at + 1));
    default:
      return String(view.getBigInt64(at + 1));
  }
}

/** Type −1 is a time, in 4, 8 or 12 bytes. */
function extensionNotation(bytes: Uint8Array, content: number, end: number): string {
  const view = viewOf(bytes);
  const type = view.getInt8(content - 1);
  const time = type === -1 ? timestamp(view, content, end - content) : undefined;
  return time === undefined ? `ext(${type}, ${bytesNotation(bytes.subarray(content, end))})` : `timestamp(${time})`;
}

function timestamp(view: DataView, at: number, length: number): string | undefined {
  if (length === 4) return isoTime(BigInt(view.getUint32(at)), 0);
  if (length === 8) {
    const value = view.getBigUint64(at);
    return isoTime(value & 0x3_ffff_ffffn, Number(value >> 34n));
  }
  return length === 12 ? isoTime(view.getBigInt64(at + 4), view.getUint32(at)) : undefined;
}
