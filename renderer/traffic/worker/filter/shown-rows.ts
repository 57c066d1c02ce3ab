import type { PacketLog } from '../store/packet-log.ts';

/** The rows that a view shows, by position: all that are held, or those that a filter found. */
export interface ShownRows {
  /** Positions are 0 … count - 1. */
  readonly count: number;
  /** Rows that are not looked at yet. */
  readonly pending: number;
  /**
   * How far positions have moved since the beginning: a row at position p is at p + (base now - base then). It grows
   * when older rows are found, and falls when the oldest go.
   */
  readonly base: number;
  rowAt(position: number): number | undefined;
  /** Position of `row`, or of the next newer one that is shown; `count` where there is none (yet). */
  positionFrom(row: number): number;
  /** Looks at rows for `sliceMs` at most. */
  step(sliceMs: number): void;
}

/** Everything that is held. */
export class AllRows implements ShownRows {
  readonly pending = 0;
  readonly #log: PacketLog;

  constructor(log: PacketLog) {
    this.#log = log;
  }

  get count(): number {
    return this.#log.heldRows;
  }

  get base(): number {
    return -this.#log.firstRow;
  }

  rowAt(position: number): number | undefined {
    return position >= 0 && position < this.count ? this.#log.firstRow + position : undefined;
  }

  positionFrom(row: number): number {
    return Math.min(this.count, Math.max(0, row - this.#log.firstRow));
  }

  step(): void {
    // Nothing is left to look at.
  }
}
