import { expect, test } from 'vitest';
import { frameRows, median, percentile, rowOf, worst } from '../../../../bench/support/figures.ts';

test('median, percentile and worst', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 3])).toBe(2.5);
  expect(median([])).toBeNaN();
  expect(percentile(Array.from({ length: 100 }, (_, index) => index + 1), 0.95)).toBe(95);
  expect(percentile([], 0.95)).toBeNaN();
  expect(worst([1, 9, 3])).toBe(9);
});

test('a row without reference has no ratio', () => {
  const row = rowOf({ bench: 'b', measured: 'm', unit: 'B', value: 3, limit: '≤ 4', met: true });
  expect(row.reference).toBe('');
  expect(row.ratio).toBeNaN();
});

test('frames: each limit by itself, and no frames are no success', () => {
  const smooth = Array.from({ length: 99 }, () => 16.7);
  expect(frameRows('f', [...smooth, 60], smooth).map((row) => row.met)).toEqual([true, false]);
  expect(frameRows('f', smooth, smooth).map((row) => row.met)).toEqual([true, true]);
  expect(frameRows('f', [], smooth).map((row) => row.met)).toEqual([false, false]);
});
