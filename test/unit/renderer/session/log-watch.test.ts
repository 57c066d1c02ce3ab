import { describe, expect, test } from 'vitest';
import { LogWatch } from '../../../../renderer/session/log-watch.ts';

describe('LogWatch', () => {
  test('what came within the last second is not behind yet', () => {
    const watch = new LogWatch();
    watch.sample(1_000, { acknowledged: 900, logged: 900, failed: 0 });
    expect(watch.sample(5_000, { acknowledged: 1_000, logged: 1_000, failed: 0 })).toEqual({ behind: 0, unlogged: 0 });
  });

  test('a flood that outruns the worker is behind, however long, and not lost', () => {
    const watch = new LogWatch();
    const lags = Array.from({ length: 60 }, (_, second) =>
      watch.sample((second + 1) * 10_000, { acknowledged: second * 5_000, logged: second * 5_000, failed: 0 }),
    );
    expect(lags.at(-1)).toEqual({ behind: 59 * 10_000 - 59 * 5_000, unlogged: 0 });
    expect(lags.every(({ unlogged }) => unlogged === 0)).toBe(true);
    expect(watch.sample(600_000, { acknowledged: 600_000, logged: 600_000, failed: 0 }).behind).toBe(0);
  });

  test('what is acknowledged and not logged is lost, at once', () => {
    expect(new LogWatch().sample(10, { acknowledged: 10, logged: 8, failed: 0 })).toEqual({ behind: 0, unlogged: 2 });
  });

  test('what was never handed over is lost, and not waited for', () => {
    const watch = new LogWatch();
    const progress = { acknowledged: 7, logged: 7, failed: 3 };
    watch.sample(10, progress);
    expect(watch.sample(10, progress)).toEqual({ behind: 0, unlogged: 3 });
  });

  test('a worker that acknowledges nothing for 5 s stands still', () => {
    const watch = new LogWatch();
    const unlogged = [1, 2, 3, 4, 5, 6, 7].map(() => watch.sample(7, { acknowledged: 4, logged: 4, failed: 0 }).unlogged);
    expect(unlogged.slice(0, 5)).toEqual([0, 0, 0, 0, 0]);
    expect(unlogged.at(-1)).toBe(3);
  });
});
