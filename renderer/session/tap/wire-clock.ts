/**
 * Wall-clock time with the resolution of `performance.now()`.
 *
 * `performance.now()` does not count the time a machine was asleep (Chromium on Linux and macOS), so the sum with
 * `timeOrigin` falls behind for good after a suspend. `anchor()` ties it to the wall clock again.
 */
export class WireClock {
  readonly #monotonic: () => number;
  readonly #wall: () => number;
  #origin: number;

  /**
   * @param options.monotonic Ms since some origin, as fine as the platform has it: `performance.now()`.
   * @param options.wall Epoch ms: `Date.now()`.
   * @param options.origin Epoch ms of the monotonic clock's zero: `performance.timeOrigin`.
   */
  constructor(options: { monotonic: () => number; wall: () => number; origin: number }) {
    this.#monotonic = options.monotonic;
    this.#wall = options.wall;
    this.#origin = options.origin;
  }

  /** Epoch ms with µs resolution (5 µs steps in a cross-origin isolated page, else 100 µs). */
  now(): number {
    return this.#origin + this.#monotonic();
  }

  /**
   * Ties to the wall clock again where the two differ by more than a second: a suspend, or somebody set the clock.
   * Below that, the wall clock's own small corrections must not make times jump between neighbours.
   */
  anchor(): void {
    const monotonic = this.#monotonic();
    const wall = this.#wall();
    if (Math.abs(wall - (this.#origin + monotonic)) > reanchorAboveMs) this.#origin = wall - monotonic;
  }
}

const reanchorAboveMs = 1_000;
