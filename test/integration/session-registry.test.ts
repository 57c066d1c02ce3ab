import { randomBytes, randomUUID } from 'node:crypto';
import { Room, RoomEvent } from '@livekit/rtc-node';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { JoinGrant, SessionRole } from '../../electron/contract/domain.ts';
import { ok } from '../../electron/contract/result.ts';
import type { Result } from '../../electron/contract/result.ts';
import { checkJoin } from '../../electron/services/join-check.ts';
import { mintJoinToken } from '../../electron/services/join-tokens.ts';
import { LivekitApi } from '../../electron/services/livekit-api.ts';
import { SessionAdmission } from '../../electron/services/session-admission.ts';
import { SessionRegistry } from '../../electron/services/session-registry.ts';
import { makeLog } from '../support/electron-fakes.ts';
import { SecondClient, serverApi } from '../support/second-client.ts';
import { startTestServer } from '../support/server.ts';
import type { TestServer } from '../support/server.ts';

let server: TestServer;
let room = '';
const leaving: (() => Promise<void>)[] = [];
beforeAll(async () => {
  server = await startTestServer({ config: { room: { departure_timeout: 1 } } });
});
afterAll(() => server.stop());
beforeEach(() => {
  room = `room-${randomBytes(4).toString('hex')}`;
});
afterEach(async () => {
  await Promise.all(leaving.splice(0).map((leave) => leave()));
});

function makeRegistry() {
  const credentials = { url: server.url, apiKey: server.apiKey, secret: server.apiSecret };
  const granted: JoinGrant[] = [];
  const waiting: ((grant: JoinGrant) => void)[] = [];
  const registry = new SessionRegistry({
    admission: new SessionAdmission({
      mayParticipate: () => ok(undefined),
      credentialsOf: () => ok(credentials),
      apiOf: () => new LivekitApi({ credentials, now: () => Date.now() }),
      mint: mintJoinToken,
      checkJoin: (url, token) => checkJoin(fetch, url, token),
    }),
    page: {
      isReady: () => true,
      grant: (grant) => {
        granted.push(grant);
        for (const resolve of waiting.splice(0)) resolve(grant);
      },
      close: () => undefined,
    },
    onChanged: () => undefined,
    newId: randomUUID,
    randomBytes,
    // A tenth of the time: the waiter's own tests hold the intervals.
    schedule: (run, afterMs) => {
      const timer = setTimeout(run, afterMs / 10);
      return () => clearTimeout(timer);
    },
    log: makeLog().log,
  });
  const nextGrant = (): Promise<JoinGrant> => new Promise((resolve) => waiting.push(resolve));
  return { registry, granted, nextGrant };
}

const observe = (as: 'agent' | 'standard' = 'agent') =>
  ({ profileId: 'p', room, role: { kind: 'observe', as }, takeOverIdentity: false }) as const;
const participate = (change: Partial<Extract<SessionRole, { kind: 'participate' }>> = {}) => ({
  profileId: 'p',
  room,
  role: {
    kind: 'participate' as const,
    identity: 'ops',
    name: 'Ops',
    metadata: '{"a":1}',
    attributes: { hand: 'up' },
    canUpdateOwnMetadata: true,
    ...change,
  },
  takeOverIdentity: false,
});

async function joinAsOther(identity: string): Promise<SecondClient> {
  const client = await SecondClient.join(server, { room, identity });
  leaving.push(() => client.leave());
  return client;
}

/** Joins with what the session page would be given. */
async function joinWith(grant: JoinGrant | undefined): Promise<Room> {
  if (grant === undefined) throw new Error('nothing was granted');
  const joined = new Room();
  leaving.push(() => joined.disconnect());
  await joined.connect(grant.url, grant.token, { autoSubscribe: false, dynacast: false });
  return joined;
}

