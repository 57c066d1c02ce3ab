type Ranges = readonly (readonly [first: number, last: number])[];

/** Which rows of a log a feed looks at, one after the other. Rows are those of the log. */
export class RowPlan {
  readonly #ranges: Ranges;
  /** The range that `next` is in. */
  #index = 0;
  #next: number;
  #end: number;

  /**
   * @param from No row before it is looked at.
   * @param end None from it on; Infinity: whatever comes.
   * @param ranges First and last row of each; what is not in order is passed over.
   */
  constructor(options: { readonly from: number; readonly end: number; readonly ranges?: Ranges | undefined }) {
    const { from, end, ranges } = options;
    this.#ranges = ranges === undefined ? [[from, Infinity]] : inOrder(ranges);
    this.#end = end;
    this.#next = from;
    this.#seek(from);
  }

  /** The next row to be looked at; `end` or more where there is none. */
  get next(): number {
    return this.#next;
  }

  /** Rows from here on are not asked for. */
  get end(): number {
    return this.#end;
  }

  /** All rows that are asked for were looked at. */
  get isDone(): boolean {
    return this.#next >= this.#end;
  }

  /** The row was looked at. */
  advance(): void {
    this.#seek(this.#next + 1);
  }

  /** Nothing is asked for from `row` on. */
  endAt(row: number): void {
    this.#end = Math.min(this.#end, row);
  }

  /** Goes on to `row`, where it is further; how many rows were asked for until there. */
  skipTo(row: number): number {
    let skipped = 0;
    while (this.#next < row && !this.isDone) {
      const to = Math.min(row, this.#end, this.#last + 1);
      skipped += to - this.#next;
      this.#seek(to);
    }
    return skipped;
  }

  /** Rows that are asked for and not looked at yet, of a log whose next row is `nextRow`. */
  left(nextRow: number): number {
    const end = Math.min(nextRow, this.#end);
    let left = 0;
    for (let index = this.#index; index < this.#ranges.length; index += 1) {
      const [first, last] = this.#ranges[index] ?? [0, -1];
      left += Math.max(0, Math.min(last + 1, end) - Math.max(first, this.#next));
    }
    return left;
  }

  get #last(): number {
    return this.#ranges[this.#index]?.[1] ?? -1;
  }

  /** The first row from `row` on that is in a range. */
  #seek(row: number): void {
    while (this.#index < this.#ranges.length && this.#last < row) this.#index += 1;
    this.#next = Math.max(row, this.#ranges[this.#index]?.[0] ?? Infinity);
  }
}

function inOrder(ranges: Ranges): Ranges {
  let from = 0;
  return ranges.flatMap(([first, last]) => {
    const begin = Math.max(first, from);
    if (last < begin) return [];
    from = last + 1;
    return [[begin, last] as const];
  });
}
