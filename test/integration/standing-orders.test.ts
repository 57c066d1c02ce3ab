import { randomBytes } from 'node:crypto';
import type { RoomServiceClient } from 'livekit-server-sdk';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { StandingOrder } from '../../electron/contract/changes.ts';
import type { RequestInput } from '../../electron/contract/requests.ts';
import { ok } from '../../electron/contract/result.ts';
import { Changes } from '../../electron/services/changes/changes.ts';
import { StandingOrders } from '../../electron/services/changes/standing-orders.ts';
import type { AuditSubject } from '../../electron/services/changes/audit-log.ts';
import { LivekitApi } from '../../electron/services/livekit-api.ts';
import { makeLog } from '../support/electron-fakes.ts';
import { SecondClient, joinToken, serverApi } from '../support/second-client.ts';
import { startTestServer } from '../support/server.ts';
import type { TestServer } from '../support/server.ts';

const patience = { timeout: 15_000, interval: 50 };

let server: TestServer;
let sdk: RoomServiceClient;
let orders: StandingOrders;
let room = '';
let listings = 0;
/** Of the audit log: phase, actor, action and sid. */
const audited: string[] = [];
const clients: SecondClient[] = [];

beforeAll(async () => {
  server = await startTestServer();
  sdk = serverApi(server);
});
afterAll(() => server.stop());
beforeEach(() => {
  room = `room-${randomBytes(4).toString('hex')}`;
  orders = makeOrders();
});
afterEach(async () => {
  orders.dispose();
  for (const client of clients.splice(0)) await client.leave();
});

function makeOrders(): StandingOrders {
  const { url, apiKey, apiSecret: secret } = server;
  const credentials = { url, apiKey, secret };
  const api = new LivekitApi({ credentials, now: () => Date.now() });
  const profileOf = () => ({ id: 'p1', name: 'Test', url, readOnly: false });
  const schedule = (run: () => void, afterMs: number) => {
    const timer = setTimeout(run, afterMs);
    return () => clearTimeout(timer);
  };
  audited.length = 0;
  const line = (phase: string, { actor, action, target }: AuditSubject): Promise<boolean> => {
    audited.push(`${phase} ${actor} ${action} ${target?.sid}`);
    return Promise.resolve(true);
  };
  const changes = new Changes({
    profileOf,
    credentialsOf: () => ok(credentials),
    apiOf: () => api,
    sessions: () => [],
    audit: { asked: (subject) => line('asked', subject), settled: (subject, phase) => line(phase, subject) },
    schedule,
  });
  let ids = 0;
  return new StandingOrders({
    listParticipants: (_profileId, name) => {
      listings += 1;
      return api.listParticipants(name);
    },
    applyChange: (input) => changes.run(input, 'standing-order'),
    profileOf,
    onChanged: () => undefined,
    newId: () => `id${(ids += 1)}`,
    now: () => Date.now(),
    schedule,
    log: makeLog().log,
  });
}

async function joinWith(identity: string, token: string): Promise<SecondClient> {
  const client = await SecondClient.joinWith(server, identity, token);
  clients.push(client);
  return client;
}

function start(identity: string, order: RequestInput<'startStandingOrder'>['order']): string {
  const started = orders.start({ profileId: 'p1', room, identity, order });
  if (!started.ok) throw new Error(started.message);
  return started.value.id;
}

function events(orderId: string): string[] {
  const found: StandingOrder | undefined = orders.list().find(({ id }) => id === orderId);
  return (found?.events ?? []).map(({ kind, text }) => `${kind}: ${text}`);
}

async function asListed(identity: string) {
  return (await sdk.listParticipants(room)).find((one) => one.identity === identity);
}

