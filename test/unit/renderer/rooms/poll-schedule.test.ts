import { expect, it } from 'vitest';
import { pauseAfter } from '../../../../renderer/rooms/poll-schedule.ts';

it('doubles the pause with each failure, up to half a minute', () => {
  expect([0, 1, 2, 3, 4, 5, 99].map(pauseAfter)).toEqual([3_000, 6_000, 12_000, 24_000, 30_000, 30_000, 30_000]);
});
