import { describe, expect, it } from 'vitest';
import { alignTimes } from '../../../../../../renderer/traffic/worker/compare/align-times.ts';

const bounds = { withinMs: 1_000, usualMs: 100 };

function align(left: readonly number[], right: readonly number[]): number[] {
  const work = alignTimes(Float64Array.from(left), Float64Array.from(right), bounds);
  for (;;) {
    const step = work.next();
    if (step.done === true) return [...step.value];
  }
}

describe('alignTimes', () => {
  it('the first is the first, in order', () => {
    expect(align([0, 100, 200], [3, 104, 198])).toEqual([0, 1, 2]);
  });

  it('beyond the bound nothing is the same', () => {
    expect(align([0, 5_000], [2_000, 5_900])).toEqual([-1, 1]);
    expect(align([], [1])).toEqual([]);
    expect(align([1], [])).toEqual([-1]);
  });

  it('one that a side lacks does not shift those after it', () => {
    expect(align([0, 50, 150, 200], [0, 50, 100, 150, 200])).toEqual([0, 1, 3, 4]);
    expect(align([0, 50, 100, 150, 200], [1, 52, 151, 199])).toEqual([0, 1, -1, 2, 3]);
  });

  it('several in a row that a side lacks do not either', () => {
    expect(align([0, 50, 250, 300], [0, 50, 100, 150, 200, 250, 300])).toEqual([0, 1, 5, 6]);
  });

  it('equal ones at one time are counted', () => {
    expect(align([0, 0.1, 0.2, 0.3], [9.9, 10, 10.1, 10.2])).toEqual([0, 1, 2, 3]);
    expect(align([0, 0.1, 0.2], [0.1, 0.2])).toEqual([0, 1, -1]);
  });

  it('those that waited for a page that stood still are the same ones', () => {
    const matched = align([0, 20, 40, 60, 80], [79, 79.3, 79.6, 80, 80.3]);
    expect([...matched].sort((one, other) => one - other)).toEqual([0, 1, 2, 3, 4]);
  });

  it('each is taken once', () => {
    const left = Array.from({ length: 500 }, (_, at) => at * 7.3);
    const right = Array.from({ length: 450 }, (_, at) => at * 8.1 + (at % 5) * 3).sort((one, other) => one - other);
    const matched = align(left, right).filter((other) => other >= 0);
    expect(new Set(matched).size).toBe(matched.length);
    expect(matched.length).toBeGreaterThan(400);
  });
});
