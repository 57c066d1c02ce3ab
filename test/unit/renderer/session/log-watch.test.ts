import { expect, test } from 'vitest';
import { LogWatch } from '../../../../renderer/session/log-watch.ts';

test('a backlog that keeps moving is not overdue', () => {
  const watch = new LogWatch();
  const overdue = Array.from({ length: 20 }, (_, second) => watch.sample(second * 1_000, Math.max(0, (second - 3) * 1_000)));
  expect(overdue.every((count) => count === 0)).toBe(true);
});

test('what has not come after 5 samples is', () => {
  const watch = new LogWatch();
  expect([1, 2, 3, 4, 5, 6].map(() => watch.sample(7, 4))).toEqual([0, 0, 0, 0, 3, 3]);
});
