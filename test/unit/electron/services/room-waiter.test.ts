import { expect, test } from 'vitest';
import { RoomWaiter, lookEveryMs, lookSeldomMs } from '../../../../electron/services/room-waiter.ts';
import type { RoomLook } from '../../../../electron/services/room-waiter.ts';
import { makeLog } from '../../../support/electron-fakes.ts';

/** A waiter whose timer runs when told so. */
function makeWaiter(finds: readonly (RoomLook | Error)[]) {
  const { log, lines } = makeLog();
  const delays: number[] = [];
  const looks = [...finds];
  let due: (() => void) | undefined;
  let found = 0;
  const waiter = new RoomWaiter({
    look: () => {
      const next = looks.shift();
      return next instanceof Error ? Promise.reject(next) : Promise.resolve(next ?? 'not-there');
    },
    onThere: () => (found += 1),
    schedule: (run, afterMs) => {
      delays.push(afterMs);
      due = run;
      return () => (due = undefined);
    },
    log,
  });
  const tick = async (): Promise<void> => {
    const run = due;
    due = undefined;
    run?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { waiter, tick, delays, lines, found: () => found, isWaiting: () => due !== undefined };
}

test('does not look at once: a room that has just closed may still be listed', () => {
  expect(makeWaiter([]).delays).toEqual([lookEveryMs]);
});

test('looks until the room is there, then ends', async () => {
  const { tick, found, isWaiting } = makeWaiter(['not-there', 'not-there', 'there']);
  await tick();
  await tick();
  expect(found()).toBe(0);
  await tick();
  expect(found()).toBe(1);
  expect(isWaiting()).toBe(false);
});

test('looks more seldom while the server is away, and often again when it answers', async () => {
  const { tick, delays } = makeWaiter(['away', 'away', 'away', 'away', 'away', 'not-there', 'away']);
  for (let ticks = 0; ticks < 7; ticks += 1) await tick();
  expect(delays).toEqual([2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 2_000, 4_000]);
  expect(Math.max(...delays)).toBe(lookSeldomMs);
});

test('a look that fails is logged, and is no end', async () => {
  const { tick, lines, isWaiting } = makeWaiter([new Error('bug')]);
  await tick();
  expect(lines.join()).toContain('Looking for a room failed');
  expect(isWaiting()).toBe(true);
});

test('stopped while it looks, it tells nothing', async () => {
  const { waiter, tick, found, isWaiting } = makeWaiter(['there']);
  const looking = tick();
  waiter.stop();
  await looking;
  expect(found()).toBe(0);
  expect(isWaiting()).toBe(false);
});
