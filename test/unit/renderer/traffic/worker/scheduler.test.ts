import { describe, expect, it } from 'vitest';
import { workerScheduler } from '../../../../../renderer/traffic/worker/scheduler.ts';

describe('workerScheduler', () => {
  it('calls soon in order, and not what was taken back', async () => {
    const scheduler = workerScheduler();
    const called: number[] = [];
    scheduler.soon(() => called.push(1));
    const cancel = scheduler.soon(() => called.push(2));
    scheduler.soon(() => called.push(3));
    cancel();
    await new Promise<void>((resolve) => scheduler.soon(resolve));
    expect(called).toEqual([1, 3]);
  });

  it('calls after a time, and not what was taken back', async () => {
    const scheduler = workerScheduler();
    let called = 0;
    scheduler.after(1, () => (called += 1))();
    const before = scheduler.now();
    await new Promise<void>((resolve) => scheduler.after(20, resolve));
    expect(called).toBe(0);
    // Timers of Node may be a ms early by this clock.
    expect(scheduler.now() - before).toBeGreaterThanOrEqual(18);
    expect(Math.abs(scheduler.now() - Date.now())).toBeLessThan(1_000);
  });
});
