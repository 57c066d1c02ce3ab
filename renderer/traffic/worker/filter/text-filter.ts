import type { PacketLog } from '../store/packet-log.ts';
import { MatchList } from './match-list.ts';
import { RowMatcher } from './row-matcher.ts';
import type { SessionLog } from '../session-log.ts';
import type { ShownRows } from './shown-rows.ts';

/** After so many rows or bytes the clock is looked at: both take well under 0.1 ms. */
const rowsPerLook = 64;
const bytesPerLook = 64 * 1_024;

/**
 * Finds rows in slices of time: first what arrived since the last slice, then backwards from the newest to the oldest,
 * so that the end of the log, which people look at, is there at once.
 */
export class TextFilter implements ShownRows {
  readonly #log: PacketLog;
  readonly #matcher: RowMatcher;
  readonly #now: () => number;
  readonly #matches = new MatchList();
  /** Rows #low … #high - 1 were looked at. */
  #low: number;
  #high: number;
  #base = 0;

  /** @param now Ms, of any origin. */
  constructor(text: string, session: SessionLog, now: () => number) {
    this.#log = session.log;
    this.#matcher = new RowMatcher(text, session);
    this.#now = now;
    this.#low = this.#log.nextRow;
    this.#high = this.#low;
  }

  get count(): number {
    this.#forgetEvicted();
    return this.#matches.length;
  }

  get pending(): number {
    this.#forgetEvicted();
    return this.#log.nextRow - this.#high + this.#low - this.#log.firstRow;
  }

  get base(): number {
    this.#forgetEvicted();
    return this.#base;
  }

  rowAt(position: number): number | undefined {
    this.#forgetEvicted();
    return this.#matches.at(position);
  }

  positionFrom(row: number): number {
    this.#forgetEvicted();
    return this.#matches.positionFrom(row);
  }

  step(sliceMs: number): void {
    this.#forgetEvicted();
    const deadline = this.#now() + sliceMs;
    let rows = 0;
    let bytes = this.#matcher.bytesSearched;
    while (this.#lookAtNext()) {
      rows += 1;
      if (rows < rowsPerLook && this.#matcher.bytesSearched - bytes < bytesPerLook) continue;
      if (this.#now() >= deadline) return;
      rows = 0;
      bytes = this.#matcher.bytesSearched;
    }
  }

  /** False when all rows were looked at. */
  #lookAtNext(): boolean {
    if (this.#high < this.#log.nextRow) {
      if (this.#matcher.matches(this.#high)) this.#matches.addNewest(this.#high);
      this.#high += 1;
      return true;
    }
    if (this.#low <= this.#log.firstRow) return false;
    this.#low -= 1;
    if (this.#matcher.matches(this.#low)) {
      this.#matches.addOldest(this.#low);
      this.#base += 1;
    }
    return true;
  }

  /** Rows may have been evicted or cleared since, also some that were never looked at. */
  #forgetEvicted(): void {
    const { firstRow } = this.#log;
    if (this.#low >= firstRow) return;
    this.#base -= this.#matches.dropBefore(firstRow);
    this.#low = firstRow;
    this.#high = Math.max(this.#high, firstRow);
  }
}
