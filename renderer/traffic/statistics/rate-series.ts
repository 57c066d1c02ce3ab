import type { RatesAnswer } from './rates-state.svelte.ts';

/** Packets a second over time, as they are drawn; times are epoch ms of each stretch's beginning. */
export interface RateSeries {
  /** Ms of one stretch. */
  readonly stepMs: number;
  readonly times: readonly number[];
  readonly reliable: readonly number[];
  readonly lossy: readonly number[];
  readonly other: readonly number[];
  /** Packets with a flag in each stretch: a count, no rate. */
  readonly flagged: readonly number[];
}

export const noSeries: RateSeries = { stepMs: 1_000, times: [], reliable: [], lossy: [], other: [], flagged: [] };

/** About two pixels each on a wide screen. */
const stretchesMaximum = 600;
/** Below a second a steady sender of a few packets would draw as single peaks. */
const stretchMs = 1_000;

/** The worker's counts in stretches that can be seen. The last one is left out until it is over. */
export function rateSeries(answer: RatesAnswer): RateSeries {
  const { bucketMs, startMs } = answer;
  const buckets = answer.reliable.length;
  const step = Math.max(Math.ceil(stretchMs / bucketMs), Math.ceil(buckets / stretchesMaximum));
  const stretches = Math.floor(buckets / step);
  const seconds = (step * bucketMs) / 1_000;
  const sums = (counts: Uint32Array): number[] =>
    Array.from({ length: stretches }, (_, index) => sum(counts, index * step, step));
  const rates = (counts: Uint32Array): number[] => sums(counts).map((count) => count / seconds);
  return {
    stepMs: step * bucketMs,
    times: Array.from({ length: stretches }, (_, index) => startMs + index * step * bucketMs),
    reliable: rates(answer.reliable),
    lossy: rates(answer.lossy),
    other: rates(answer.other),
    flagged: sums(answer.flagged),
  };
}

/** Stretches that are chosen: the ends, both in it. */
export interface RateRange {
  readonly from: number;
  readonly to: number;
}

/** Epoch ms of a range's beginning, and of its end, which is not in it. */
export function rangeTimes(series: RateSeries, { from, to }: RateRange): readonly [number, number] {
  const [low, high] = [Math.min(from, to), Math.max(from, to)];
  const start = series.times[low] ?? 0;
  return [start, (series.times[high] ?? start) + series.stepMs];
}

/** A range by the times of its ends (epoch ms): stretches are others once they are longer. */
export interface RateTimes {
  readonly from: number;
  readonly to: number;
}

export function timesOf(series: RateSeries, { from, to }: RateRange): RateTimes {
  return { from: series.times[from] ?? 0, to: series.times[to] ?? 0 };
}

export function rangeOf(series: RateSeries, { from, to }: RateTimes): RateRange {
  return { from: stretchAt(series, from), to: stretchAt(series, to) };
}

/** Packets in a range. */
export function rangePackets({ reliable, lossy, other, stepMs }: RateSeries, { from, to }: RateRange): number {
  let rates = 0;
  for (let at = Math.min(from, to); at <= Math.max(from, to); at += 1) {
    rates += (reliable[at] ?? 0) + (lossy[at] ?? 0) + (other[at] ?? 0);
  }
  return Math.round((rates * stepMs) / 1_000);
}

/** The stretch that a time (epoch ms) is in, or the nearest. */
export function stretchAt(series: RateSeries, timeMs: number): number {
  const index = Math.floor((timeMs - (series.times[0] ?? 0)) / series.stepMs);
  return Math.max(0, Math.min(series.times.length - 1, index));
}

/**
 * Where a key moves the choice: without Shift it is one stretch, with it the end moves and the beginning stays.
 * Undefined for keys that do not move.
 */
export function movedRange(
  range: RateRange | undefined,
  key: string,
  isExtending: boolean,
  stretches: number,
): RateRange | undefined {
  const last = stretches - 1;
  if (last < 0) return undefined;
  const at = range?.to ?? last + 1;
  const wanted = { ArrowLeft: at - 1, ArrowRight: at + 1, PageUp: at - 10, PageDown: at + 10, Home: 0, End: last }[key];
  if (wanted === undefined) return undefined;
  const to = Math.max(0, Math.min(last, wanted));
  return { from: isExtending && range !== undefined ? range.from : to, to };
}

function sum(counts: Uint32Array, from: number, count: number): number {
  let all = 0;
  for (let at = from; at < from + count; at += 1) all += counts[at] ?? 0;
  return all;
}
