import { expect, test } from 'vitest';
import { CrashCount } from '../../../electron/crash-count.ts';

function makeCount() {
  let now = 0;
  const count = new CrashCount(() => now);
  return (afterMs: number): boolean => {
    now += afterMs;
    return count.mayTryAgain();
  };
}

test('three tries in a row, then no more', () => {
  const crash = makeCount();
  expect([5_000, 100, 100, 100, 100].map(crash)).toEqual([true, true, true, false, false]);
});

test('a page that ran for a minute starts anew: a crash a day never ends in giving up', () => {
  const crash = makeCount();
  expect(Array.from({ length: 10 }, () => 86_400_000).map(crash)).toEqual(Array.from({ length: 10 }, () => true));
  expect([100, 59_999, 59_999].map(crash)).toEqual([true, true, false]);
  expect([60_000, 1, 1, 1].map(crash)).toEqual([true, true, true, false]);
});
