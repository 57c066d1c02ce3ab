import { hashSeed } from '../store/hash-chains.ts';

/**
 * A hash of 64 bits in two halves: of two logs with a million rows each, two keys that differ are taken for one in one
 * comparison of some ten million. Seeded anew for each, so that nobody can send keys that are. Feeding it allocates
 * nothing.
 */
export class KeyHash {
  lo = 0;
  hi = 0;
  readonly #seedLo = hashSeed();
  readonly #seedHi = hashSeed();
  #lo = 0;
  #hi = 0;

  begin(): void {
    this.#lo = this.#seedLo;
    this.#hi = this.#seedHi;
  }

  /** A whole number from 0 to 2^53. */
  addNumber(value: number): void {
    this.#addWord(value >>> 0);
    this.#addWord(Math.floor(value / 0x1_0000_0000));
  }

  /** What is added next cannot be mistaken for a part of it: its length counts too. */
  addBytes(bytes: Uint8Array, start: number, end: number): void {
    let lo = this.#lo;
    let hi = this.#hi;
    for (let index = start; index < end; index += 1) {
      const byte = bytes[index] ?? 0;
      lo = Math.imul(lo ^ byte, 0x9e3779b1);
      hi = Math.imul(hi ^ byte, 0x5f356495);
      hi = (hi << 13) | (hi >>> 19);
    }
    this.#lo = lo;
    this.#hi = hi;
    this.#addWord(end - start);
  }

  addText(text: string): void {
    const bytes = encoder.encode(text);
    this.addBytes(bytes, 0, bytes.length);
  }

  /** Sets `lo` and `hi`. */
  end(): void {
    const lo = mixed(this.#lo) ^ mixed(this.#hi ^ 0x2545f491);
    this.hi = mixed(this.#hi) >>> 0;
    this.lo = lo >>> 0;
  }

  #addWord(word: number): void {
    this.#lo = mixed(Math.imul(this.#lo ^ word, 0x9e3779b1));
    this.#hi = mixed(Math.imul(this.#hi ^ word, 0x5f356495));
  }
}

const encoder = new TextEncoder();

/** The finalizer of MurmurHash3: each bit changes all others. */
function mixed(value: number): number {
  let word = value ^ (value >>> 16);
  word = Math.imul(word, 0x85ebca6b);
  word ^= word >>> 13;
  word = Math.imul(word, 0xc2b2ae35);
  return word ^ (word >>> 16);
}
