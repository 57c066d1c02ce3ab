import { expect, test } from 'vitest';
import { MismatchWatch } from '../../../../renderer/session/mismatch-watch.ts';

/** Samples one second apart: browser and tap, received and sent. */
function samples(watch: MismatchWatch) {
  let sampledAtMs = 0;
  return (browserReceived: number, sampledReceived: number, browserSent = 0, sampledSent = 0, latencyMs?: number) => {
    sampledAtMs += 1_000;
    return watch.take({ sampledAtMs, browserReceived, sampledReceived, browserSent, sampledSent, latencyMs });
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

test('a difference that only grows is an alarm, where the page answers at once', () => {
  const watch = new MismatchWatch();
  const take = samples(watch);
  const turns = [10, 20, 20, 40, 50, 60, 70].map((missed) => take(1_000 + missed, 1_000, 0, 0, 1));
  expect(turns).toEqual([undefined, undefined, undefined, undefined, 'began', undefined, undefined]);
  expect(watch.current).toEqual({ received: 70, sent: 0, sinceMs: 1_000 });
  expect(take(1_080, 1_080, 0, 0, 1)).toBe('ended');
});

test('a backlog that grows is none, where the page is slow to answer, nor what just arrived', () => {
  const flood = samples(new MismatchWatch());
  for (let second = 1; second < 20; second += 1) {
    expect(flood(second * 30_000, second * 29_000, 0, 0, 800)).toBeUndefined();
  }
  const stream = samples(new MismatchWatch());
  for (let second = 1; second < 9; second += 1) {
    expect(stream(second * 1_000 + second, second * 1_000, 0, 0, 1)).toBeUndefined();
  }
});

test('what was sent counts as well', () => {
  const watch = new MismatchWatch();
  const take = samples(watch);
  expect([1, 2, 3, 4, 5].map(() => take(0, 0, 3, 5)).at(-1)).toBe('began');
  expect(watch.current).toMatchObject({ received: 0, sent: -2 });
});

test('the same sample in another snapshot proves nothing', () => {
  const watch = new MismatchWatch();
  const sample = { sampledAtMs: 1, browserReceived: 2, sampledReceived: 1, browserSent: 0, sampledSent: 0, latencyMs: 1 };
  for (let turn = 0; turn < 20; turn += 1) expect(watch.take(sample)).toBeUndefined();
});
