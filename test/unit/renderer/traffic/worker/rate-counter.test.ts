import { describe, expect, it } from 'vitest';
import { RateCounter } from '../../../../../renderer/traffic/worker/rate-counter.ts';

describe('RateCounter', () => {
  it('counts the last full second', () => {
    const rate = new RateCounter();
    for (const time of [5_000, 5_500, 5_999, 6_000]) rate.count(time);
    expect(rate.perSecond(6_500)).toBe(3);
    rate.count(5_900);
    expect(rate.perSecond(7_000)).toBe(2);
    expect(rate.isMoving(7_999)).toBe(true);
    expect(rate.perSecond(8_000)).toBe(0);
    expect(rate.isMoving(8_000)).toBe(false);
  });

  it('forgets what is longer ago', () => {
    const rate = new RateCounter();
    rate.count(5_000);
    expect(rate.perSecond(60_000)).toBe(0);
  });
});
