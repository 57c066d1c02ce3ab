/** So many crashes in a row are answered with another try. */
const mostTries = 3;
/** A page that ran so long had recovered, ms; the same as in HiddenPage. */
const healthyAfter = 60_000;

/** Counts a page's crashes: whether to try again, or to leave it because it keeps crashing. */
export class CrashCount {
  readonly #now: () => number;
  #inRow = 0;
  #latest = -Infinity;

  /** @param now monotonic or epoch, ms */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** The page crashed: true where it is to be tried again. */
  mayTryAgain(): boolean {
    const at = this.#now();
    if (at - this.#latest >= healthyAfter) this.#inRow = 0;
    this.#latest = at;
    this.#inRow += 1;
    return this.#inRow <= mostTries;
  }
}
