/** How long a sentence stays. */
const shownMs = 6_000;

export interface Said {
  readonly text: string;
  readonly isProblem: boolean;
}

/** A sentence about what was just done, which goes by itself. */
export class PassingNote {
  #said = $state.raw<Said | undefined>(undefined);
  #timer: ReturnType<typeof setTimeout> | undefined;

  get said(): Said | undefined {
    return this.#said;
  }

  say(text: string, isProblem = false): void {
    clearTimeout(this.#timer);
    this.#said = { text, isProblem };
    this.#timer = setTimeout(() => (this.#said = undefined), shownMs);
  }

  /** Says what is going on, until that is over (the function that is returned) or something else is said. */
  hold(text: string): () => void {
    clearTimeout(this.#timer);
    const held = { text, isProblem: false };
    this.#said = held;
    return () => {
      if (this.#said === held) this.#said = undefined;
    };
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }
}
