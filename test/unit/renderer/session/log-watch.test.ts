import { describe, expect, test } from 'vitest';
import { LogWatch } from '../../../../renderer/session/log-watch.ts';
import type { LogProgress } from '../../../../renderer/session/log-watch.ts';

/** Of a worker that does not say that it has taken all there is. */
function heard(acknowledged: number, logged: number, failed: number): LogProgress {
  return { acknowledged, logged, failed, caughtUp: false };
}

describe('LogWatch', () => {
  test('what came within the last second is not behind yet', () => {
    const watch = new LogWatch();
    watch.sample(1_000, heard(900, 900, 0));
    expect(watch.sample(5_000, heard(1_000, 1_000, 0))).toEqual({ behind: 0, unlogged: 0 });
  });

  test('a flood that outruns the worker is behind, however long, and not lost', () => {
    const watch = new LogWatch();
    const lags = Array.from({ length: 60 }, (_, second) =>
      watch.sample((second + 1) * 10_000, heard(second * 5_000, second * 5_000, 0)),
    );
    expect(lags.at(-1)).toEqual({ behind: 59 * 10_000 - 59 * 5_000, unlogged: 0 });
    expect(lags.every(({ unlogged }) => unlogged === 0)).toBe(true);
    expect(watch.sample(600_000, heard(600_000, 600_000, 0)).behind).toBe(0);
  });

  test('what is acknowledged and not logged is lost, at once', () => {
    expect(new LogWatch().sample(10, heard(10, 8, 0))).toEqual({ behind: 0, unlogged: 2 });
  });

  test('what was never handed over is lost, and not waited for', () => {
    const watch = new LogWatch();
    const progress = heard(7, 7, 3);
    watch.sample(10, progress);
    expect(watch.sample(10, progress)).toEqual({ behind: 0, unlogged: 3 });
  });

  test('a worker that acknowledges nothing for 5 s stands still', () => {
    const watch = new LogWatch();
    const unlogged = [1, 2, 3, 4, 5, 6, 7].map(() => watch.sample(7, heard(4, 4, 0)).unlogged);
    expect(unlogged.slice(0, 5)).toEqual([0, 0, 0, 0, 0]);
    expect(unlogged.at(-1)).toBe(3);
  });

  test('what is missing for 5 s while a worker takes all there is and others keep coming, is lost', () => {
    const watch = new LogWatch();
    // 40 of 1,000 are lost in each of the first 3 s; then few come, and none is lost.
    const lags = Array.from({ length: 12 }, (_, second) => {
      const tapped = second < 3 ? (second + 1) * 1_000 : 3_000 + (second - 2) * 3;
      const acknowledged = tapped - 40 * Math.min(3, second + 1) - (second % 2);
      return watch.sample(tapped, { acknowledged, logged: acknowledged, caughtUp: true, failed: 0 });
    });
    expect(lags.every(({ behind }, second) => second < 3 || behind > 0)).toBe(true);
    expect(lags.slice(0, 9).every(({ unlogged }) => unlogged === 0)).toBe(true);
    // Of the 120, as many as came in 3 s since may be late.
    expect(lags.slice(9).map(({ unlogged }) => unlogged)).toEqual([111, 111, 111]);
  });

  test('what it goes on losing while it takes all there is shows, however many others come', () => {
    const watch = new LogWatch();
    const unlogged = Array.from({ length: 60 }, (_, second) => {
      const acknowledged = second * 900;
      return watch.sample(second * 1_000, { acknowledged, logged: acknowledged, caughtUp: true, failed: 0 }).unlogged;
    });
    expect(unlogged.slice(0, 30).every((count) => count === 0)).toBe(true);
    expect(unlogged.at(-1)).toBeGreaterThan(0);
  });

  test('a worker that takes all there is and is late by what came last, loses nothing', () => {
    const watch = new LogWatch();
    const lags = Array.from({ length: 30 }, (_, second) => {
      const acknowledged = Math.max(0, second * 1_000 - 1_300 - (second % 4) * 300);
      return watch.sample((second + 1) * 1_000, { acknowledged, logged: acknowledged, caughtUp: true, failed: 0 });
    });
    expect(lags.some(({ behind }) => behind > 0)).toBe(true);
    expect(lags.every(({ unlogged }) => unlogged === 0)).toBe(true);
  });
});
