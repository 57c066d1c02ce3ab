import { describe, expect, it } from 'vitest';
import {
  bucketCount,
  bucketMiddle,
  bucketOf,
  medianOf,
} from '../../../../../../renderer/traffic/worker/statistics/log-buckets.ts';
import { plainMedian, seeded } from './group-fixtures.ts';

describe('buckets', () => {
  it('are exact below 32 and less than 3.2 % off above, up to 2^32', () => {
    for (let value = 0; value < 32; value += 1) expect(bucketMiddle(bucketOf(value))).toBe(value);
    const random = seeded(1);
    for (let round = 0; round < 20_000; round += 1) {
      const value = Math.floor(2 ** (random() * 32));
      expect(Math.abs(bucketMiddle(bucketOf(value)) - value) / Math.max(1, value)).toBeLessThanOrEqual(1 / 32);
    }
  });

  it('grow with the number and stay in their range', () => {
    let last = -1;
    for (let power = 0; power < 32; power += 0.01) {
      const bucket = bucketOf(2 ** power);
      expect(bucket).toBeGreaterThanOrEqual(last);
      last = bucket;
    }
    expect(bucketOf(2 ** 32 - 1)).toBe(bucketCount - 1);
    expect(bucketOf(Infinity)).toBe(bucketCount - 1);
    expect(bucketOf(-5)).toBe(0);
    expect(bucketOf(Number.NaN)).toBe(0);
  });
});

describe('medianOf', () => {
  it('is within 5 % of the median of the numbers', () => {
    const random = seeded(2);
    for (const spread of [1, 4, 16]) {
      const values = Array.from({ length: 999 }, () => Math.floor(40 * 2 ** (random() * spread)));
      const counts = new Uint32Array(2 * bucketCount);
      for (const value of values) counts[bucketCount + bucketOf(value)] = (counts[bucketCount + bucketOf(value)] ?? 0) + 1;
      const exact = plainMedian(values);
      expect(Math.abs(medianOf(counts, bucketCount, values.length) - exact) / exact).toBeLessThan(0.05);
    }
  });

  it('is not known of nothing', () => {
    expect(medianOf(new Uint32Array(bucketCount), 0, 0)).toBeNaN();
  });
});
