import type { Completeness, Mismatch } from './protocol.ts';

/** Samples in a row, one a second, with a difference that is no backlog. */
const samplesThatProve = 5;

/**
 * What waits for the page is about what arrives while the browser answers: within 1 ms where the page keeps up, after
 * up to 2.4 s in a flood (Chromium 114). A difference above so many times that is no backlog.
 */
const backlogMargin = 10;

type Sampled = Pick<
  Completeness,
  'sampledAtMs' | 'browserReceived' | 'browserSent' | 'sampledReceived' | 'sampledSent' | 'latencyMs'
>;

/** Both counts of the browser at a time, epoch ms. */
interface BrowserSample {
  readonly atMs: number;
  readonly received: number;
  readonly sent: number;
}

/**
 * Tells a difference between browser and tap that stays from one that closes. It is proven where it is one and the same
 * over five samples, since backlog moves; and where it only grows, as it does while messages go on being missed, and
 * is more than can wait for a page that answers as quickly as it does.
 */
export class MismatchWatch {
  #last: BrowserSample | undefined;
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
    const last = this.#last;
    if (sampledAtMs === undefined || sampledAtMs === last?.atMs) return undefined;
    if (browserReceived === undefined || browserSent === undefined) return undefined;
    const browser = { atMs: sampledAtMs, received: browserReceived, sent: browserSent };
    this.#last = browser;
    const received = browserReceived - sampledReceived;
    const sent = browserSent - sampledSent;
    if (received === 0 && sent === 0) return this.#agree();
    const candidate = this.#candidate;
    const difference = { received, sent };
    const goes =
      candidate !== undefined &&
      (isSame(difference, candidate) ||
        (hasGrown(difference, candidate) && isBeyond(difference, waiting(browser, last, sample.latencyMs))));
    this.#candidate = { ...difference, sinceMs: goes ? candidate.sinceMs : sampledAtMs };
    this.#times = goes ? this.#times + 1 : 1;
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

type Difference = Pick<Mismatch, 'received' | 'sent'>;

function isSame(one: Difference, other: Difference): boolean {
  return one.received === other.received && one.sent === other.sent;
}

/** In neither direction nearer to 0 than before, nor on its other side. */
function hasGrown(now: Difference, before: Difference): boolean {
  return isFurther(now.received, before.received) && isFurther(now.sent, before.sent);
}

function isFurther(now: number, before: number): boolean {
  return before === 0 || (Math.sign(now) === Math.sign(before) && Math.abs(now) >= Math.abs(before));
}

/** More than may be waiting, in one direction at least. */
function isBeyond({ received, sent }: Difference, most: Difference): boolean {
  return Math.abs(received) > most.received || Math.abs(sent) > most.sent;
}

/** The most that may be waiting for the page; without bound where its pace is not known. */
function waiting(now: BrowserSample, last: BrowserSample | undefined, latencyMs: number | undefined): Difference {
  if (last === undefined || latencyMs === undefined) return { received: Infinity, sent: Infinity };
  const share = (Math.max(1, latencyMs) / Math.max(1, now.atMs - last.atMs)) * backlogMargin;
  return { received: (now.received - last.received) * share, sent: (now.sent - last.sent) * share };
}
