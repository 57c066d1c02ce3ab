import type { BenchRow } from '../bench-row.ts';

/** The middle value; of an even number, the mean of the two. NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  if (sorted.length === 0) return NaN;
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}

/** The value that a share of them does not exceed (nearest rank); NaN of none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}

export function worst(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), 0);
}

interface Figure {
  readonly bench: string;
  readonly measured: string;
  readonly unit: string;
  readonly value: number;
  readonly reference?: { readonly what: string; readonly value: number } | undefined;
  readonly limit: string;
  readonly met: boolean;
}

export function rowOf(figure: Figure): BenchRow {
  const { reference, ...rest } = figure;
  return {
    ...rest,
    reference: reference?.what ?? '',
    referenceValue: reference?.value ?? NaN,
    ratio: reference === undefined ? NaN : figure.value / reference.value,
  };
}

/** p95 at most 20 ms and none over 50 ms: a display of 60 Hz keeps its pace, and nobody sees a jerk. */
export const frameLimits = { p95Ms: 20, worstMs: 50 } as const;

/** The two lines about frames. `idle`: the same page at rest. */
export function frameRows(bench: string, frames: readonly number[], idle: readonly number[]): BenchRow[] {
  const p95 = percentile(frames, 0.95);
  const slowest = worst(frames);
  const reference = (value: number): Figure['reference'] => ({ what: 'the same page idle', value });
  const isEnough = frames.length > 0;
  return [
    rowOf({
      bench,
      measured: 'frame time, p95',
      value: p95,
      unit: 'ms',
      reference: reference(percentile(idle, 0.95)),
      limit: `≤ ${frameLimits.p95Ms} ms`,
      met: isEnough && p95 <= frameLimits.p95Ms,
    }),
    rowOf({
      bench,
      measured: `slowest of ${frames.length} frames`,
      value: slowest,
      unit: 'ms',
      reference: reference(worst(idle)),
      limit: `≤ ${frameLimits.worstMs} ms`,
      met: isEnough && slowest <= frameLimits.worstMs,
    }),
  ];
}
