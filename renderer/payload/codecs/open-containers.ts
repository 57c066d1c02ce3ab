/** Levels that room is kept for between documents; a document may have any number. */
const keptLevels = 65_536;

/** The objects and arrays that a reader is in: a byte for each, so that 10,000 of them take neither time nor stack. */
export class OpenContainers {
  /** How many are open. */
  depth = 0;
  /** 1 for an object. */
  #kinds = new Uint8Array(256);

  /** Whether the innermost one is an object. */
  get isObject(): boolean {
    return this.#kinds[this.depth - 1] === 1;
  }

  add(isObject: boolean): void {
    if (this.depth >= this.#kinds.length) {
      const grown = new Uint8Array(this.depth * 2);
      grown.set(this.#kinds);
      this.#kinds = grown;
    }
    this.#kinds[this.depth] = isObject ? 1 : 0;
    this.depth += 1;
  }

  drop(): void {
    this.depth -= 1;
  }

  clear(): void {
    this.depth = 0;
    if (this.#kinds.length > keptLevels) this.#kinds = new Uint8Array(256);
  }
}
