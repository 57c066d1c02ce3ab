import { describe, expect, it } from 'vitest';
import { machineClock, readTime, writeTime } from '../../../../../renderer/traffic/filter/read-time.ts';
import { noon, utcClock } from './filter-fixtures.ts';

describe('readTime', () => {
  it.each([
    ['12:00', noon, 60_000],
    ['12:00:00', noon, 1_000],
    ['12:00:00.5', noon + 500, 100],
    ['12:00:00,118250', noon + 118.25, 0.001],
    ['2026-11-24', noon - 43_200_000, 86_400_000],
    ['2026-11-24 12:00', noon, 60_000],
    ['2026-11-24T14:00:00+02:00', noon, 1_000],
    ['2026-11-24T12:00:00Z', noon, 1_000],
    [String(noon), noon, 0],
  ])('%s', (text, epochMs, spanMs) => {
    expect(readTime(text, utcClock)).toEqual({ epochMs, spanMs });
  });

  it.each(['', ' ', 'x', '24:00', '12:60', '12', '1300', '2026-13-01', '2026-02-29', '12:00Z', 'Z', '2026-11-24T'])(
    '“%s” is none',
    (text) => {
      expect(readTime(text, utcClock)).toBeUndefined();
    },
  );

  it('reads what writeTime wrote, in the machine’s own zone', () => {
    for (const epochMs of [noon, noon + 0.25, noon + 118, Date.UTC(1999, 11, 31, 23, 59, 59, 999)]) {
      expect(readTime(writeTime(epochMs), machineClock)?.epochMs).toBe(epochMs);
    }
  });
});
