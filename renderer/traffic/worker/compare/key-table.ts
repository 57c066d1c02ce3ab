import { keyKinds } from './row-keys.ts';

/** The other one of its key in its own log was matched, and there was none left for this. */
const againBit = 1 << 4;
/** An earlier row has the same key. */
const laterBit = 1 << 5;
const kindMask = 7;

/**
 * The keys of all rows of one log, and by which row of the other log each was found. Rows are told by their index: row
 * number less that of the first.
 *
 * 17 bytes a row, and 2 to 4 for the table by which keys are found; all but 5 go with `forgetKeys`.
 */
export class KeyTable {
  readonly length: number;
  /** Rows of the other log that were found for one of this. */
  matched = 0;
  #lo: Uint32Array;
  #hi: Uint32Array;
  /** Index of the next row in the same bucket + 1; 0: none. */
  #next: Int32Array;
  #heads: Int32Array;
  readonly #mask: number;
  readonly #marks: Uint8Array;
  /** Index in the other log + 1; 0: none. */
  readonly #partner: Int32Array;

  constructor(length: number) {
    this.length = length;
    this.#lo = new Uint32Array(length);
    this.#hi = new Uint32Array(length);
    this.#next = new Int32Array(length);
    this.#marks = new Uint8Array(length);
    this.#partner = new Int32Array(length);
    const buckets = 2 ** Math.floor(Math.log2(Math.max(1, length)));
    this.#heads = new Int32Array(buckets);
    this.#mask = buckets - 1;
  }

  set(index: number, kind: number, lo: number, hi: number): void {
    this.#marks[index] = kind;
    this.#lo[index] = lo;
    this.#hi[index] = hi;
  }

  /** Makes a row known to `first` and `after`; to be called for all, from the last to the first. */
  link(index: number): void {
    if (this.kindOf(index) <= keyKinds.console) return;
    const bucket = (this.#lo[index] ?? 0) & this.#mask;
    this.#next[index] = this.#heads[bucket] ?? 0;
    this.#heads[bucket] = index + 1;
  }

  kindOf(index: number): number {
    return (this.#marks[index] ?? 0) & kindMask;
  }

  /** The first row here that has the key of a row of `other`; -1: none. */
  first(other: KeyTable, index: number): number {
    const lo = other.#lo[index] ?? 0;
    return this.#equal(this.#heads[lo & this.#mask] ?? 0, lo, other.#hi[index] ?? 0);
  }

  /** The next row that has the same key; -1: none. */
  after(index: number): number {
    return this.#equal(this.#next[index] ?? 0, this.#lo[index] ?? 0, this.#hi[index] ?? 0);
  }

  markLater(index: number): void {
    this.#marks[index] = (this.#marks[index] ?? 0) | laterBit;
  }

  /** No earlier row has its key. */
  isFirst(index: number): boolean {
    return ((this.#marks[index] ?? 0) & laterBit) === 0;
  }

  markAgain(index: number): void {
    this.#marks[index] = (this.#marks[index] ?? 0) | againBit;
  }

  isAgain(index: number): boolean {
    return ((this.#marks[index] ?? 0) & againBit) !== 0;
  }

  /** A row here is one of the other log. */
  pair(index: number, other: KeyTable, otherIndex: number): void {
    this.#partner[index] = otherIndex + 1;
    other.#partner[otherIndex] = index + 1;
    this.matched += 1;
    other.matched += 1;
  }

  /** Index in the other log; -1: none. */
  partnerOf(index: number): number {
    return (this.#partner[index] ?? 0) - 1;
  }

  /** What was matched stays known, by what not. */
  forgetKeys(): void {
    const none = new Uint32Array(0);
    [this.#lo, this.#hi] = [none, none];
    [this.#next, this.#heads] = [new Int32Array(0), new Int32Array(0)];
  }

  #equal(from: number, lo: number, hi: number): number {
    for (let at = from - 1; at >= 0; at = (this.#next[at] ?? 0) - 1) {
      if (this.#lo[at] === lo && this.#hi[at] === hi) return at;
    }
    return -1;
  }
}
