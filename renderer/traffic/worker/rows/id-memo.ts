/** A small number for each string id, until something changes what it stands for. 0: not known yet. */
export class IdMemo {
  #values = new Uint32Array(256);
  #version = -1;

  /** The value of an id; all are forgotten when `version` is another than the last time. */
  get(id: number, version: number): number {
    if (version !== this.#version) {
      this.#version = version;
      this.#values.fill(0);
    }
    return this.#values[id] ?? 0;
  }

  /** Keeps a value above 0 under the version of the last `get`. */
  set(id: number, value: number): void {
    if (id >= this.#values.length) {
      const grown = new Uint32Array(Math.max(id + 1, this.#values.length * 2));
      grown.set(this.#values);
      this.#values = grown;
    }
    this.#values[id] = value;
  }
}
