import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { ParticipantInfo } from '../../electron/contract/domain.ts';
import type { Result } from '../../electron/contract/result.ts';
import { LivekitApi } from '../../electron/services/livekit-api.ts';
import { startCluster } from '../support/cluster.ts';
import type { Cluster } from '../support/cluster.ts';
import { SecondClient } from '../support/second-client.ts';
import type { JoinOptions } from '../support/second-client.ts';

const patience = { timeout: 15_000, interval: 100 };

let started: Result<Cluster>;
const clients: SecondClient[] = [];

beforeAll(async () => {
  started = await startCluster();
});
afterAll(async () => {
  if (started.ok) await started.value.stop();
});
afterEach(async () => {
  for (const client of clients.splice(0)) await client.leave();
});

/** Skips where this machine has no Redis and cannot fetch one. */
function cluster(skip: (why: string) => never): Cluster {
  return started.ok ? started.value : skip(started.message);
}

async function join(node: Cluster['a'], options: JoinOptions): Promise<SecondClient> {
  const client = await SecondClient.join(node, options);
  clients.push(client);
  return client;
}

function apiOf({ url, apiKey, apiSecret: secret }: Cluster['a']): LivekitApi {
  return new LivekitApi({ credentials: { url, apiKey, secret }, now: () => Date.now() });
}

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.reason}: ${result.message}`);
  return result.value;
}

async function listed(api: LivekitApi, room: string, identity: string): Promise<ParticipantInfo | undefined> {
  return valueOf(await api.listParticipants(room)).find((one) => one.identity === identity);
}

describe.each(['a', 'b'] as const)('a room on node %s, its people connected to B, asked and changed through A', (host) => {
  test('people are listed, read, edited, muted and removed; the room is edited and deleted', async ({ skip }) => {
    const { a, b, createRoom } = cluster(skip);
    const room = await createRoom(host);
    const api = apiOf(a);
    const bob = await join(b, { room, identity: 'bob', name: 'Bob', metadata: 'by the token' });
    const carol = await join(b, { room, identity: 'carol' });
    await vi.waitFor(async () => expect(await listed(api, room, 'bob')).toMatchObject({ state: 'active' }), patience);
    expect(valueOf(await api.getParticipant(room, 'bob'))).toMatchObject({ name: 'Bob', metadata: 'by the token' });
    await carol.until('bob', () => carol.sees('bob') !== undefined);

    const changed = await api.updateParticipant({
      room,
      identity: 'bob',
      metadata: 'through A',
      name: 'Robert',
      attributes: { desk: '4' },
    });
    expect(valueOf(changed)).toMatchObject({ metadata: 'through A', name: 'Robert', attributes: { desk: '4' } });
    const wanted = { metadata: 'through A', name: 'Robert', attributes: { desk: '4' } };
    await carol.until('what was changed', () => JSON.stringify(carol.sees('bob')) === JSON.stringify(wanted));

    valueOf(await api.updateRoomMetadata(room, 'room through A'));
    await bob.until('the room’s metadata', () => bob.room.metadata === 'room through A');

    const trackSid = await bob.publishMicrophone();
    await vi.waitFor(async () => expect((await listed(api, room, 'bob'))?.tracks).toHaveLength(1), patience);
    expect(valueOf(await api.muteTrack({ room, identity: 'bob', trackSid, muted: true }))).toBe(true);
    await vi.waitFor(async () => {
      expect((await listed(api, room, 'bob'))?.tracks).toMatchObject([{ sid: trackSid, muted: true }]);
    }, patience);

    const { permissions } = valueOf(await api.getParticipant(room, 'bob'));
    if (permissions === undefined) throw new Error('the server told no permissions');
    valueOf(await api.updateParticipant({ room, identity: 'bob', permissions: { ...permissions, canPublishData: false } }));
    expect((await listed(api, room, 'bob'))?.permissions).toMatchObject({ canPublishData: false, canSubscribe: true });

    valueOf(await api.removeParticipant(room, 'bob', false));
    await bob.until('its removal', () => bob.disconnects.length > 0);
    await carol.until('that bob has gone', () => carol.sees('bob') === undefined);
    await vi.waitFor(async () => expect(await listed(api, room, 'bob')).toBeUndefined(), patience);
    expect(await api.getParticipant(room, 'bob')).toMatchObject({ ok: false, reason: 'participant-not-found' });

    valueOf(await api.deleteRoom(room));
    await carol.until('the end of the room', () => carol.disconnects.length > 0);
  });
});

// The last one: it ends a node.
test('node B killed: A goes on serving its own rooms, and still lists who was in a room of B', async ({ skip }) => {
  const { a, b, createRoom } = cluster(skip);
  const api = apiOf(a);
  const onA = await createRoom('a');
  const onB = await createRoom('b');
  const alice = await join(a, { room: onA, identity: 'alice' });
  await join(b, { room: onB, identity: 'bob' });
  await vi.waitFor(async () => expect(await listed(api, onB, 'bob')).toMatchObject({ state: 'active' }), patience);
  await b.kill();

  valueOf(await api.updateParticipant({ room: onA, identity: 'alice', metadata: 'after the end of B' }));
  await alice.until('the change', () => alice.room.localParticipant?.metadata === 'after the end of B');

  // Redis keeps what nobody took out: a list alone is no proof that somebody is there.
  expect(await listed(api, onB, 'bob')).toMatchObject({ identity: 'bob', state: 'active' });
  const began = Date.now();
  expect((await api.updateParticipant({ room: onB, identity: 'bob', metadata: 'nobody gets this' })).ok).toBe(false);
  expect(Date.now() - began).toBeLessThan(10_000);

  // Whoever connects to A opens the room there.
  await vi.waitFor(() => join(a, { room: onB, identity: 'carol' }), { timeout: 20_000, interval: 500 });
  expect(await listed(api, onB, 'carol')).toMatchObject({ identity: 'carol' });
}, 50_000);
