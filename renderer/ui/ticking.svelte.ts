import { createSubscriber } from 'svelte/reactivity';

/** The time of day as state: ticks while a view reads it, and stops with the last reader. */
export class Ticking {
  readonly #now: () => number;
  readonly #subscribe: () => void;

  /** `everyMs`: how often readers are woken. */
  constructor(options: { everyMs: number; now?: () => number }) {
    this.#now = options.now ?? Date.now;
    this.#subscribe = createSubscriber((update) => {
      const timer = setInterval(update, options.everyMs);
      return () => clearInterval(timer);
    });
  }

  /** Epoch ms. */
  get now(): number {
    this.#subscribe();
    return this.#now();
  }
}