/** Sends by the server API until it is heard: a client that has just joined cannot be reached at once. */
function untilHeard(client: SecondClient, text: string): Promise<void> {
  return vi.waitFor(
    async () => {
      await serverApi(server).sendData(room, new TextEncoder().encode(text), 0, {});
      expect(client.messages.map((message) => message.text)).toContain(text);
    },
    { timeout: 10_000, interval: 50 },
  );
}

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.reason}: ${result.message}`);
  return result.value;
}

describe('an observer', () => {
  test.each([
    ['agent', 'agent'],
    ['standard', 'standard'],
  ] as const)('as %s is unseen, receives, and cannot send', async (as, kind) => {
    const nurse = await joinAsOther('nurse');
    const { registry, granted } = makeRegistry();
    const session = valueOf(await registry.open(observe(as)));
    const joined = await joinWith(granted[0]);
    const received: string[] = [];
    joined.on(RoomEvent.DataReceived, (payload) => received.push(new TextDecoder().decode(payload)));
    await vi.waitFor(
      async () => {
        await nurse.send('hello', { reliable: true });
        expect(received).toContain('hello');
      },
      { timeout: 10_000, interval: 50 },
    );

    await untilHeard(nurse, 'before');
    await joined.localParticipant?.publishData(new Uint8Array(3), { reliable: true }).catch(() => undefined);
    // What comes after it on the same way is here, so it was not let through.
    await untilHeard(nurse, 'after');
    expect(new Set(nurse.messages.map((message) => message.text))).toEqual(new Set(['before', 'after']));
    expect([...nurse.room.remoteParticipants.keys()]).toEqual([]);

    const api = new LivekitApi({
      credentials: { url: server.url, apiKey: server.apiKey, secret: server.apiSecret },
      now: () => Date.now(),
    });
    const listed = valueOf(await api.listParticipants(room)).find((one) => one.identity === session.identity);
    expect(listed).toMatchObject({ kind, permissions: { hidden: true, canPublish: false, canPublishData: false } });
  });

  test('never creates a room', async () => {
    const { registry, granted } = makeRegistry();
    expect(await registry.open(observe())).toMatchObject({ kind: 'refused', reason: 'room-not-found' });
    expect(granted).toEqual([]);
    expect(await serverApi(server).listRooms([room])).toEqual([]);
  });

  test('waits for a room that is over, and joins it when it is there again', async () => {
    await serverApi(server).createRoom({ name: room });
    const { registry, granted, nextGrant } = makeRegistry();
    const session = valueOf(await registry.open(observe()));
    await serverApi(server).deleteRoom(room);
    const next = nextGrant();
    valueOf(registry.waitForRoom(session.id, true));
    await serverApi(server).createRoom({ name: room });
    const grant = await next;
    expect(grant.session).toMatchObject({ id: session.id, waitingForRoom: false });
    expect(grant.session.identity).not.toBe(session.identity);
    expect(granted).toHaveLength(2);
    registry.dispose();
  });
});

test('a participant waits for a seat in a room that is full, and says so', async () => {
  await serverApi(server).createRoom({ name: room, maxParticipants: 1 });
  const { registry, granted, nextGrant } = makeRegistry();
  const session = valueOf(await registry.open(participate()));
  // Somebody else is faster than the grant.
  const nurse = await joinAsOther('nurse');
  await expect(joinWith(granted[0])).rejects.toThrow();
  expect(await registry.open(participate({ identity: 'late' }))).toMatchObject({ ok: false, reason: 'room-full' });
  const next = nextGrant();
  valueOf(registry.waitForRoom(session.id, true));
  await vi.waitFor(
    () => expect(registry.list()[0]?.waitNote).toContain('is full: 1 of 1 seats are taken'),
    { timeout: 10_000, interval: 50 },
  );
  expect(granted).toHaveLength(1);
  await nurse.leave();
  await joinWith(await next);
  expect(registry.list()).toMatchObject([{ waitingForRoom: false }]);
  registry.dispose();
});

describe('a participant', () => {
  test('comes with name, metadata and attributes from the token, may send, and may edit its own metadata', async () => {
    const nurse = await joinAsOther('nurse');
    const { registry, granted } = makeRegistry();
    valueOf(await registry.open(participate()));
    const joined = await joinWith(granted[0]);
    await nurse.until('ops', () => nurse.sees('ops') !== undefined);
    expect(nurse.sees('ops')).toEqual({ name: 'Ops', metadata: '{"a":1}', attributes: { hand: 'up' } });
    await vi.waitFor(
      async () => {
        await joined.localParticipant?.publishData(new TextEncoder().encode('hi'), { reliable: true });
        expect(nurse.messages).toContainEqual(expect.objectContaining({ text: 'hi', from: 'ops' }));
      },
      { timeout: 10_000, interval: 50 },
    );
    await joined.localParticipant?.updateMetadata('{"a":2}');
    await nurse.until('new metadata', () => nurse.sees('ops')?.metadata === '{"a":2}');
  });

  test('an identity that is in the room is refused, and nobody is put out', async () => {
    const nurse = await joinAsOther('nurse');
    const { registry, granted } = makeRegistry();
    expect(await registry.open(participate({ identity: 'nurse' }))).toMatchObject({ reason: 'identity-taken' });
    expect(granted).toEqual([]);
    expect(nurse.disconnects).toEqual([]);
    expect(await registry.open({ ...participate({ identity: 'nurse' }), takeOverIdentity: true })).toMatchObject({
      ok: true,
    });
    await joinWith(granted[0]);
    await nurse.until('its own removal', () => nurse.disconnects.length > 0);
  });

  test('an over-long identity is refused by the server itself, before joining; no room is made', async () => {
    const { registry } = makeRegistry();
    expect(await registry.open(participate({ identity: 'i'.repeat(300) }))).toMatchObject({
      reason: 'invalid',
      message: expect.stringContaining('participant identity length exceeds limits: max length 256'),
    });
    expect(await serverApi(server).listRooms([room])).toEqual([]);
  });
});

test('without a server nothing opens, and the reason is told', async () => {
  const own = await startTestServer();
  await own.kill();
  const credentials = { url: own.url, apiKey: own.apiKey, secret: own.apiSecret };
  const admission = new SessionAdmission({
    mayParticipate: () => ok(undefined),
    credentialsOf: () => ok(credentials),
    apiOf: () => new LivekitApi({ credentials, now: () => Date.now() }),
    mint: mintJoinToken,
    checkJoin: (url, token) => checkJoin(fetch, url, token),
  });
  const session = { id: 's', identity: 'x', waitingForRoom: false, ...observe() };
  expect(await admission.admit({ session, takeOverIdentity: false })).toMatchObject({ reason: 'connection-refused' });
});
