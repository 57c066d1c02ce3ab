import { describe, expect, test } from 'vitest';
import { BrowserCounts, type CountedConnection } from '../../../../renderer/session/browser-counts.ts';

interface Counted extends CountedConnection {
  connection: CountedConnection['connection'];
  received: number;
  sent: number;
  closed: boolean;
}

/** A connection whose browser reports these numbers; the tap's counts are set by the test. */
function counted(browser: { received: number; sent?: number }, tap: { received: number; sent?: number }): Counted {
  const reports = [
    { type: 'transport', messagesReceived: 99 },
    { type: 'data-channel', label: '_reliable', messagesReceived: browser.received, messagesSent: browser.sent ?? 0 },
  ];
  return {
    connection: { getStats: () => Promise.resolve(reports) },
    received: tap.received,
    sent: tap.sent ?? 0,
    closed: false,
    byLabel() {
      return new Map([['_reliable', { received: this.received, sent: this.sent }]]);
    },
  };
}

describe('BrowserCounts', () => {
  test('says nothing before the first sample', () => {
    const said = new BrowserCounts().completeness({ received: 3, sent: 1 });
    expect(said).toMatchObject({ received: 3, browserReceived: undefined, sampledAtMs: undefined });
  });

  test('sums data channels only, over all connections', async () => {
    const counts = new BrowserCounts();
    const connections = [counted({ received: 10, sent: 2 }, { received: 10, sent: 2 }), counted({ received: 5 }, { received: 4 })];
    await counts.sample(connections, () => 1_000);
    expect(counts.completeness({ received: 14, sent: 2 })).toMatchObject({
      browserReceived: 15,
      browserSent: 2,
      sampledReceived: 14,
      sampledSent: 2,
      sampledAtMs: 1_000,
      unverifiedSinceMs: undefined,
    });
  });

  test('looks at all reports only until it knows those of all channels', async () => {
    const counts = new BrowserCounts();
    let scans = 0;
    const report = (id: string, messagesReceived: number) => ({ type: 'data-channel', id, label: id, messagesReceived });
    const reports = new Map([['D1', report('D1', 5)]]);
    const stats = {
      get: (id: string) => reports.get(id),
      forEach(visit: (entry: unknown) => void) {
        scans += 1;
        reports.forEach(visit);
      },
    };
    const one = {
      connection: { getStats: () => Promise.resolve(stats) },
      channels: 2,
      closed: false,
      byLabel: () => new Map(),
    };
    const browserReceived = async (): Promise<number | undefined> => {
      await counts.sample([one], () => 1_000);
      return counts.completeness({ received: 0, sent: 0 }).browserReceived;
    };
    expect(await browserReceived()).toBe(5);
    reports.set('D2', report('D2', 1));
    expect(await browserReceived()).toBe(6);
    expect(scans).toBe(2);
    reports.set('D1', report('D1', 9));
    expect(await browserReceived()).toBe(10);
    expect(scans).toBe(2);
    // One that is closed has no report any more; what it had last counts.
    reports.delete('D1');
    reports.set('D3', report('D3', 100));
    one.channels = 3;
    expect(await browserReceived()).toBe(110);
    expect(scans).toBe(3);
  });

  test('what a connection received between its last sample and its close is unverified since then', async () => {
    const counts = new BrowserCounts();
    const one = counted({ received: 10 }, { received: 10 });
    await counts.sample([one], () => 1_000);
    one.received = 12;
    one.closed = true;
    await counts.sample([one], () => 2_000);
    const said = {
      browserReceived: 10,
      sampledReceived: 10,
      unverified: 2,
      unverifiedSinceMs: 1_000,
      unverifiedUntilMs: 2_000,
    };
    expect(counts.completeness({ received: 12, sent: 0 })).toMatchObject(said);
    // Also once the tap has let go of it, and once only.
    await counts.sample([], () => 3_000);
    await counts.sample([], () => 4_000);
    const after = counts.completeness({ received: 12, sent: 0 });
    expect(after).toMatchObject(said);
    expect(after.byChannel.map(({ unverified }) => unverified)).toEqual([2]);
  });

  test('a connection that closed right after its last sample is verified', async () => {
    const counts = new BrowserCounts();
    const one = counted({ received: 10 }, { received: 10 });
    await counts.sample([one], () => 1_000);
    one.closed = true;
    await counts.sample([one], () => 2_000);
    expect(counts.completeness({ received: 10, sent: 0 }).unverifiedSinceMs).toBeUndefined();
  });

  test('what waited for the page at the last sample of a closed connection is verified once it is in', async () => {
    const counts = new BrowserCounts();
    const one = counted({ received: 10 }, { received: 7 });
    await counts.sample([one], () => 1_000);
    one.received = 10;
    one.closed = true;
    await counts.sample([one], () => 2_000);
    expect(counts.completeness({ received: 10, sent: 0 })).toMatchObject({
      browserReceived: 10,
      sampledReceived: 10,
      unverified: 0,
      unverifiedSinceMs: undefined,
    });
  });

  test('what the browser had received and a close kept from the page stays a difference', async () => {
    const counts = new BrowserCounts();
    const one = counted({ received: 10 }, { received: 7 });
    await counts.sample([one], () => 1_000);
    one.closed = true;
    await counts.sample([one], () => 2_000);
    expect(counts.completeness({ received: 7, sent: 0 })).toMatchObject({ browserReceived: 10, sampledReceived: 7 });
  });

  test('each label has its own counts, also those the tap has nothing of', async () => {
    const counts = new BrowserCounts();
    const one = counted({ received: 10, sent: 1 }, { received: 10, sent: 1 });
    const reports = [
      { type: 'data-channel', id: 'D1', label: '_reliable', messagesReceived: 10, messagesSent: 1 },
      { type: 'data-channel', id: 'D2', label: '_lossy', messagesReceived: 4 },
      { type: 'data-channel', id: 'D3', label: '_lossy', messagesReceived: 1 },
    ];
    await counts.sample([{ ...one, connection: { getStats: () => Promise.resolve(reports) } }], () => 1_000);
    expect(counts.completeness({ received: 10, sent: 1 }).byChannel).toEqual([
      { label: '_reliable', received: 10, browserReceived: 10, sent: 1, browserSent: 1 },
      { label: '_lossy', received: 0, browserReceived: 5, sent: 0, browserSent: 0 },
    ]);
  });

  test('a channel that closed on a connection that lives keeps its last count', async () => {
    const counts = new BrowserCounts();
    const one = counted({ received: 10 }, { received: 10 });
    await counts.sample([one], () => 1_000);
    one.connection = { getStats: () => Promise.resolve([]) };
    await counts.sample([one], () => 2_000);
    expect(counts.completeness({ received: 10, sent: 0 })).toMatchObject({ browserReceived: 10, sampledReceived: 10 });
  });

  test('how long the browser took is told', async () => {
    const counts = new BrowserCounts();
    let now = 1_000;
    const one = counted({ received: 1 }, { received: 1 });
    const reports = one.connection.getStats;
    one.connection = {
      getStats: () => {
        now += 2_400;
        return reports();
      },
    };
    await counts.sample([one], () => now);
    expect(counts.completeness({ received: 1, sent: 0 })).toMatchObject({ latencyMs: 2_400, sampledAtMs: 3_400 });
  });

  test('a connection that came and went between two samples is unverified', async () => {
    const counts = new BrowserCounts();
    const brief = counted({ received: 3 }, { received: 3 });
    brief.closed = true;
    await counts.sample([counted({ received: 10 }, { received: 10 })], () => 1_000);
    await counts.sample([brief], () => 2_000);
    expect(counts.completeness({ received: 13, sent: 0 }).unverifiedSinceMs).toBe(1_000);
  });

  test('a connection that fails while it is asked does not stop the others', async () => {
    const counts = new BrowserCounts();
    const broken = { ...counted({ received: 1 }, { received: 1 }), connection: { getStats: () => Promise.reject(new Error('closed')) } };
    await counts.sample([broken, counted({ received: 7 }, { received: 7 })], () => 1_000);
    expect(counts.completeness({ received: 8, sent: 0 })).toMatchObject({ browserReceived: 7, sampledReceived: 7 });
  });

  test('a connection that the tap has let go of still counts', async () => {
    const counts = new BrowserCounts();
    await counts.sample([counted({ received: 10, sent: 1 }, { received: 10, sent: 1 })], () => 1_000);
    await counts.sample([], () => 2_000);
    await counts.sample([counted({ received: 5 }, { received: 5 })], () => 3_000);
    expect(counts.completeness({ received: 15, sent: 1 })).toMatchObject({
      browserReceived: 15,
      browserSent: 1,
      sampledReceived: 15,
      sampledSent: 1,
    });
  });
});
