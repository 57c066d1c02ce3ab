import type { ReportedCompleteness, SessionReport } from '../../electron/contract/domain.ts';
import type { FeedMessage, FeedOrder, FeedRequest, FeedTotals } from '../../electron/contract/feed.ts';
import { noTotals } from '../../electron/services/captures/feed-totals.ts';
import type { OpenFeed } from '../../electron/services/headless/followed-feed.ts';
import type { Schedule } from '../../electron/services/headless/schedule.ts';
import { makeReport as makeQuietReport } from './electron-fakes.ts';

/** A report of a connected session whose counts agree. */
export function makeReport(counts: Partial<ReportedCompleteness> = {}, more: Partial<SessionReport> = {}): SessionReport {
  const { received = 0, sent = 0 } = counts;
  const agreed = {
    received,
    sent,
    browserReceived: received,
    browserSent: sent,
    sampledReceived: received,
    sampledSent: sent,
  };
  const { completeness } = makeQuietReport();
  return makeQuietReport({ completeness: { ...completeness, ...agreed, ...counts }, ...more });
}

/** Timers that run when the test says that time has passed. */
export function makeSchedule() {
  const due = new Map<() => void, number>();
  let now = 0;
  const schedule: Schedule = (run, afterMs) => {
    const once = (): void => run();
    due.set(once, now + afterMs);
    return () => due.delete(once);
  };
  const pass = (ms: number): void => {
    now += ms;
    for (const [run, at] of [...due]) {
      if (at > now) continue;
      due.delete(run);
      run();
    }
  };
  return { schedule, pass, now: () => now, due };
}

/** Lets all that has been promised come to pass. */
export async function settled(): Promise<void> {
  for (let turns = 0; turns < 20; turns += 1) await new Promise((resolve) => setImmediate(resolve));
}

export interface FakeFeed {
  readonly request: FeedRequest;
  readonly orders: FeedOrder[];
  readonly tell: (message: FeedMessage) => void;
  readonly lose: () => void;
  closed: boolean;
}

/** Feeds that say what the test has them say. */
export function makeFeeds() {
  const feeds: FakeFeed[] = [];
  const world = { there: true, badFilters: new Set<string>() };
  const openFeed: OpenFeed = (request, listener) => {
    if (!world.there) return undefined;
    const feed: FakeFeed = {
      request,
      orders: [],
      tell: (message) => listener.onMessage(message),
      lose: () => listener.onClosed(),
      closed: false,
    };
    feeds.push(feed);
    if (request.until === 'here' && request.from === 'now') {
      const bad = world.badFilters.has(request.filter ?? '');
      setImmediate(() =>
        feed.tell({ type: 'refused', reason: bad ? 'bad-filter' : 'no-source', message: bad ? 'There is no field so.' : '' }),
      );
    }
    return {
      send: (order) => {
        feed.orders.push(order);
        if (order.type === 'stop') setImmediate(() => feed.tell({ type: 'done', why: 'stopped', totals: totalsOf(feed) }));
      },
      close: () => (feed.closed = true),
    };
  };
  const last = new Map<FakeFeed, FeedTotals>();
  const totalsOf = (feed: FakeFeed): FeedTotals => last.get(feed) ?? noTotals;
  /** A batch of text, or of nothing, after which the feed has told so much. */
  const batch = (feed: FakeFeed, number: number, totals: Partial<FeedTotals>, bytes: Uint8Array = new Uint8Array()): void => {
    const told = { ...noTotals, ...totals };
    last.set(feed, told);
    feed.tell({ type: 'batch', number, bytes, rows: told.rows, firstTime: 0, lastTime: 0, channels: [], totals: told });
  };
  /** Those that are no look at a filter. */
  const real = (): readonly FakeFeed[] => feeds.filter(({ request }) => request.from !== 'now');
  return { openFeed, world, batch, real };
}
