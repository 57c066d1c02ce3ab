/** Holes in a stream that are kept; of one with more, the oldest are forgotten. */
const holesMaximum = 32;
/** Numbers that are named; of a stream with more, the first. */
export const numbersNamed = 100;

/** Which chunks of a stream have come, in 2 kB at most, whatever numbers a sender makes up. */
export class ChunkNumbers {
  /** Distinct ones. */
  count = 0;
  /** Those that came more than once, in the order they did; the first 100. */
  readonly repeated: number[] = [];
  #highest = -1;
  /** First and last number of each hole below the highest, one pair after the other, ascending. */
  readonly #holes: number[] = [];
  /** Below this, it is not known any more which have come. */
  #knownFrom = 0;

  /** Takes the index of a chunk. True: it came before. */
  take(index: number): boolean {
    if (index > this.#highest) {
      if (index > this.#highest + 1) this.#addHole(this.#holes.length, this.#highest + 1, index - 1);
      this.#highest = index;
    } else if (!this.#fill(index) && index >= this.#knownFrom) {
      if (this.repeated.length < numbersNamed && !this.repeated.includes(index)) this.repeated.push(index);
      return true;
    }
    this.count += 1;
    return false;
  }

  /** How many are missing below the highest one. */
  get missingCount(): number {
    let count = 0;
    for (let at = 0; at < this.#holes.length; at += 2) count += this.#to(at) - this.#from(at) + 1;
    return count;
  }

  /** The first 100 that are missing below the highest one. */
  missing(): readonly number[] {
    const numbers: number[] = [];
    for (let at = 0; at < this.#holes.length; at += 2) {
      const from = this.#from(at);
      // Counted, not compared: a sender may make up numbers above 2^53, where adding 1 changes nothing.
      const count = Math.min(this.#to(at) - from + 1, numbersNamed - numbers.length);
      for (let index = 0; index < count; index += 1) numbers.push(from + index);
    }
    return numbers;
  }

  #fill(index: number): boolean {
    for (let at = 0; at < this.#holes.length; at += 2) {
      const from = this.#from(at);
      const to = this.#to(at);
      if (index < from || index > to) continue;
      this.#holes.splice(at, 2);
      if (index < to) this.#addHole(at, index + 1, to);
      if (index > from) this.#addHole(at, from, index - 1);
      return true;
    }
    return false;
  }

  #addHole(at: number, from: number, to: number): void {
    this.#holes.splice(at, 0, from, to);
    if (this.#holes.length <= holesMaximum * 2) return;
    this.#knownFrom = Math.max(this.#knownFrom, this.#to(0) + 1);
    this.#holes.splice(0, 2);
  }

  #from(at: number): number {
    return this.#holes[at] ?? 0;
  }

  #to(at: number): number {
    return this.#holes[at + 1] ?? -1;
  }
}
