import { flagNames } from '../../protocol/index.ts';
import { bucketCount } from './log-buckets.ts';

/** The second that runs, and the full ones before it that a rate is taken over. */
export const rateSeconds = 5;
export const rateSlots = rateSeconds + 1;

const startCapacity = 64;

/** What is kept of each group, side by side; grows as groups are added. Times are epoch ms, intervals µs. */
export class GroupColumns {
  identity = new Uint32Array(startCapacity);
  sid = new Uint32Array(startCapacity);
  /** Of a group that gathers the topics beyond the bound: `notInterned`. */
  topic = new Uint32Array(startCapacity);
  /** Channel, case and direction in one number. */
  traits = new Uint32Array(startCapacity);
  count = new Float64Array(startCapacity);
  bytes = new Float64Array(startCapacity);
  sizeMin = new Uint32Array(startCapacity);
  sizeMax = new Uint32Array(startCapacity);
  firstTime = new Float64Array(startCapacity);
  lastTime = new Float64Array(startCapacity);
  /** Of the newest two packets; 0 below two. */
  lastInterval = new Float64Array(startCapacity);
  /** NaN below three packets. */
  jitter = new Float64Array(startCapacity);
  /** Numbers skipped; NaN while no packet carried one. */
  skipped = new Float64Array(startCapacity);
  flagged = new Float64Array(startCapacity);
  /** For each group one count for each flag name. */
  flags = new Uint32Array(startCapacity * flagNames.length);
  newestRow = new Float64Array(startCapacity);
  /** -1: there is none. */
  previousRow = new Float64Array(startCapacity);
  /** The second (epoch s) that `recent` was counted up to. */
  second = new Float64Array(startCapacity);
  /** For each group `rateSlots` counts, by second modulo that. */
  recent = new Uint32Array(startCapacity * rateSlots);
  /**
   * Counts of sizes, then of intervals, in the buckets of log-buckets.ts. Only from a group's second packet on: a
   * sender that changes its topic for each packet makes thousands of groups of one.
   */
  histograms: (Uint32Array | undefined)[] = [];
  #capacity = startCapacity;

  reserve(groups: number): void {
    if (groups <= this.#capacity) return;
    this.#capacity *= 2;
    const to = this.#capacity;
    this.identity = grown(this.identity, new Uint32Array(to));
    this.sid = grown(this.sid, new Uint32Array(to));
    this.topic = grown(this.topic, new Uint32Array(to));
    this.traits = grown(this.traits, new Uint32Array(to));
    this.count = grown(this.count, new Float64Array(to));
    this.bytes = grown(this.bytes, new Float64Array(to));
    this.sizeMin = grown(this.sizeMin, new Uint32Array(to));
    this.sizeMax = grown(this.sizeMax, new Uint32Array(to));
    this.firstTime = grown(this.firstTime, new Float64Array(to));
    this.lastTime = grown(this.lastTime, new Float64Array(to));
    this.lastInterval = grown(this.lastInterval, new Float64Array(to));
    this.jitter = grown(this.jitter, new Float64Array(to));
    this.skipped = grown(this.skipped, new Float64Array(to));
    this.flagged = grown(this.flagged, new Float64Array(to));
    this.flags = grown(this.flags, new Uint32Array(to * flagNames.length));
    this.newestRow = grown(this.newestRow, new Float64Array(to));
    this.previousRow = grown(this.previousRow, new Float64Array(to));
    this.second = grown(this.second, new Float64Array(to));
    this.recent = grown(this.recent, new Uint32Array(to * rateSlots));
  }
}

export function newHistogram(): Uint32Array {
  return new Uint32Array(2 * bucketCount);
}

function grown<T extends { set(from: T): void }>(from: T, to: T): T {
  to.set(from);
  return to;
}
