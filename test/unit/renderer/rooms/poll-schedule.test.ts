import { expect, it } from 'vitest';
import { pauseAfter } from '../../../../renderer/rooms/poll-schedule.ts';

it('doubles the pause with each failure, up to 10 s', () => {
  expect([0, 1, 2, 3, 99].map(pauseAfter)).toEqual([3_000, 6_000, 10_000, 10_000, 10_000]);
});
