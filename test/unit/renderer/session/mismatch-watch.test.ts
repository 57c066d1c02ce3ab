import { expect, test } from 'vitest';
import { MismatchWatch } from '../../../../renderer/session/mismatch-watch.ts';

/** Samples one second apart: browser and tap, received and sent. */
function samples(watch: MismatchWatch) {
  let sampledAtMs = 0;
  return (browserReceived: number, sampledReceived: number, browserSent = 0, sampledSent = 0) => {
    sampledAtMs += 1_000;
    return watch.take({ sampledAtMs, browserReceived, sampledReceived, browserSent, sampledSent });
  };
}

test('a difference is an alarm once it stayed the same over five samples, and once for each episode', () => {
  const watch = new MismatchWatch();
  const take = samples(watch);
  const turns = [take(110, 100), take(190, 150), take(200, 199), take(300, 299), take(400, 399), take(500, 499)];
  expect(turns.every((turn) => turn === undefined)).toBe(true);
  expect(take(600, 599)).toBe('began');
  expect(watch.current).toEqual({ received: 1, sent: 0, sinceMs: 3_000 });
  expect(take(700, 699)).toBeUndefined();
  expect(take(900, 900)).toBe('ended');
  expect(watch.current).toBeUndefined();
  expect(take(900, 900)).toBeUndefined();
});

test('a backlog that moves is none', () => {
  const watch = new MismatchWatch();
  const take = samples(watch);
  for (let second = 1; second < 50; second += 1) expect(take(second * 100, second * 100 - (second % 7) - 1)).toBeUndefined();
});

test('what was sent counts as well', () => {
  const watch = new MismatchWatch();
  const take = samples(watch);
  expect([1, 2, 3, 4, 5].map(() => take(0, 0, 3, 5)).at(-1)).toBe('began');
  expect(watch.current).toMatchObject({ received: 0, sent: -2 });
});

test('the same sample in another snapshot proves nothing', () => {
  const watch = new MismatchWatch();
  const sample = { sampledAtMs: 1, browserReceived: 2, sampledReceived: 1, browserSent: 0, sampledSent: 0 };
  for (let turn = 0; turn < 20; turn += 1) expect(watch.take(sample)).toBeUndefined();
});
