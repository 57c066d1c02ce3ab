/** Strings, numbers and words of JSON as bytes, read as they lie there. */

const backslash = 0x5c;

/** As TextDecoder does: a byte order mark is no part of the text. */
export function textStart(bytes: Uint8Array, start: number, end: number): number {
  const hasMark = start + 3 <= end && bytes[start] === 0xef && bytes[start + 1] === 0xbb && bytes[start + 2] === 0xbf;
  return hasMark ? start + 3 : start;
}

export function spaceEnd(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at < end) {
    const byte = bytes[at];
    if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) break;
    at += 1;
  }
  return at;
}

/** Bytes of an escape after its backslash; 0: it is none. */
export function escapeLength(bytes: Uint8Array, at: number, end: number): number {
  if (at >= end) return 0;
  switch (bytes[at]) {
    case 0x22:
    case 0x2f:
    case 0x5c:
    case 0x62:
    case 0x66:
    case 0x6e:
    case 0x72:
    case 0x74:
      return 1;
    case 0x75:
      return at + 5 <= end && hexUnit(bytes, at + 1) >= 0 ? 5 : 0;
    default:
      return 0;
  }
}

/** The UTF-16 unit of four hex digits; -1: they are none. */
function hexUnit(bytes: Uint8Array, at: number): number {
  let unit = 0;
  for (let index = 0; index < 4; index += 1) {
    const byte = bytes[at + index] ?? 0;
    const letter = (byte | 0x20) - 0x61 + 10;
    const digit = byte >= 0x30 && byte <= 0x39 ? byte - 0x30 : letter >= 10 && letter <= 15 ? letter : -1;
    if (digit < 0) return -1;
    unit = unit * 16 + digit;
  }
  return unit;
}

function isSameBytes(bytes: Uint8Array, start: number, end: number, other: Uint8Array): boolean {
  const { length } = other;
  if (end - start !== length) return false;
  for (let index = 0; index < length; index += 1) if (bytes[start + index] !== other[index]) return false;
  return true;
}

const escapedUnits: Readonly<Record<number, number>> = {
  0x62: 0x08,
  0x66: 0x0c,
  0x6e: 0x0a,
  0x72: 0x0d,
  0x74: 0x09,
};

/** Whether the inside of a JSON string, which is known to be one, means this text. */
function isEscapedString(bytes: Uint8Array, start: number, end: number, text: string): boolean {
  let at = start;
  let unit = 0;
  while (at < end) {
    const byte = bytes[at] ?? 0;
    if (byte === backslash) {
      const letter = bytes[at + 1] ?? 0;
      const meant = letter === 0x75 ? hexUnit(bytes, at + 2) : (escapedUnits[letter] ?? letter);
      if (text.charCodeAt(unit) !== meant) return false;
      at += letter === 0x75 ? 6 : 2;
      unit += 1;
      continue;
    }
    const length = byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
    let point = length === 1 ? byte : byte & (0x7f >> length);
    for (let index = 1; index < length; index += 1) point = (point << 6) | ((bytes[at + index] ?? 0) & 0x3f);
    if (text.codePointAt(unit) !== point) return false;
    at += length;
    unit += point > 0xffff ? 2 : 1;
  }
  return unit === text.length;
}

/** Whether what stands within the quotes of a JSON string means this text, whose UTF-8 is given too. */
export function isString(
  bytes: Uint8Array,
  start: number,
  end: number,
  hasEscapes: boolean,
  text: string,
  utf8: Uint8Array,
): boolean {
  return hasEscapes ? isEscapedString(bytes, start, end, text) : isSameBytes(bytes, start, end, utf8);
}

const encoder = new TextEncoder();
const literals = { true: encoder.encode('true'), false: encoder.encode('false'), null: encoder.encode('null') };

/** Where a word that begins at `at` ends; -1: it is another one. */
export function literalEnd(word: 'true' | 'false' | 'null', bytes: Uint8Array, at: number, end: number): number {
  const last = at + word.length;
  return last <= end && isSameBytes(bytes, at, last, literals[word]) ? last : -1;
}

/** Where a number that begins at `at` ends; -1: there is none. */
export function numberEnd(bytes: Uint8Array, start: number, end: number): number {
  const from = bytes[start] === 0x2d ? start + 1 : start;
  let at = digitsEnd(bytes, from, end);
  // At least one digit, and no 0 before another.
  if (at === from || (bytes[from] === 0x30 && at > from + 1)) return -1;
  if (at < end && bytes[at] === 0x2e) {
    const fraction = digitsEnd(bytes, at + 1, end);
    if (fraction === at + 1) return -1;
    at = fraction;
  }
  if (at < end && ((bytes[at] ?? 0) | 0x20) === 0x65) {
    at += 1;
    if (at < end && (bytes[at] === 0x2b || bytes[at] === 0x2d)) at += 1;
    const exponent = digitsEnd(bytes, at, end);
    if (exponent === at) return -1;
    at = exponent;
  }
  return at;
}

/** What a number means; nothing is allocated for one of up to 15 digits alone. */
export function numberIn(bytes: Uint8Array, start: number, end: number): number {
  let value = 0;
  for (let at = start; at < end; at += 1) {
    const digit = (bytes[at] ?? 0) - 0x30;
    if (digit < 0 || digit > 9 || at - start >= 15) return longNumberIn(bytes, start, end);
    value = value * 10 + digit;
  }
  return value;
}

function longNumberIn(bytes: Uint8Array, start: number, end: number): number {
  let text = '';
  for (let at = start; at < end; at += 1) text += String.fromCharCode(bytes[at] ?? 0);
  return Number(text);
}

function digitsEnd(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at < end) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x30 || byte > 0x39) break;
    at += 1;
  }
  return at;
}
