import { describe, expect, it } from 'vitest';
import { SteadyBar } from '../../../../../renderer/traffic/timeline/steady-bar.ts';

describe('SteadyBar', () => {
  it('is exact while nothing is followed', () => {
    const bar = new SteadyBar();
    expect([1_000_000, 1_000_001, 0].map((rows) => bar.rowsFor(rows, false))).toEqual([1_000_000, 1_000_001, 0]);
  });

  it('lags behind a log that grows while its end is followed, by 2 % at most', () => {
    const bar = new SteadyBar();
    const rows = [1_000_000, 1_000_400, 1_020_000, 1_020_001];
    expect(rows.map((count) => bar.rowsFor(count, true))).toEqual([1_000_000, 1_000_000, 1_000_000, 1_020_001]);
  });

  it('never claims rows that are gone', () => {
    const bar = new SteadyBar();
    expect([1_000_000, 999_999, 0].map((rows) => bar.rowsFor(rows, true))).toEqual([1_000_000, 999_999, 0]);
  });

  it('is exact again once the following ends', () => {
    const bar = new SteadyBar();
    expect(bar.rowsFor(1_000_000, true)).toBe(1_000_000);
    expect(bar.rowsFor(1_000_400, true)).toBe(1_000_000);
    expect(bar.rowsFor(1_000_400, false)).toBe(1_000_400);
  });
});
