import type { Completeness } from '../session/client.ts';

/** Samples in a row with one and the same difference before it is called loss: backlog moves from one to the next. */
const samplesThatProve = 3;

/** Tells a difference between tap and browser that stays from one that closes. */
export class CompletenessWatch {
  /** True once the difference has stayed. */
  stays = $state(false);
  #sampledAtMs: number | undefined;
  #difference = 0;
  #same = 0;

  take(completeness: Completeness): void {
    const { sampledAtMs, browserReceived, sampledReceived } = completeness;
    if (sampledAtMs === undefined || sampledAtMs === this.#sampledAtMs || browserReceived === undefined) return;
    this.#sampledAtMs = sampledAtMs;
    const difference = browserReceived - sampledReceived;
    this.#same = difference === this.#difference ? this.#same + 1 : 1;
    this.#difference = difference;
    this.stays = difference !== 0 && this.#same >= samplesThatProve;
  }
}
