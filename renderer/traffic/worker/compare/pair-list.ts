import { isExplained, missingReasons } from '../../protocol/index.ts';
import type { ComparedPart, MissingReason } from '../../protocol/index.ts';

/** Pairs of a block, whose parts are counted. A power of two. */
const blockPairs = 1_024;
const parts: readonly ComparedPart[] = ['both', 'left', 'right'];

/**
 * Pairs in the order of their time: indices of rows in the left and the right log, or of one only. 9 bytes a pair; where
 * the n-th of a part stands is found by counts of blocks.
 */
export class PairList {
  length = 0;
  /** Without an explanation. */
  leftOpen = 0;
  rightOpen = 0;
  /** Index + 1; 0: it lacks this one. */
  readonly #left: Uint32Array;
  readonly #right: Uint32Array;
  /** Index into missingReasons + 1; 0: both have it. */
  readonly #why: Uint8Array;
  /** For each block and part: pairs of the part before it. */
  readonly #before: Uint32Array;
  readonly #totals = new Uint32Array(parts.length);

  constructor(capacity: number) {
    this.#left = new Uint32Array(capacity);
    this.#right = new Uint32Array(capacity);
    this.#why = new Uint8Array(capacity);
    this.#before = new Uint32Array((Math.floor(capacity / blockPairs) + 1) * parts.length);
  }

  /** Appends a pair by its indices, −1 where a side lacks it: then with the reason. */
  add(left: number, right: number, why: MissingReason | undefined): void {
    const at = this.length;
    if (at % blockPairs === 0) this.#before.set(this.#totals, (at / blockPairs) * parts.length);
    this.#left[at] = left + 1;
    this.#right[at] = right + 1;
    this.#why[at] = why === undefined ? 0 : missingReasons.indexOf(why) + 1;
    const part = this.#partOf(at);
    this.#totals[part] = (this.#totals[part] ?? 0) + 1;
    if (why !== undefined && !isExplained(why)) {
      if (left >= 0) this.leftOpen += 1;
      else this.rightOpen += 1;
    }
    this.length = at + 1;
  }

  /** Index in the left log; −1: it lacks it. */
  leftOf(pair: number): number {
    return (this.#left[pair] ?? 0) - 1;
  }

  rightOf(pair: number): number {
    return (this.#right[pair] ?? 0) - 1;
  }

  whyOf(pair: number): MissingReason | undefined {
    return missingReasons[(this.#why[pair] ?? 0) - 1];
  }

  count(part: ComparedPart): number {
    return part === 'all' ? this.length : (this.#totals[parts.indexOf(part)] ?? 0);
  }

  /** The pair at a position of a part; undefined: it has not so many. */
  pairAt(part: ComparedPart, position: number): number | undefined {
    if (position < 0 || position >= this.count(part)) return undefined;
    if (part === 'all') return position;
    const code = parts.indexOf(part);
    const block = this.#blockOf(code, position);
    let left = position - this.#countBefore(block, code);
    for (let pair = block * blockPairs; pair < this.length; pair += 1) {
      if (this.#partOf(pair) !== code) continue;
      if (left === 0) return pair;
      left -= 1;
    }
    return undefined;
  }

  /** Position in a part of a pair, or of the next one that is in it. */
  positionFrom(part: ComparedPart, pair: number): number {
    const end = Math.min(pair, this.length);
    if (part === 'all') return end;
    const code = parts.indexOf(part);
    const block = Math.floor(Math.max(0, end - 1) / blockPairs);
    let position = this.#countBefore(block, code);
    for (let at = block * blockPairs; at < end; at += 1) if (this.#partOf(at) === code) position += 1;
    return position;
  }

  /**
   * The next pair of the part that a side lacks, from a position on, itself left out: one without an explanation where
   * the list has such. Undefined: there is none.
   */
  nextDifference(part: ComparedPart, from: number, step: 1 | -1): number | undefined {
    if (part === 'both') return undefined;
    const isOpenOnly = (part !== 'right' && this.leftOpen > 0) || (part !== 'left' && this.rightOpen > 0);
    const code = parts.indexOf(part);
    const start = from < 0 ? -1 : (this.pairAt(part, from) ?? this.length);
    for (let pair = start + step; pair >= 0 && pair < this.length; pair += step) {
      const why = this.whyOf(pair);
      if (why === undefined || (isOpenOnly && isExplained(why))) continue;
      if (part === 'all' || this.#partOf(pair) === code) return pair;
    }
    return undefined;
  }

  #partOf(pair: number): number {
    if (this.#left[pair] === 0) return 2;
    return this.#right[pair] === 0 ? 1 : 0;
  }

  #countBefore(block: number, code: number): number {
    return this.#before[block * parts.length + code] ?? 0;
  }

  /** The last block before which there are not more than so many pairs of the part. */
  #blockOf(code: number, position: number): number {
    let low = 0;
    let high = Math.floor(Math.max(0, this.length - 1) / blockPairs);
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.#countBefore(middle, code) <= position) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
