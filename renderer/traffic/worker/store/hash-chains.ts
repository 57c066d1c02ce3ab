/**
 * Finds slots by a hash without allocating: for tables of a fixed number of slots that are used again and again. The
 * table keeps its entries, and compares them; this keeps which slots have a hash that falls into the same bucket.
 */
export class HashChains {
  /** Slot + 1; 0: none. */
  readonly #heads: Int32Array;
  readonly #next: Int32Array;
  readonly #mask: number;

  /** @param slots Half as many as there are buckets, at most. */
  constructor(slots: number) {
    const buckets = 2 ** Math.ceil(Math.log2(slots * 2));
    this.#heads = new Int32Array(buckets);
    this.#next = new Int32Array(slots);
    this.#mask = buckets - 1;
  }

  /** The first slot that may have the hash, or -1. */
  first(hash: number): number {
    return (this.#heads[hash & this.#mask] ?? 0) - 1;
  }

  /** The slot after it, or -1. */
  after(slot: number): number {
    return (this.#next[slot] ?? 0) - 1;
  }

  add(hash: number, slot: number): void {
    const bucket = hash & this.#mask;
    this.#next[slot] = this.#heads[bucket] ?? 0;
    this.#heads[bucket] = slot + 1;
  }

  /** Takes out a slot that was added with that hash. */
  remove(hash: number, slot: number): void {
    const bucket = hash & this.#mask;
    const next = this.#next[slot] ?? 0;
    let at = this.first(hash);
    if (at === slot) {
      this.#heads[bucket] = next;
      return;
    }
    while (at >= 0) {
      const after = this.after(at);
      if (after === slot) {
        this.#next[at] = next;
        return;
      }
      at = after;
    }
  }
}

/** A seed of its own for each table: nobody can send keys that all fall into one bucket. */
export function hashSeed(): number {
  return Math.floor(Math.random() * 0x1_0000_0000);
}

/** FNV-1a from a seed, 32 bits, with its upper bits mixed in. */
export function hashBytes(bytes: Uint8Array, start: number, end: number, seed: number): number {
  let hash = seed ^ 0x811c9dc5;
  for (let index = start; index < end; index += 1) hash = Math.imul(hash ^ (bytes[index] ?? 0), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}
