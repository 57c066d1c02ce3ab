import { expect, test } from 'vitest';
import { GapList } from '../../../../renderer/session/gap-list.ts';

test('a gap lasts from the first loss to the connection', () => {
  const gaps = new GapList();
  gaps.open(1_000);
  gaps.open(2_000);
  expect(gaps.newest).toEqual([{ sinceMs: 1_000, untilMs: undefined }]);
  expect(gaps.close(4_500, true)).toBe(3_500);
  expect(gaps.newest).toEqual([{ sinceMs: 1_000, untilMs: 4_500 }]);
  expect(gaps.close(5_000, true)).toBe(0);
});

test('a signal that was resumed leaves none', () => {
  const gaps = new GapList();
  gaps.open(1_000);
  expect(gaps.close(1_800, false)).toBe(800);
  expect(gaps.newest).toEqual([]);
  expect(gaps.total).toBe(0);
  expect(gaps.resumes).toBe(1);
  gaps.close(1_900, false);
  expect(gaps.resumes).toBe(1);
});

test('the newest 50 are listed, all are counted', () => {
  const gaps = new GapList();
  for (let second = 0; second < 60; second += 1) {
    gaps.open(second * 1_000);
    gaps.close(second * 1_000 + 1, true);
  }
  expect(gaps.newest).toHaveLength(50);
  expect(gaps.newest[0]?.sinceMs).toBe(10_000);
  expect(gaps.total).toBe(60);
});
