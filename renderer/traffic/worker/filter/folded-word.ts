import { caseVariants, foldCase } from './case-variants.ts';

/** A run of more bytes than a number has bits says nothing more about where it may be. */
const runMaximum = 31;

const encoder = new TextEncoder();

/**
 * A word to be found in texts and in bytes, whatever the case.
 *
 * It is looked for in the UTF-8 as it lies there, nothing is decoded: each of its characters may stand there in any
 * of its cases. Most have the same length in all of them, so the longest run of such bytes is looked for with the
 * table of Boyer–Moore–Horspool; where it may be, all characters are compared. Not found: İ, whose lower case is two
 * characters. A Σ is found as either small sigma, wherever it stands.
 */
export class FoldedWord {
  /** In lower case. */
  readonly text: string;
  /** Bytes that it takes at most. */
  readonly longestBytes: number;
  /** For each character the UTF-8 of each of its cases. */
  readonly #characters: readonly (readonly Uint8Array[])[];
  /** The run begins with this character, and takes so many bytes; 0: there is none. */
  readonly #runFrom: number;
  readonly #runLength: number;
  /** For each byte a bit for each place of the run where it may stand. */
  readonly #places = new Int32Array(256);
  /** How far to move on, by the byte under the run's end. */
  readonly #shift = new Uint8Array(256);
  /** Where there is no run: bytes that the word may begin with. */
  readonly #begins = new Uint8Array(256);

  constructor(word: string) {
    this.text = foldCase(word);
    this.#characters = charactersOf(this.text);
    this.longestBytes = this.#characters.reduce((sum, variants) => sum + longestOf(variants), 0);
    const { from, length } = longestRun(this.#characters);
    this.#runFrom = from;
    this.#runLength = length;
    for (const variant of this.#characters[0] ?? []) this.#begins[variant[0] ?? 0] = 1;
    this.#shift.fill(length);
    let place = 0;
    for (let index = from; place < length; index += 1) {
      const variants = this.#characters[index] ?? [];
      const width = variants[0]?.length ?? 1;
      for (const variant of variants) this.#allow(variant, place);
      place += width;
    }
  }

  isIn(text: string): boolean {
    return foldCase(text).includes(this.text);
  }

  equals(text: string): boolean {
    return foldCase(text) === this.text;
  }

  /** Looks in the UTF-8 of bytes[start … end). */
  isInBytes(bytes: Uint8Array, start: number, end: number): boolean {
    if (this.#characters.length === 0) return true;
    return this.#runLength === 0 ? this.#isAnywhere(bytes, start, end) : this.#findRun(bytes, start, end);
  }

  #allow(variant: Uint8Array, place: number): void {
    variant.forEach((byte, offset) => {
      const at = place + offset;
      if (at >= this.#runLength) return;
      this.#places[byte] = (this.#places[byte] ?? 0) | (1 << at);
      const distance = this.#runLength - 1 - at;
      if (distance > 0) this.#shift[byte] = Math.min(this.#shift[byte] ?? 0, distance);
    });
  }

  #findRun(bytes: Uint8Array, start: number, end: number): boolean {
    const places = this.#places;
    const shift = this.#shift;
    const last = this.#runLength - 1;
    const lastBit = 1 << last;
    for (let at = start + last; at < end; at += shift[bytes[at] ?? 0] ?? 1) {
      if (((places[bytes[at] ?? 0] ?? 0) & lastBit) === 0) continue;
      let bit = lastBit >>> 1;
      let back = at - 1;
      while (bit !== 0 && ((places[bytes[back] ?? 0] ?? 0) & bit) !== 0) {
        bit >>>= 1;
        back -= 1;
      }
      if (bit === 0 && this.#isAround(bytes, start, at - last, end)) return true;
    }
    return false;
  }

  /** The whole word, with its run at `at`. */
  #isAround(bytes: Uint8Array, start: number, at: number, end: number): boolean {
    let before = at;
    for (let index = this.#runFrom - 1; index >= 0; index -= 1) {
      const length = lengthBefore(this.#characters[index] ?? [], bytes, start, before);
      if (length === 0) return false;
      before -= length;
    }
    return this.#isFrom(this.#runFrom, bytes, at, end);
  }

  /** The characters from `first` on. */
  #isFrom(first: number, bytes: Uint8Array, at: number, end: number): boolean {
    let next = at;
    for (let index = first; index < this.#characters.length; index += 1) {
      const length = lengthAt(this.#characters[index] ?? [], bytes, next, end);
      if (length === 0) return false;
      next += length;
    }
    return true;
  }

  #isAnywhere(bytes: Uint8Array, start: number, end: number): boolean {
    for (let at = start; at < end; at += 1) {
      if (this.#begins[bytes[at] ?? 0] === 1 && this.#isFrom(0, bytes, at, end)) return true;
    }
    return false;
  }
}

/** For each character of a text in lower case the UTF-8 of each of its cases. */
function charactersOf(text: string): readonly (readonly Uint8Array[])[] {
  const known = new Map<string, readonly Uint8Array[]>();
  return Array.from(text, (character) => {
    const variants = known.get(character) ?? caseVariants(character).map((one) => encoder.encode(one));
    known.set(character, variants);
    return variants;
  });
}

function longestOf(variants: readonly Uint8Array[]): number {
  return variants.reduce((longest, { length }) => Math.max(longest, length), 0);
}

/** The longest run of characters that have one length in all their cases; `length` is in bytes. */
function longestRun(characters: readonly (readonly Uint8Array[])[]): { from: number; length: number } {
  let best = { from: 0, length: 0 };
  let from = 0;
  let length = 0;
  characters.forEach((variants, index) => {
    const [{ length: width } = { length: 0 }] = variants;
    if (variants.every((variant) => variant.length === width)) length += width;
    else {
      from = index + 1;
      length = 0;
    }
    if (Math.min(length, runMaximum) > best.length) best = { from, length: Math.min(length, runMaximum) };
  });
  return best;
}

/** Bytes of the case that stands at `at`; 0: none does. No one of them begins another. */
function lengthAt(variants: readonly Uint8Array[], bytes: Uint8Array, at: number, end: number): number {
  for (const variant of variants) {
    const { length } = variant;
    if (at + length > end) continue;
    let index = 0;
    while (index < length && bytes[at + index] === variant[index]) index += 1;
    if (index === length) return length;
  }
  return 0;
}

/** Bytes of the case that ends at `end`; 0: none does. */
function lengthBefore(variants: readonly Uint8Array[], bytes: Uint8Array, start: number, end: number): number {
  for (const variant of variants) {
    const { length } = variant;
    if (end - length < start) continue;
    let index = 0;
    while (index < length && bytes[end - length + index] === variant[index]) index += 1;
    if (index === length) return length;
  }
  return 0;
}
