import type { PacketLog } from '../store/packet-log.ts';
import { MatchList } from './match-list.ts';
import type { RowCursor } from './row-cursor.ts';
import type { RowTest } from './row-test.ts';

/** After so many rows or bytes the clock is looked at: both take well under 0.1 ms. */
const rowsPerLook = 64;
const bytesPerLook = 32 * 1_024;

interface RowScanOptions {
  readonly log: PacketLog;
  readonly cursor: RowCursor;
  readonly test: RowTest;
}

/**
 * Finds rows in slices of time: first what arrived since the last slice, then backwards from the newest to the oldest,
 * so that the end of the log, which people look at, is there at once.
 */
export class RowScan {
  readonly matches = new MatchList();
  /**
   * How far positions have moved since the beginning: it grows when older rows are found, and falls when the oldest go.
   */
  base = 0;
  readonly #log: PacketLog;
  readonly #cursor: RowCursor;
  readonly #test: RowTest;
  /** Rows #low … #high - 1 were looked at. */
  #low: number;
  #high: number;

  constructor(options: RowScanOptions) {
    this.#log = options.log;
    this.#cursor = options.cursor;
    this.#test = options.test;
    this.#low = this.#log.nextRow;
    this.#high = this.#low;
  }

  /** Rows that are not looked at yet. */
  get pending(): number {
    return this.#log.nextRow - this.#high + this.#low - this.#log.firstRow;
  }

  /** To be called before anything else is asked: rows may have been evicted or cleared, also some never looked at. */
  forgetEvicted(): void {
    const { firstRow } = this.#log;
    if (this.#low >= firstRow) return;
    this.base -= this.matches.dropBefore(firstRow);
    this.#low = firstRow;
    this.#high = Math.max(this.#high, firstRow);
  }

  /** Looks at rows until `deadline` by the clock. */
  step(deadline: number, now: () => number): void {
    this.forgetEvicted();
    const cursor = this.#cursor;
    cursor.reset();
    let rows = 0;
    let work = cursor.work;
    while (this.#lookAtNext()) {
      rows += 1;
      if (rows < rowsPerLook && cursor.work - work < bytesPerLook) continue;
      if (now() >= deadline) return;
      rows = 0;
      work = cursor.work;
    }
  }

  /** False when all rows were looked at. A large row may take several calls. */
  #lookAtNext(): boolean {
    if (this.#high < this.#log.nextRow) {
      const matched = this.#cursor.seek(this.#high) && this.#test.matches(this.#cursor);
      if (matched === undefined) return true;
      if (matched) this.matches.addNewest(this.#high);
      this.#high += 1;
      return true;
    }
    if (this.#low <= this.#log.firstRow) return false;
    const row = this.#low - 1;
    const matched = this.#cursor.seek(row) && this.#test.matches(this.#cursor);
    if (matched === undefined) return true;
    if (matched) {
      this.matches.addOldest(row);
      this.base += 1;
    }
    this.#low = row;
    return true;
  }
}
