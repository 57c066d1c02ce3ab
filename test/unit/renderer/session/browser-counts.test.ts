import { describe, expect, test } from 'vitest';
import { BrowserCounts, type CountedConnection } from '../../../../renderer/session/browser-counts.ts';

interface Counted extends CountedConnection {
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

  test('what a connection received between its last sample and its close is unverified since then', async () => {
    const counts = new BrowserCounts();
    const one = counted({ received: 10 }, { received: 10 });
    await counts.sample([one], () => 1_000);
    one.received = 12;
    one.closed = true;
    await counts.sample([one], () => 2_000);
    expect(counts.completeness({ received: 12, sent: 0 })).toMatchObject({
      browserReceived: 10,
      sampledReceived: 10,
      unverifiedSinceMs: 1_000,
    });
  });

  test('a connection that closed right after its last sample is verified', async () => {
    const counts = new BrowserCounts();
    const one = counted({ received: 10 }, { received: 10 });
    await counts.sample([one], () => 1_000);
    one.closed = true;
    await counts.sample([one], () => 2_000);
    expect(counts.completeness({ received: 10, sent: 0 }).unverifiedSinceMs).toBeUndefined();
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
