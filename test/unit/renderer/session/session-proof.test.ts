import { expect, test } from 'vitest';
import { BrowserCounts } from '../../../../renderer/session/browser-counts.ts';
import { SessionProof } from '../../../../renderer/session/session-proof.ts';
import type { ConnectionRow } from '../../../../renderer/session/connection-rows.ts';

/** One connection: the browser's counts, the tap's, and how far the log is. */
function setUp() {
  const rows: ConnectionRow[] = [];
  const world = { browser: 0, tap: 0, acknowledged: 0, closed: false, now: 0 };
  const connection = {
    connection: {
      getStats: () =>
        Promise.resolve([{ type: 'data-channel', id: 'D1', label: '_lossy', messagesReceived: world.browser, messagesSent: 0 }]),
    },
    byLabel: () => new Map([['_lossy', { received: world.tap, sent: 0 }]]),
    get closed() {
      return world.closed;
    },
  };
  const proof = new SessionProof({
    counts: {
      total: () => ({ received: world.tap, sent: 0 }),
      progress: () => ({ acknowledged: world.acknowledged, logged: world.acknowledged, caughtUp: true, failed: 0 }),
      byChannel: () => ({ reliable: 0, lossy: world.tap, other: 0 }),
      connections: () => [connection],
    },
    browserCounts: new BrowserCounts(),
    now: () => (world.now += 1_000),
    note: (row) => rows.push(row),
  });
  return { proof, rows, world };
}

test('counts that differ for five samples are one alarm row, and another says that they agree again', async () => {
  const { proof, rows, world } = setUp();
  Object.assign(world, { browser: 12, tap: 10, acknowledged: 10 });
  for (let second = 0; second < 4; second += 1) await proof.verify();
  expect(rows).toEqual([]);
  for (let second = 0; second < 4; second += 1) await proof.verify();
  expect(rows).toMatchObject([{ severity: 'bad', event: 'connection' }]);
  expect(rows[0]?.text).toContain('2 more messages received than were seen here');
  expect(proof.completeness.mismatch).toMatchObject({ received: 2, sent: 0 });
  Object.assign(world, { tap: 12, acknowledged: 12 });
  await proof.verify();
  expect(rows.at(-1)).toMatchObject({ severity: 'info', title: 'Counts agree again' });
  expect(proof.completeness.mismatch).toBeUndefined();
});

test('a backlog of the log is told, and is no alarm', async () => {
  const { proof, rows, world } = setUp();
  Object.assign(world, { browser: 300_000, tap: 300_000 });
  await proof.verify();
  world.acknowledged = 1_000;
  await proof.verify();
  expect(proof.completeness).toMatchObject({ behind: 299_000, unlogged: 0 });
  expect(rows).toEqual([]);
});
