/** How many happened in the last full second, by the wall clock. */
export class RateCounter {
  #second = 0;
  #current = 0;
  #last = 0;

  /** One happened. `time`: epoch ms; what is late counts in the second that is running. */
  count(time: number): void {
    this.#advance(Math.floor(time / 1_000));
    this.#current += 1;
  }

  /** `now`: epoch ms. */
  perSecond(now: number): number {
    this.#advance(Math.floor(now / 1_000));
    return this.#last;
  }

  /** True while `perSecond` will change by itself as time goes on. */
  isMoving(now: number): boolean {
    this.#advance(Math.floor(now / 1_000));
    return this.#last > 0 || this.#current > 0;
  }

  #advance(second: number): void {
    if (second <= this.#second) return;
    this.#last = second === this.#second + 1 ? this.#current : 0;
    this.#current = 0;
    this.#second = second;
  }
}
