import { describe, expect, it } from 'vitest';
import { movedRange, rangeOf, rangePackets, rangeTimes, rateSeries, stretchAt, timesOf } from '../../../../../renderer/traffic/statistics/rate-series.ts';

function answer(buckets: number, bucketMs: number) {
  const counts = (each: number): Uint32Array => new Uint32Array(buckets).fill(each);
  const [reliable, lossy, other, flagged] = [counts(2), counts(1), counts(0), counts(1)];
  return { type: 'rates', startMs: 10_000, bucketMs, reliable, lossy, other, flagged } as const;
}

describe('rateSeries', () => {
  it('has stretches of a second at least, and leaves the one that runs out', () => {
    const series = rateSeries(answer(35, 100));
    expect(series).toMatchObject({ stepMs: 1_000, times: [10_000, 11_000, 12_000] });
    expect(series.reliable).toEqual([20, 20, 20]);
    expect(series.lossy).toEqual([10, 10, 10]);
    expect(series.flagged).toEqual([10, 10, 10]);
  });

  it('has a bounded number of stretches', () => {
    const series = rateSeries(answer(4_096, 25_600));
    expect(series.times.length).toBeLessThanOrEqual(600);
    expect(series.reliable[0]).toBeCloseTo(2 / 25.6);
  });

  it('is empty of nothing', () => {
    expect(rateSeries(answer(0, 100)).times).toEqual([]);
  });

  it('tells times and packets of a range', () => {
    const series = rateSeries(answer(100, 100));
    expect(rangeTimes(series, { from: 3, to: 1 })).toEqual([11_000, 14_000]);
    expect(rangePackets(series, { from: 3, to: 1 })).toBe(90);
    expect([0, 11_500, 99_000].map((ms) => stretchAt(series, ms))).toEqual([0, 1, 9]);
  });

  it('finds a range again when its stretches have become longer', () => {
    const range = { from: 9, to: 4 };
    const times = timesOf(rateSeries(answer(100, 100)), range);
    const longer = rateSeries(answer(50, 2_000));
    expect(longer.stepMs).toBe(2_000);
    expect(rangeOf(longer, times)).toEqual({ from: 4, to: 2 });
  });
});

describe('movedRange', () => {
  it('begins at the newest, moves one and extends', () => {
    const first = movedRange(undefined, 'ArrowLeft', false, 10);
    expect(first).toEqual({ from: 9, to: 9 });
    expect(movedRange(first, 'ArrowLeft', false, 10)).toEqual({ from: 8, to: 8 });
    expect(movedRange(first, 'PageUp', true, 30)).toEqual({ from: 9, to: 0 });
    expect(movedRange(first, 'End', true, 30)).toEqual({ from: 9, to: 29 });
    expect(movedRange(first, 'ArrowRight', true, 10)).toEqual({ from: 9, to: 9 });
  });

  it('does not move for other keys, or in nothing', () => {
    expect(movedRange(undefined, 'Enter', false, 10)).toBeUndefined();
    expect(movedRange(undefined, 'ArrowLeft', false, 0)).toBeUndefined();
  });
});
