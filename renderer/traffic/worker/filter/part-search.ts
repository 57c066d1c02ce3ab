import type { FoldedWord } from './folded-word.ts';
import type { RowCursor } from './row-cursor.ts';
import type { RowTest } from './row-test.ts';

/** So much of a large row at once: about 0.1 ms. */
export const partBytes = 32 * 1_024;

/** A search in bytes that can stop and go on. */
export interface PartSearch {
  /** Begins with bytes[start … end), which must not change while `step` looks at them. */
  begin(bytes: Uint8Array, start: number, end: number): void;
  /** Goes on for about as long as `length` bytes take; undefined when there is more to look at. */
  step(length: number): boolean | undefined;
}

/** A word, looked for in overlapping parts. */
export class WordSearch implements PartSearch {
  readonly #word: FoldedWord;
  #bytes: Uint8Array = new Uint8Array(0);
  #at = 0;
  #end = 0;

  constructor(word: FoldedWord) {
    this.#word = word;
  }

  begin(bytes: Uint8Array, start: number, end: number): void {
    this.#bytes = bytes;
    this.#at = start;
    this.#end = end;
  }

  step(length: number): boolean | undefined {
    const next = this.#at + length;
    const end = Math.min(this.#end, next + this.#word.longestBytes - 1);
    if (this.#word.isInBytes(this.#bytes, this.#at, end)) return true;
    this.#at = next;
    return end < this.#end ? undefined : false;
  }
}

interface PartTestOptions {
  readonly cost: number;
  readonly search: PartSearch;
  /** What is looked at: the payload, or all bytes that the packet has. */
  readonly within: 'payload' | 'packet';
}

/**
 * A test of packets that looks at a large one in parts. The answer is kept while the row stays the same: beside another
 * test that is not ready yet, it is asked again.
 */
export class PartTest implements RowTest {
  readonly cost: number;
  readonly changesWith = 0;
  readonly #search: PartSearch;
  readonly #isPayload: boolean;
  #row = -1;
  #answer: boolean | undefined;

  constructor(options: PartTestOptions) {
    this.cost = options.cost;
    this.#search = options.search;
    this.#isPayload = options.within === 'payload';
  }

  matches(at: RowCursor): boolean | undefined {
    if (at.isEvent) return false;
    if (at.row !== this.#row) this.#begin(at);
    if (this.#answer === undefined) {
      at.work += Math.min(partBytes, at.end - at.start);
      this.#answer = this.#search.step(partBytes);
    }
    return this.#answer;
  }

  #begin(at: RowCursor): void {
    at.load();
    this.#row = at.row;
    this.#answer = undefined;
    if (this.#isPayload) this.#search.begin(at.bytes, at.payloadStart, at.payloadEnd);
    else this.#search.begin(at.bytes, at.start, at.end);
  }
}
