import { channelCodes } from '../store/columns.ts';

/** As many as a plot of one pixel each has on a very wide screen. */
export const bucketsMaximum = 4_096;
const startBucketMs = 100;
const lossy = channelCodes.indexOf('lossy');
const reliable = channelCodes.indexOf('reliable');

/** Counts of packets, one for each stretch of time, oldest first. */
export interface RateBuckets {
  /** Epoch ms of the first bucket's beginning. */
  readonly startMs: number;
  readonly bucketMs: number;
  readonly reliable: Uint32Array<ArrayBuffer>;
  readonly lossy: Uint32Array<ArrayBuffer>;
  readonly other: Uint32Array<ArrayBuffer>;
  readonly flagged: Uint32Array<ArrayBuffer>;
}

/**
 * Packets over time since the first one, for as long as a session lasts: when the buckets are used up, two and two
 * become one, so that the memory stays and stretches get longer. Nothing is allocated per packet.
 */
export class RateHistory {
  readonly #reliable = new Uint32Array(bucketsMaximum);
  readonly #lossy = new Uint32Array(bucketsMaximum);
  readonly #other = new Uint32Array(bucketsMaximum);
  readonly #flagged = new Uint32Array(bucketsMaximum);
  #startMs = Number.NaN;
  #bucketMs = startBucketMs;

  /** Counts a packet. `time`: epoch ms, what is before the first packet counts with it. `channel`: see channelCodes. */
  count(time: number, channel: number, isFlagged: boolean): void {
    if (Number.isNaN(this.#startMs)) this.#startMs = Math.floor(time / 1_000) * 1_000;
    const bucket = this.#bucketOf(time);
    const counts = channel === reliable ? this.#reliable : channel === lossy ? this.#lossy : this.#other;
    counts[bucket] = (counts[bucket] ?? 0) + 1;
    if (isFlagged) this.#flagged[bucket] = (this.#flagged[bucket] ?? 0) + 1;
  }

  /** The buckets up to `now` (epoch ms), as copies; undefined before the first packet. */
  read(now: number): RateBuckets | undefined {
    if (Number.isNaN(this.#startMs)) return undefined;
    // First: it may halve the buckets.
    const end = this.#bucketOf(now) + 1;
    return {
      startMs: this.#startMs,
      bucketMs: this.#bucketMs,
      reliable: this.#reliable.slice(0, end),
      lossy: this.#lossy.slice(0, end),
      other: this.#other.slice(0, end),
      flagged: this.#flagged.slice(0, end),
    };
  }

  clear(): void {
    for (const counts of [this.#reliable, this.#lossy, this.#other, this.#flagged]) counts.fill(0);
    this.#startMs = Number.NaN;
    this.#bucketMs = startBucketMs;
  }

  #bucketOf(time: number): number {
    const sinceStart = Math.max(0, time - this.#startMs);
    while (sinceStart >= this.#bucketMs * bucketsMaximum) this.#halve();
    return Math.floor(sinceStart / this.#bucketMs);
  }

  #halve(): void {
    this.#bucketMs *= 2;
    for (const counts of [this.#reliable, this.#lossy, this.#other, this.#flagged]) {
      for (let at = 0; at < bucketsMaximum / 2; at += 1) counts[at] = (counts[2 * at] ?? 0) + (counts[2 * at + 1] ?? 0);
      counts.fill(0, bucketsMaximum / 2);
    }
  }
}
