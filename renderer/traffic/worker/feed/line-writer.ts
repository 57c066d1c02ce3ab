import { sequenceLength } from '../../../payload/codecs/text.ts';

const encoder = new TextEncoder();
const quote = 0x22;
const backslash = 0x5c;
/** Of base64 (RFC 4648, 4), and hexadecimal digits, as bytes. */
const base64Signs = encoder.encode('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/');
const hexSigns = encoder.encode('0123456789abcdef');
const padSign = 0x3d;
/** What JSON has a short form for, by its byte: the letter behind the backslash. */
const shortEscapes: Readonly<Record<number, number>> = { 8: 0x62, 9: 0x74, 10: 0x6e, 12: 0x66, 13: 0x72 };

/**
 * Writes lines of text as UTF-8, from bytes where it can: what a packet holds goes out without becoming a string. Its
 * memory grows to the largest batch and is used again.
 */
export class LineWriter {
  bytes = new Uint8Array(64 * 1_024);
  used = 0;

  /** ASCII only. */
  ascii(text: string): void {
    this.#reserve(text.length);
    let at = this.used;
    for (let index = 0; index < text.length; index += 1) this.bytes[at++] = text.charCodeAt(index);
    this.used = at;
  }

  text(text: string): void {
    // UTF-8 takes 3 bytes at most for each UTF-16 unit.
    this.#reserve(3 * text.length);
    this.used += encoder.encodeInto(text, this.bytes.subarray(this.used)).written;
  }

  /** As a JSON string. */
  json(text: string): void {
    if (!isPlain(text)) {
      this.text(JSON.stringify(text));
      return;
    }
    this.#reserve(text.length + 2);
    this.bytes[this.used] = quote;
    this.used += 1;
    this.ascii(text);
    this.#reserve(1);
    this.bytes[this.used] = quote;
    this.used += 1;
  }

  /** UTF-8 as a JSON string; false, and nothing is written, where it is none. */
  jsonUtf8(from: Uint8Array, start: number, end: number): boolean {
    // A byte becomes six at most, `\u0001`.
    this.#reserve(6 * (end - start) + 2);
    const into = this.bytes;
    let at = this.used;
    into[at++] = quote;
    let index = start;
    while (index < end) {
      const byte = from[index] ?? 0;
      if (byte >= 0x80) {
        const length = sequenceLength(from, index);
        if (length === 0 || index + length > end) return false;
        for (let part = 0; part < length; part += 1) into[at++] = from[index++] ?? 0;
        continue;
      }
      index += 1;
      if (byte >= 0x20) {
        if (byte === quote || byte === backslash) into[at++] = backslash;
        into[at++] = byte;
      } else {
        at = escape(into, at, byte);
      }
    }
    into[at++] = quote;
    this.used = at;
    return true;
  }

  base64(from: Uint8Array, start: number, end: number): void {
    this.#reserve(4 * Math.ceil((end - start) / 3));
    const into = this.bytes;
    let at = this.used;
    let index = start;
    for (; index + 2 < end; index += 3) {
      const three = ((from[index] ?? 0) << 16) | ((from[index + 1] ?? 0) << 8) | (from[index + 2] ?? 0);
      into[at++] = base64Signs[three >>> 18] ?? 0;
      into[at++] = base64Signs[(three >>> 12) & 63] ?? 0;
      into[at++] = base64Signs[(three >>> 6) & 63] ?? 0;
      into[at++] = base64Signs[three & 63] ?? 0;
    }
    if (index < end) {
      const hasTwo = index + 1 < end;
      const two = ((from[index] ?? 0) << 8) | (hasTwo ? (from[index + 1] ?? 0) : 0);
      into[at++] = base64Signs[two >>> 10] ?? 0;
      into[at++] = base64Signs[(two >>> 4) & 63] ?? 0;
      into[at++] = hasTwo ? (base64Signs[(two << 2) & 63] ?? 0) : padSign;
      into[at++] = padSign;
    }
    this.used = at;
  }

  /** Begins anew; `bytes` up to `used` were taken. */
  reset(): void {
    this.used = 0;
  }

  #reserve(length: number): void {
    if (this.used + length <= this.bytes.length) return;
    const grown = new Uint8Array(Math.max(this.used + length, 2 * this.bytes.length));
    grown.set(this.bytes.subarray(0, this.used));
    this.bytes = grown;
  }
}

function escape(into: Uint8Array, at: number, byte: number): number {
  into[at] = backslash;
  const short = shortEscapes[byte];
  if (short !== undefined) {
    into[at + 1] = short;
    return at + 2;
  }
  into.set(unicodeEscape, at + 1);
  into[at + 4] = hexSigns[byte >>> 4] ?? 0;
  into[at + 5] = hexSigns[byte & 15] ?? 0;
  return at + 6;
}

const unicodeEscape = encoder.encode('u0000');

/** ASCII in which JSON escapes nothing. */
function isPlain(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit < 0x20 || unit > 0x7e || unit === quote || unit === backslash) return false;
  }
  return true;
}
