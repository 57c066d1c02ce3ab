/** The changes that are under way, each with a way to give it up. */
export class RunningChanges {
  readonly #running = new Map<string, AbortController>();
  readonly #idle = new Set<() => void>();
  #isEnding = false;

  /** The application quits: nobody looks at an outcome any more. */
  get isEnding(): boolean {
    return this.#isEnding;
  }

  /** Undefined: one of this id is under way, or nothing begins any more. `done` once it has ended. */
  begin(changeId: string): { readonly signal: AbortSignal; readonly done: () => void } | undefined {
    if (this.#isEnding || this.#running.has(changeId)) return undefined;
    const controller = new AbortController();
    this.#running.set(changeId, controller);
    const done = (): void => {
      this.#running.delete(changeId);
      if (this.#running.size > 0) return;
      for (const resolve of this.#idle) resolve();
      this.#idle.clear();
    };
    return { signal: controller.signal, done };
  }

  /** One that has ended stays as it is. */
  giveUp(changeId: string): void {
    this.#running.get(changeId)?.abort();
  }

  /** Gives all of them up; resolves when each has ended. */
  end(): Promise<void> {
    this.#isEnding = true;
    for (const controller of this.#running.values()) controller.abort();
    return this.#running.size === 0 ? Promise.resolve() : new Promise((resolve) => this.#idle.add(resolve));
  }
}