test('metadata and permissions are kept in force over rejoins with the first token; others’ edits meanwhile are left', async () => {
  const token = await joinToken(server, { room, identity: 'alice', metadata: 'by the token' });
  const alice = await joinWith('alice', token);
  const observer = await joinWith('bob', await joinToken(server, { room, identity: 'bob' }));
  await observer.until('alice', () => observer.sees('alice') !== undefined);
  const permissions = {
    canSubscribe: true,
    canPublish: true,
    canPublishData: false,
    canUpdateMetadata: false,
    canSubscribeMetrics: false,
    canManageAgentSession: false,
    hidden: false,
    recorder: false,
    agent: false,
    canPublishSources: ['microphone'],
  };
  const id = start('alice', { kind: 'keepInForce', metadata: '{"kept":true}', permissions });
  await observer.until('the kept metadata', () => observer.sees('alice')?.metadata === '{"kept":true}');

  await sdk.updateParticipant(room, 'alice', { metadata: 'by somebody else' });
  await observer.until('the foreign edit', () => observer.sees('alice')?.metadata === 'by somebody else');
  const before = listings;
  await vi.waitFor(() => expect(listings).toBeGreaterThan(before + 1), patience);
  expect(observer.sees('alice')?.metadata).toBe('by somebody else');

  await alice.leave();
  await joinWith('alice', token);
  await observer.until('the kept metadata again', () => observer.sees('alice')?.metadata === '{"kept":true}');
  await vi.waitFor(async () => expect((await asListed('alice'))?.permission?.canPublishData).toBe(false), patience);
  expect((await asListed('alice'))?.permission).toMatchObject({ canPublish: true, canUpdateMetadata: false });
  await vi.waitFor(() => expect(events(id).filter((text) => text.startsWith('applied'))).toHaveLength(2), patience);

  // So quick that nobody sees the participant away: it puts its own first connection out.
  await joinWith('alice', token);
  await vi.waitFor(() => expect(events(id).filter((text) => text.startsWith('applied'))).toHaveLength(3), patience);
  expect((await asListed('alice'))?.metadata).toBe('{"kept":true}');
  expect(events(id).at(-1)).toBe('applied: Applied: permissions, metadata.');

  orders.stop(id);
  expect(events(id).at(-1)).toBe('ended: Stopped.');
  await joinWith('alice', token);
  await observer.until('the token’s metadata', () => observer.sees('alice')?.metadata === 'by the token');
});

test('a kick is no ban: the token joins again, and is removed again, each time, until the order is stopped', async () => {
  const token = await joinToken(server, { room, identity: 'mallory', name: 'Mallory' });
  const first = await joinWith('mallory', token);
  const sid = (await asListed('mallory'))?.sid ?? '';
  await sdk.removeParticipant(room, 'mallory');
  const watch = start('mallory', { kind: 'watchReturn', name: 'Mallory', metadata: '', sid });
  const removing = start('mallory', { kind: 'removeOnReturn', sid });
  await first.until('its removal', () => first.disconnects.length > 0);

  for (let turn = 1; turn <= 2; turn += 1) {
    const again = await joinWith('mallory', token);
    await again.until('its removal', () => again.disconnects.length > 0);
    await vi.waitFor(() => {
      expect(events(removing).filter((text) => text.startsWith('removed'))).toHaveLength(turn);
    }, patience);
  }
  const removal = (phase: string) => expect.stringMatching(`^${phase} standing-order participant.remove PA_`) as string;
  expect(audited).toEqual([removal('asked'), removal('done'), removal('asked'), removal('done')]);
  await vi.waitFor(() => expect(events(removing).at(-1)).toBe('left: Left the room.'), patience);
  expect(events(watch)[0]).toMatch(
    /^rejoined: Rejoined after about \d+ s with the same identity, the same name and the same metadata\.$/,
  );

  // As somebody else, with the same name.
  const other = await joinToken(server, { room, identity: 'innocent', name: 'Mallory' });
  await joinWith('innocent', other);
  await vi.waitFor(() => {
    expect(events(watch)).toContain('look-alike: “innocent” joined with the same name: it may be the same person.');
  }, patience);

  orders.stop(removing);
  const staying = await joinWith('mallory', token);
  await vi.waitFor(() => expect(events(watch).filter((text) => text.startsWith('rejoined'))).toHaveLength(3), patience);
  expect(staying.disconnects).toEqual([]);
  expect((await asListed('mallory'))?.identity).toBe('mallory');
});

test('a server that is away is told as trouble, and the order goes on once it is back', async () => {
  const token = await joinToken(server, { room, identity: 'alice' });
  const id = start('alice', { kind: 'keepInForce', metadata: 'kept' });
  await server.kill();
  const trouble = () => orders.list().find((order) => order.id === id)?.trouble;
  await vi.waitFor(() => expect(trouble()).toMatch(/Nothing listens at/), patience);
  await server.restart();
  await joinWith('alice', token);
  await vi.waitFor(() => expect(events(id)).toContain('applied: Applied: metadata.'), { ...patience, timeout: 25_000 });
  expect(trouble()).toBe('');
  expect((await asListed('alice'))?.metadata).toBe('kept');
}, 60_000);
