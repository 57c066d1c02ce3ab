import { printable } from './printable.ts';

/** One row of a hex dump. */
export interface HexRow {
  /** Of the row's first byte. */
  readonly offset: number;
  /** `7b 22 78 22 …`, two digits a byte. */
  readonly hex: string;
  /** The same bytes as ASCII; a dot for what is not printable. */
  readonly ascii: string;
}

export const hexRowBytes = 16;

const pairs: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** How many rows a dump of `length` bytes has. */
export function hexRowCount(length: number, rowBytes = hexRowBytes): number {
  return Math.ceil(length / rowBytes);
}

/** Rows `first` … `first + count - 1` of a dump, as far as there are any; only these are made. */
export function hexRows(bytes: Uint8Array, first: number, count: number, rowBytes = hexRowBytes): readonly HexRow[] {
  const rows: HexRow[] = [];
  const end = Math.min(hexRowCount(bytes.length, rowBytes), first + count);
  for (let row = Math.max(0, first); row < end; row += 1) {
    const offset = row * rowBytes;
    const part = bytes.subarray(offset, offset + rowBytes);
    rows.push({ offset, hex: hexOf(part, ' '), ascii: asciiOf(part) });
  }
  return rows;
}

/** All bytes as hex digits. */
export function hexOf(bytes: Uint8Array, separator = ''): string {
  if (separator === '' && bytes.length > 256) return longHexOf(bytes);
  const parts: string[] = [];
  for (const byte of bytes) parts.push(pairs[byte] ?? '');
  return parts.join(separator);
}

const digits = Uint8Array.from('0123456789abcdef', (digit) => digit.charCodeAt(0));
const ascii = new TextDecoder();

/** Without a string for each byte: 262 kB in 1 ms, not in 10. */
function longHexOf(bytes: Uint8Array): string {
  const text = new Uint8Array(bytes.length * 2);
  for (let index = 0; index < bytes.length; index += 1) {
    const byte = bytes[index] ?? 0;
    text[index * 2] = digits[byte >> 4] ?? 0;
    text[index * 2 + 1] = digits[byte & 0x0f] ?? 0;
  }
  return ascii.decode(text);
}

function asciiOf(bytes: Uint8Array): string {
  let ascii = '';
  for (const byte of bytes) ascii += byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.';
  return ascii;
}

/** The whole dump as text, for copying: offset, hex, ASCII. */
export function hexDump(bytes: Uint8Array): string {
  const digits = Math.max(4, bytes.length.toString(16).length);
  return hexRows(bytes, 0, hexRowCount(bytes.length))
    .map(({ offset, hex, ascii }) => {
      const columns = hex.padEnd(hexRowBytes * 3 - 1);
      return `${offset.toString(16).padStart(digits, '0')}  ${columns}  ${ascii}`;
    })
    .join('\n');
}

export type HexResult =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | {
      readonly ok: false;
      readonly reason: 'not-hex' | 'half-byte';
      readonly message: string;
      /** UTF-16 offset in the text. */
      readonly offset: number;
    };

/**
 * Hex as people type or paste it: spaces, line breaks, commas, colons, dashes and `0x` between bytes are allowed, a
 * byte split in two is not.
 */
export function parseHex(text: string): HexResult {
  // Two digits at least make a byte.
  const bytes = new Uint8Array(Math.ceil(text.length / 2));
  let length = 0;
  let at = 0;
  while (at < text.length) {
    if (isSeparator(text, at)) {
      at += 1;
      continue;
    }
    if (/^0x/i.test(text.slice(at, at + 2))) {
      at += 2;
      continue;
    }
    const high = digit(text, at);
    if (high < 0) return notHex(text, at);
    const low = digit(text, at + 1);
    if (low < 0) {
      const isEnd = at + 1 >= text.length || isSeparator(text, at + 1);
      return isEnd ? halfByte(text, at) : notHex(text, at + 1);
    }
    bytes[length] = high * 16 + low;
    length += 1;
    at += 2;
  }
  return { ok: true, bytes: bytes.slice(0, length) };
}

function digit(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  if (unit >= 0x30 && unit <= 0x39) return unit - 0x30;
  const lower = unit | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x61 + 10 : -1;
}

function isSeparator(text: string, at: number): boolean {
  return /[\s,:;_-]/.test(text.charAt(at));
}

function notHex(text: string, offset: number): HexResult {
  const found = printable(String.fromCodePoint(text.codePointAt(offset) ?? 0));
  const message = `“${found}” at position ${offset + 1} is no hex digit: use 0–9 and a–f, two for each byte.`;
  return { ok: false, reason: 'not-hex', message, offset };
}

function halfByte(text: string, offset: number): HexResult {
  const message = `“${text.charAt(offset)}” at position ${offset + 1} is half a byte: each byte takes two digits.`;
  return { ok: false, reason: 'half-byte', message, offset };
}
