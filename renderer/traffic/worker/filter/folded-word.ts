/** Lower case as JavaScript has it, for comparing what people type with what is there. */
export function foldCase(text: string): string {
  return text.toLowerCase();
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** ASCII upper case → lower case, byte by byte; everything else as it is. */
const fold = Uint8Array.from({ length: 256 }, (_, byte) => (byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte));

/**
 * A word to be found in texts and in bytes, whatever the case.
 *
 * An ASCII word is looked for in the bytes as they are (Boyer–Moore–Horspool): case folding in ASCII is a table, and
 * no byte of a longer UTF-8 sequence is ASCII. Any other word takes decoding. Not found by an ASCII word: the two
 * characters outside ASCII whose lower case is in it, the Kelvin sign and the long s.
 */
export class FoldedWord {
  readonly text: string;
  readonly #needle: Uint8Array;
  readonly #isAscii: boolean;
  /** How far to move on, by the byte under the needle's end. */
  readonly #shift: Uint16Array;

  constructor(word: string) {
    this.text = foldCase(word);
    this.#needle = encoder.encode(this.text);
    this.#isAscii = this.#needle.length === this.text.length;
    const { length } = this.#needle;
    const longest = Math.min(length, 0xffff);
    this.#shift = new Uint16Array(256).fill(longest);
    this.#needle.forEach((byte, index) => {
      const distance = Math.min(length - 1 - index, longest);
      if (distance === 0) return;
      this.#shift[byte] = distance;
      if (byte >= 0x61 && byte <= 0x7a) this.#shift[byte - 0x20] = distance;
    });
  }

  isIn(text: string): boolean {
    return foldCase(text).includes(this.text);
  }

  equals(text: string): boolean {
    return foldCase(text) === this.text;
  }

  /** Looks in the UTF-8 of bytes[start … end). */
  isInBytes(bytes: Uint8Array, start: number, end: number): boolean {
    if (!this.#isAscii) return this.isIn(decoder.decode(bytes.subarray(start, end)));
    const needle = this.#needle;
    const shift = this.#shift;
    const last = needle.length - 1;
    if (last < 0) return true;
    for (let at = start + last; at < end; at += shift[bytes[at] ?? 0] ?? 1) {
      let back = 0;
      while (back <= last && fold[bytes[at - back] ?? 0] === needle[last - back]) back += 1;
      if (back > last) return true;
    }
    return false;
  }
}
