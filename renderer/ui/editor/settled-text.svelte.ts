/** Texts up to this length are looked through in a millisecond or two: at each keystroke. UTF-16 units. */
const atOnceMaximum = 20_000;
/** Of longer ones, what is said of them waits until nobody has typed for so long. ms */
const settlesAfterMs = 250;

/**
 * A text as what takes long may look at it: reading 500 kB of JSON takes 40 ms, which must not be part of a keystroke.
 * Made in a component, as it lives with it.
 */
export class SettledText {
  readonly #text: () => string;
  #settled: string = $state.raw('');

  constructor(text: () => string) {
    this.#text = text;
    this.#settled = text();
    $effect(() => {
      const now = text();
      if (now.length <= atOnceMaximum) {
        this.#settled = now;
        return;
      }
      const timer = setTimeout(() => (this.#settled = now), settlesAfterMs);
      return () => clearTimeout(timer);
    });
  }

  /** The text of now where it is short, else as it was when typing last paused. */
  get value(): string {
    const now = this.#text();
    return now.length <= atOnceMaximum ? now : this.#settled;
  }

  /** False while what `value` is differs from what is typed. */
  get isSettled(): boolean {
    return this.value === this.#text();
  }
}
