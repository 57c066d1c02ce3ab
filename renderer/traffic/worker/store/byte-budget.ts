/** A log that takes part in a budget. */
export interface BudgetMember {
  /** Bytes that its rows use. */
  readonly usedBytes: number;
  /** Bytes that it has reserved. */
  readonly allocatedBytes: number;
  /** Others may not take all of it: `keptShare`. */
  readonly isKept: boolean;
  /** Epoch ms of its oldest row; undefined when it has nothing that it could give up. */
  oldestTime(): number | undefined;
  /** Gives up its oldest rows: one segment at least, which it then releases. */
  evictOldest(): void;
}

/**
 * Of the budget, for all captures that are open: what is received now must not take them away. A capture that needs more
 * gives up its own oldest rows.
 */
const keptShare = 0.5;

/**
 * One bound on the memory of all logs together. Whoever has the oldest row gives it up, so that all sessions reach
 * about equally far back.
 *
 * Memory is counted as it is allocated, in segments. A log keeps the segments it is writing to, so the total may be
 * exceeded by those where there are more sessions than the budget has room for.
 */
export class ByteBudget {
  #totalBytes: number;
  readonly #members = new Set<BudgetMember>();
  #allocated = 0;

  constructor(totalBytes: number) {
    this.#totalBytes = totalBytes;
  }

  get totalBytes(): number {
    return this.#totalBytes;
  }

  /** Another bound from now on; where it is less than what is allocated, the oldest rows go at once. */
  setTotal(bytes: number): void {
    this.#totalBytes = bytes;
    this.reserve(0);
  }

  /** Bytes allocated by all members. */
  get allocatedBytes(): number {
    return this.#allocated;
  }

  /** Bytes that the rows of all members use. */
  get usedBytes(): number {
    let used = 0;
    for (const member of this.#members) used += member.usedBytes;
    return used;
  }

  /** Returns what ends the membership; the member has released everything by then. */
  join(member: BudgetMember): () => void {
    this.#members.add(member);
    return () => this.#members.delete(member);
  }

  /** Makes room for `bytes`, which the caller then allocates. Members, the caller too, may lose rows in it. */
  reserve(bytes: number): void {
    while (this.#allocated + bytes > this.#totalBytes) {
      const oldest = this.#oldest();
      if (oldest === undefined) break;
      oldest.evictOldest();
    }
    this.#allocated += bytes;
  }

  release(bytes: number): void {
    this.#allocated -= bytes;
  }

  #oldest(): BudgetMember | undefined {
    let kept = 0;
    for (const member of this.#members) if (member.isKept) kept += 1;
    const share = kept === 0 ? 0 : (this.#totalBytes * keptShare) / kept;
    // Whatever times a file names: beyond its share it takes no room of a room's.
    return (
      this.#oldestOf((member) => member.isKept && member.allocatedBytes > share) ??
      this.#oldestOf((member) => !member.isKept) ??
      this.#oldestOf(() => true)
    );
  }

  #oldestOf(isAsked: (member: BudgetMember) => boolean): BudgetMember | undefined {
    let found: BudgetMember | undefined;
    let foundTime = Infinity;
    for (const member of this.#members) {
      if (!isAsked(member)) continue;
      const time = member.oldestTime();
      if (time === undefined || time >= foundTime) continue;
      found = member;
      foundTime = time;
    }
    return found;
  }
}
