import type { Timers, Watched } from '../../../../../renderer/ui/editor/when-seen.ts';

/** Something that changes when a test says so. */
export class FakeWatched<T> implements Watched<T> {
  readonly listeners = new Set<(value: T) => void>();
  #value: T | undefined;

  constructor(value: T | undefined) {
    this.#value = value;
  }

  current(): T | undefined {
    return this.#value;
  }

  subscribe(listener: (value: T) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  push(value: T): void {
    this.#value = value;
    for (const listener of [...this.listeners]) listener(value);
  }
}

/** Time that passes when a test says so. */
export class FakeTimers implements Timers {
  nowMs = 1_000_000;
  #timers = new Map<ReturnType<typeof setTimeout>, { readonly at: number; readonly callback: () => void }>();

  get pending(): number {
    return this.#timers.size;
  }

  set(callback: () => void, ms: number): ReturnType<typeof setTimeout> {
    // A real handle, cleared at once: only its identity is used.
    const handle = setTimeout(() => undefined, 0);
    clearTimeout(handle);
    this.#timers.set(handle, { at: this.nowMs + ms, callback });
    return handle;
  }

  clear(timer: ReturnType<typeof setTimeout>): void {
    this.#timers.delete(timer);
  }

  advance(ms: number): void {
    this.nowMs += ms;
    for (const [handle, timer] of [...this.#timers]) {
      if (timer.at > this.nowMs) continue;
      this.#timers.delete(handle);
      timer.callback();
    }
  }
}

/** Lets every promise that can go on do so. */
export async function settle(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 0));
}
