import { describe, expect, test } from 'vitest';
import { BrowserCounts, type CountedConnection } from '../../../../renderer/session/browser-counts.ts';

function connection(messagesReceived: number, messagesSent = 0): CountedConnection['connection'] {
  const reports = [
    { type: 'transport', messagesReceived: 99 },
    { type: 'data-channel', label: '_reliable', messagesReceived, messagesSent },
  ];
  return { getStats: () => Promise.resolve(reports) };
}

describe('BrowserCounts', () => {
  test('says nothing before the first sample', () => {
    expect(new BrowserCounts().completeness(3, 1)).toMatchObject({ received: 3, browserReceived: undefined, sampledAtMs: undefined });
  });

  test('sums data channels only, over all connections', async () => {
    const counts = new BrowserCounts();
    await counts.sample(
      [
        { connection: connection(10, 2), received: 10, sent: 2, closed: false },
        { connection: connection(5), received: 4, sent: 0, closed: false },
      ],
      () => 1_000,
    );
    expect(counts.completeness(14, 2)).toMatchObject({
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
    const one = connection(10);
    await counts.sample([{ connection: one, received: 10, sent: 0, closed: false }], () => 1_000);
    await counts.sample([{ connection: one, received: 12, sent: 0, closed: true }], () => 2_000);
    expect(counts.completeness(12, 0)).toMatchObject({ browserReceived: 10, sampledReceived: 10, unverifiedSinceMs: 1_000 });
  });

  test('a connection that closed right after its last sample is verified', async () => {
    const counts = new BrowserCounts();
    const one = connection(10);
    await counts.sample([{ connection: one, received: 10, sent: 0, closed: false }], () => 1_000);
    await counts.sample([{ connection: one, received: 10, sent: 0, closed: true }], () => 2_000);
    expect(counts.completeness(10, 0).unverifiedSinceMs).toBeUndefined();
  });

  test('a connection that fails while it is asked does not stop the others', async () => {
    const counts = new BrowserCounts();
    const broken = { getStats: () => Promise.reject(new Error('closed')) };
    await counts.sample(
      [
        { connection: broken, received: 1, sent: 0, closed: false },
        { connection: connection(7), received: 7, sent: 0, closed: false },
      ],
      () => 1_000,
    );
    expect(counts.completeness(8, 0)).toMatchObject({ browserReceived: 7, sampledReceived: 7 });
  });
});
