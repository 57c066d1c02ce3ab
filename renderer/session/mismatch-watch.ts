import type { Completeness, Mismatch } from './protocol.ts';

/** Samples in a row, one a second, with one and the same difference: backlog moves from one to the next. */
const samplesThatProve = 5;

type Sampled = Pick<
  Completeness,
  'sampledAtMs' | 'browserReceived' | 'browserSent' | 'sampledReceived' | 'sampledSent'
>;

/** Tells a difference between browser and tap that stays from one that closes. */
export class MismatchWatch {
  #sampledAtMs: number | undefined;
  #candidate: Mismatch | undefined;
  #times = 0;
  #current: Mismatch | undefined;

  /** The difference that is proven; undefined while there is none. */
  get current(): Mismatch | undefined {
    return this.#current;
  }

  /** To be called with each sample; tells when an episode begins, and when it has ended. */
  take(sample: Sampled): 'began' | 'ended' | undefined {
    const { sampledAtMs, browserReceived, browserSent, sampledReceived, sampledSent } = sample;
    if (sampledAtMs === undefined || sampledAtMs === this.#sampledAtMs) return undefined;
    if (browserReceived === undefined || browserSent === undefined) return undefined;
    this.#sampledAtMs = sampledAtMs;
    const received = browserReceived - sampledReceived;
    const sent = browserSent - sampledSent;
    if (received === 0 && sent === 0) return this.#agree();
    const candidate = this.#candidate;
    if (candidate?.received === received && candidate.sent === sent) this.#times += 1;
    else {
      this.#candidate = { received, sent, sinceMs: sampledAtMs };
      this.#times = 1;
    }
    if (this.#times < samplesThatProve) return undefined;
    const isNew = this.#current === undefined;
    this.#current = this.#candidate;
    return isNew ? 'began' : undefined;
  }

  #agree(): 'ended' | undefined {
    this.#candidate = undefined;
    this.#times = 0;
    if (this.#current === undefined) return undefined;
    this.#current = undefined;
    return 'ended';
  }
}
