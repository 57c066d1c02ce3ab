import { expect, test } from 'vitest';
import { FollowedFeed } from '../../../../../electron/services/headless/followed-feed.ts';
import { makeFeeds, makeSchedule, settled } from '../../../../support/headless-fakes.ts';

const request = { sourceId: 's1', format: 'ndjson', from: 'oldest', until: 'stopped', payloads: true } as const;

function makeFollowed(take: () => Promise<boolean> = () => Promise.resolve(true)) {
  const feeds = makeFeeds();
  const heard: string[] = [];
  const feed = new FollowedFeed({
    open: feeds.openFeed,
    request,
    take,
    onTotals: ({ rows }) => heard.push(`rows ${rows}`),
    onRefused: (reason, message) => heard.push(`${reason} ${message}`),
    onDone: (problem) => heard.push(`done ${problem ?? ''}`),
  });
  return { feed, feeds, heard };
}

test('a batch is acknowledged once it is taken, not before', async () => {
  let taken = (_isTaken: boolean): void => undefined;
  const { feed, feeds, heard } = makeFollowed(() => new Promise((resolve) => (taken = resolve)));
  expect(feed.resume()).toBe(true);
  const [open] = feeds.real();
  if (open === undefined) throw new Error('no feed');
  open.tell({ type: 'begun' });
  feeds.batch(open, 1, { rows: 2 });
  await settled();
  expect(open.orders).toEqual([]);
  taken(true);
  await settled();
  expect(open.orders).toEqual([{ type: 'written', number: 1 }]);
  expect(heard).toEqual(['rows 2']);
});

test('after the page was lost it goes on with the numbers and totals of before', async () => {
  const { feed, feeds } = makeFollowed();
  feed.resume();
  const first = feeds.real()[0];
  if (first === undefined) throw new Error('no feed');
  feeds.batch(first, 1, { rows: 2, in: 2 });
  await settled();
  first.lose();
  feeds.world.there = false;
  expect(feed.resume()).toBe(false);
  feeds.world.there = true;
  feed.resume();
  const second = feeds.real()[1];
  if (second === undefined) throw new Error('no second feed');
  expect(second.request.firstNumber).toBe(2);
  feeds.batch(second, 1, { rows: 3, in: 1, missing: 1 });
  await settled();
  expect(feed.totals).toMatchObject({ rows: 5, in: 3, missing: 1 });
  // The port that is gone says nothing any more.
  feeds.batch(first, 2, { rows: 9 });
  await settled();
  expect(feed.totals.rows).toBe(5);
});

test('what could not be taken is not counted, and ends it', async () => {
  const { schedule } = makeSchedule();
  let left = 1;
  const { feed, feeds, heard } = makeFollowed(async () => (left -= 1) >= 0);
  feed.resume();
  const [open] = feeds.real();
  if (open === undefined) throw new Error('no feed');
  feeds.batch(open, 1, { rows: 2 });
  feeds.batch(open, 2, { rows: 9 });
  feeds.batch(open, 3, { rows: 10 });
  await settled();
  await feed.stop(schedule, 1_000);
  expect(open).toMatchObject({ closed: true, orders: [{ type: 'written', number: 1 }] });
  expect(heard).toEqual(['rows 2']);
  expect(feed.totals.rows).toBe(2);
});

test('what had come before the page was lost is taken, and counted once', async () => {
  const takes: ((isTaken: boolean) => void)[] = [];
  const { feed, feeds } = makeFollowed(() => new Promise((resolve) => takes.push(resolve)));
  feed.resume();
  const first = feeds.real()[0];
  if (first === undefined) throw new Error('no feed');
  feeds.batch(first, 1, { rows: 2 });
  feeds.batch(first, 2, { rows: 5 });
  await settled();
  first.lose();
  for (let turn = 0; turn < 2; turn += 1) {
    takes[turn]?.(true);
    await settled();
  }
  expect(takes).toHaveLength(2);
  expect(first.orders).toEqual([]);
  feed.resume();
  expect(feeds.real()[1]?.request.firstNumber).toBe(5);
  expect(feed.totals.rows).toBe(5);
});

test('stopping waits for what is under way, but not for ever', async () => {
  const { schedule, pass } = makeSchedule();
  const { feed, feeds, heard } = makeFollowed();
  feed.resume();
  await feed.stop(schedule, 1_000);
  expect(feeds.real()[0]?.orders).toEqual([{ type: 'stop' }]);
  expect(feeds.real()[0]?.closed).toBe(true);
  expect(heard).toEqual(['rows 0', 'done ']);

  const stuck = makeFollowed(() => new Promise(() => undefined));
  stuck.feed.resume();
  const [open] = stuck.feeds.real();
  if (open === undefined) throw new Error('no feed');
  stuck.feeds.batch(open, 1, { rows: 1 });
  let isOver = false;
  void stuck.feed.stop(schedule, 1_000).then(() => (isOver = true));
  await settled();
  expect(isOver).toBe(false);
  pass(1_000);
  await settled();
  expect(isOver).toBe(true);
});

test('tells why a capture could be read only in part, and why a feed is refused', async () => {
  const { feed, feeds, heard } = makeFollowed();
  feed.resume();
  feeds.real()[0]?.tell({ type: 'refused', reason: 'bad-filter', message: 'so' });
  expect(heard).toEqual(['bad-filter so']);
  const other = makeFollowed();
  other.feed.resume();
  other.feeds.real()[0]?.tell({ type: 'done', why: 'here', totals: other.feed.totals, problem: 'cut' });
  await settled();
  expect(other.heard).toEqual(['rows 0', 'done cut']);
});
