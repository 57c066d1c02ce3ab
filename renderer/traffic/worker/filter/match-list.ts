/**
 * Row numbers in ascending order, growing at both ends: a filter begins with the newest rows, goes back to the oldest,
 * and takes in what arrives meanwhile.
 */
export class MatchList {
  /** Matches lie at #head … #tail - 1. */
  #rows = new Float64Array(1_024);
  #head = 512;
  #tail = 512;

  get length(): number {
    return this.#tail - this.#head;
  }

  /** The row at a position counted from the oldest match. */
  at(position: number): number | undefined {
    if (position < 0 || position >= this.length) return undefined;
    return this.#rows[this.#head + position];
  }

  /** Position of the first match that is not before `row`; `length` where there is none. */
  positionFrom(row: number): number {
    let low = this.#head;
    let high = this.#tail;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#rows[middle] ?? 0) < row) low = middle + 1;
      else high = middle;
    }
    return low - this.#head;
  }

  /** Appends a row newer than all others. */
  addNewest(row: number): void {
    if (this.#tail === this.#rows.length) this.#makeRoom();
    this.#rows[this.#tail] = row;
    this.#tail += 1;
  }

  /** Puts a row older than all others in front. */
  addOldest(row: number): void {
    if (this.#head === 0) this.#makeRoom();
    this.#head -= 1;
    this.#rows[this.#head] = row;
  }

  /** Drops the matches before `row`; how many there were. */
  dropBefore(row: number): number {
    const dropped = this.positionFrom(row);
    this.#head += dropped;
    return dropped;
  }

  /** Moves the matches to the middle of an array that has room for as many at both ends. */
  #makeRoom(): void {
    const { length } = this;
    const capacity = Math.max(1_024, length * 3);
    const rows = new Float64Array(capacity);
    const head = Math.floor((capacity - length) / 2);
    rows.set(this.#rows.subarray(this.#head, this.#tail), head);
    this.#rows = rows;
    this.#head = head;
    this.#tail = head + length;
  }
}
