import type { z } from '../../electron/contract/zod.ts';

/** `localStorage`, `sessionStorage`, or a test's own. */
export type KeyValueStore = Pick<Storage, 'getItem' | 'setItem'>;

/** One remembered value. What cannot be read (another version's, somebody's edit) is as if it were not there. */
export class Stored<T> {
  readonly #store: KeyValueStore;
  readonly #key: string;
  readonly #schema: z.ZodType<T>;

  constructor(options: { store: KeyValueStore; key: string; schema: z.ZodType<T> }) {
    this.#store = options.store;
    this.#key = options.key;
    this.#schema = options.schema;
  }

  read(): T | undefined {
    try {
      const parsed = this.#schema.safeParse(JSON.parse(this.#store.getItem(this.#key) ?? 'null'));
      return parsed.success ? parsed.data : undefined;
    } catch {
      return undefined;
    }
  }

  /** Forgetting a size is no reason to stop: a full or locked store is passed over. */
  write(value: T): void {
    try {
      this.#store.setItem(this.#key, JSON.stringify(value));
    } catch {
      return;
    }
  }
}
