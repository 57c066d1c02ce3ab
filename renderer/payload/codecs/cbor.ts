import type { BinaryFormat, BinaryResult } from './binary.ts';
import { readBinary } from './binary.ts';
import type { Head } from './binary-parse.ts';
import { tooLongText } from './binary-parse.ts';
import { bytesNotation, floatNotation, utf8, viewOf } from './notation.ts';
import type { TreeKind } from './tree.ts';

/**
 * Reads a CBOR value (RFC 8949).
 *
 * Not a library: cbor-x throws at 10,000 levels, drops the first of two equal keys, and tells no places. Tests hold this
 * against cbor2.
 */
export function readCbor(bytes: Uint8Array, maximum?: number): BinaryResult {
  return readBinary(bytes, format, maximum);
}

const major = (first: number): number => first >> 5;
/** In the five low bits: the argument has no end of its own, the next break ends it. */
const open = 31;

/** Bytes of the argument behind the first byte; undefined where there is no such argument. */
function argumentSize(first: number): number | undefined {
  const info = first & 0x1f;
  if (info < 24 || info === open) return 0;
  return info < 28 ? 1 << (info - 24) : undefined;
}

/** Beyond 2^53 the digits are not exact, which is enough to tell that so many are not there. */
function argument(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  const size = argumentSize(first) ?? 0;
  if (size === 0) return first & 0x1f;
  let value = 0;
  for (let index = 1; index <= size; index += 1) value = value * 256 + (bytes[at + index] ?? 0);
  return value;
}

function readHead(bytes: Uint8Array, at: number, head: Head): string | undefined {
  const first = bytes[at] ?? 0;
  const type = major(first);
  const size = argumentSize(first);
  if (size === undefined) return `The byte 0x${first.toString(16)} begins no CBOR value.`;
  if (size > bytes.length - at - 1) return 'The bytes end within a number or a length.';
  const isOpen = (first & 0x1f) === open;
  head.items = 0;
  head.end = at + 1 + size;
  if (type < 2 || type === 6) {
    if (isOpen) return `The byte 0x${first.toString(16)} begins no CBOR value.`;
    head.kind = type === 6 ? 'tag' : 'number';
    head.items = type === 6 ? 1 : 0;
    return undefined;
  }
  if (type < 4) return isOpen ? chunks(bytes, head, type) : content(bytes, at, head, type);
  if (type < 6) {
    head.kind = type === 4 ? 'array' : 'object';
    const length = isOpen ? Infinity : argument(bytes, at);
    head.items = type === 4 ? length : length * 2;
    return undefined;
  }
  const kind = simpleKind(first);
  if (kind === 'simple' && size === 1 && argument(bytes, at) < 32) return 'Simple values below 32 take one byte.';
  head.kind = kind;
  return undefined;
}

function simpleKind(first: number): TreeKind | 'break' {
  switch (first & 0x1f) {
    case 20:
      return 'false';
    case 21:
      return 'true';
    case 22:
      return 'null';
    case 23:
      return 'undefined';
    case 25:
    case 26:
    case 27:
      return 'number';
    case open:
      return 'break';
    default:
      return 'simple';
  }
}

const contentWord = (type: number): string => (type === 2 ? 'byte string' : 'text');

function content(bytes: Uint8Array, at: number, head: Head, type: number): string | undefined {
  const length = argument(bytes, at);
  const left = bytes.length - head.end;
  if (length > left) return tooLongText(contentWord(type), wholeArgument(bytes, at), left);
  head.kind = type === 2 ? 'bytes' : 'string';
  head.end += length;
  return undefined;
}

/** A string in pieces of the same type, until a break. */
function chunks(bytes: Uint8Array, head: Head, type: number): string | undefined {
  const piece: Head = { kind: 'null', end: 0, items: 0 };
  let at = head.end;
  for (; at < bytes.length && bytes[at] !== 0xff; at = piece.end) {
    const first = bytes[at] ?? 0;
    if (major(first) !== type || (first & 0x1f) === open) return `A piece of a ${contentWord(type)} is none itself.`;
    const problem = readHead(bytes, at, piece);
    if (problem !== undefined) return problem;
  }
  if (at >= bytes.length) return `The ${contentWord(type)} in pieces has no end.`;
  head.kind = type === 2 ? 'bytes' : 'string';
  head.end = at + 1;
  return undefined;
}

/** The content of a string, its pieces put together. */
function contentOf(bytes: Uint8Array, at: number, end: number): Uint8Array {
  const first = bytes[at] ?? 0;
  if ((first & 0x1f) !== open) return bytes.subarray(at + 1 + (argumentSize(first) ?? 0), end);
  const whole = new Uint8Array(end - at);
  let length = 0;
  for (let piece = at + 1; piece < end - 1; ) {
    const start = piece + 1 + (argumentSize(bytes[piece] ?? 0) ?? 0);
    const stop = start + argument(bytes, piece);
    whole.set(bytes.subarray(start, stop), length);
    length += stop - start;
    piece = stop;
  }
  return whole.subarray(0, length);
}

const format: BinaryFormat = {
  readHead,
  text: (bytes, at, end) => utf8(contentOf(bytes, at, end)),
  notation(bytes, at, end, kind) {
    if (kind === 'number') return numberNotation(bytes, at);
    if (kind === 'bytes') return bytesNotation(contentOf(bytes, at, end));
    if (kind === 'tag') return String(wholeArgument(bytes, at));
    if (kind === 'simple') return `simple(${argument(bytes, at)})`;
    return kind;
  },
};

function wholeArgument(bytes: Uint8Array, at: number): bigint {
  return (bytes[at] ?? 0) % 32 === 27 ? viewOf(bytes).getBigUint64(at + 1) : BigInt(argument(bytes, at));
}

function numberNotation(bytes: Uint8Array, at: number): string {
  const first = bytes[at] ?? 0;
  const type = major(first);
  if (type === 0) return String(wholeArgument(bytes, at));
  if (type === 1) return String(-1n - wholeArgument(bytes, at));
  const view = viewOf(bytes);
  if (first === 0xf9) return floatNotation(half(view.getUint16(at + 1)));
  return floatNotation(first === 0xfa ? view.getFloat32(at + 1) : view.getFloat64(at + 1));
}

/** IEEE 754 binary16 (RFC 8949, appendix D). */
function half(bits: number): number {
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  const sign = bits & 0x8000 ? -1 : 1;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction / 1_024) * 2 ** (exponent - 15);
}
