import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Result } from '../../electron/contract/result.ts';
import { LivekitApi } from '../../electron/services/livekit-api.ts';
import { SecondClient } from '../support/second-client.ts';
import { startTestServer } from '../support/server.ts';
import type { TestServer } from '../support/server.ts';

let server: TestServer;
let room = '';
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());
beforeEach(() => {
  room = `room-${randomBytes(4).toString('hex')}`;
});

function api(change: { apiKey?: string; secret?: string; url?: string } = {}): LivekitApi {
  const { url = server.url, apiKey = server.apiKey, secret = server.apiSecret } = change;
  return new LivekitApi({ credentials: { url, apiKey, secret }, now: () => Date.now() });
}

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.reason}: ${result.message}`);
  return result.value;
}

/** A client that has joined is not at once one that can be reached: its data channels open a little later. */
function untilActive(count: number): Promise<void> {
  return vi.waitFor(
    async () => {
      const active = valueOf(await api().listParticipants(room)).filter(({ state }) => state === 'active');
      expect(active).toHaveLength(count);
    },
    { timeout: 10_000, interval: 50 },
  );
}

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** Sends until each of them has heard one: from then on their channels are open. */
async function untilHeard(clients: readonly SecondClient[]): Promise<void> {
  for (const kind of ['reliable', 'lossy'] as const) {
    await vi.waitFor(
      async () => {
        valueOf(await api().sendData({ room, kind, destinationIdentities: [], payload: bytes('warm up') }));
        for (const client of clients) expect(client.messages.map((message) => message.kind)).toContain(kind);
      },
      { timeout: 10_000, interval: 50 },
    );
  }
}

describe('rooms', () => {
  test('are created with all that was chosen, listed, changed and deleted', async () => {
    const created = valueOf(
      await api().createRoom({
        room,
        metadata: '{"a":1}',
        emptyTimeoutS: 60,
        departureTimeoutS: 5,
        maxParticipants: 7,
      }),
    );
    const expected = {
      name: room,
      metadata: '{"a":1}',
      emptyTimeoutS: 60,
      departureTimeoutS: 5,
      maxParticipants: 7,
      numParticipants: 0,
      numPublishers: 0,
      activeRecording: false,
    };
    expect(created).toMatchObject(expected);
    expect(Math.abs(Date.now() - created.createdAtMs)).toBeLessThan(60_000);
    expect(valueOf(await api().listRooms()).rooms).toContainEqual(created);
    expect(valueOf(await api().updateRoomMetadata(room, ''))).toMatchObject({ ...expected, metadata: '' });
    valueOf(await api().deleteRoom(room));
    expect(valueOf(await api().listRooms([room])).rooms).toEqual([]);
  });

  test('one that is there is not changed by creating it again', async () => {
    valueOf(await api().createRoom({ room, metadata: 'first' }));
    expect(await api().createRoom({ room, metadata: 'second' })).toMatchObject({
      kind: 'refused',
      reason: 'room-exists',
    });
    expect(valueOf(await api().listRooms([room])).rooms[0]?.metadata).toBe('first');
  });

  test('what the server refuses is told in its own words', async () => {
    expect(await api().createRoom({ room: 'r'.repeat(300), metadata: '' })).toMatchObject({
      reason: 'invalid',
      message: expect.stringContaining('“room name length exceeds limits: max length 256”'),
    });
    valueOf(await api().createRoom({ room, metadata: '' }));
    expect(await api().updateRoomMetadata(room, 'x'.repeat(600_000))).toMatchObject({
      reason: 'invalid',
      message: expect.stringContaining('metadata size exceeds limits 524288'),
    });
  });

  test('a room that is not there', async () => {
    expect(await api().deleteRoom(room)).toMatchObject({ kind: 'refused', reason: 'room-not-found' });
    expect(await api().updateRoomMetadata(room, 'x')).toMatchObject({ kind: 'refused', reason: 'room-not-found' });
    expect(valueOf(await api().listParticipants(room))).toEqual([]);
  });
});

describe('participants', () => {
  test('are listed, read and changed: only what is given', async () => {
    const client = await SecondClient.join(server, { room, identity: 'nurse', name: 'Eva', metadata: '{"a":1}' });
    await untilActive(1);
    const [listed] = valueOf(await api().listParticipants(room));
    expect(listed).toMatchObject({
      identity: 'nurse',
      sid: client.room.localParticipant?.sid,
      name: 'Eva',
      metadata: '{"a":1}',
      state: 'active',
      kind: 'standard',
      permissions: { canPublishData: true, canUpdateMetadata: true, hidden: false },
    });
    expect(valueOf(await api().getParticipant(room, 'nurse'))).toMatchObject({ identity: 'nurse', name: 'Eva' });
    expect(valueOf(await api().updateParticipant({ room, identity: 'nurse', metadata: '{"a":2}' }))).toMatchObject({
      metadata: '{"a":2}',
      name: 'Eva',
      permissions: { canUpdateMetadata: true },
    });
    const both = { room, identity: 'nurse', name: 'Eva K', attributes: { hand: 'up', gone: '' } };
    expect(valueOf(await api().updateParticipant(both))).toMatchObject({
      metadata: '{"a":2}',
      name: 'Eva K',
      attributes: { hand: 'up' },
    });
    await client.leave();
  });

  test('one who is not there', async () => {
    expect(await api().updateParticipant({ room, identity: 'x', name: 'y' })).toMatchObject({
      kind: 'refused',
      reason: 'participant-not-found',
      message: `“x” is not in room “${room}” (any more). Nothing was done.`,
    });
    expect(await api().getParticipant(room, 'x')).toMatchObject({ reason: 'participant-not-found' });
  });
});

test('calls for one who is not there end as “not reached”, without having done anything', async () => {
  const calls = await Promise.all([
    api().muteTrack({ room, identity: 'x', trackSid: 'TR_1', muted: true }),
    api().updateSubscriptions({ room, identity: 'x', trackSids: ['TR_1'], subscribe: true }),
  ]);
  for (const call of calls) expect(call).toMatchObject({ kind: 'refused', reason: 'not-reached' });
  expect(await api().removeParticipant(room, 'x', false)).toMatchObject({ kind: 'refused', reason: 'participant-not-found' });
});

test('muting a track that nobody has is OK to the server, and told as no track', async () => {
  const client = await SecondClient.join(server, { room, identity: 'nurse' });
  await untilActive(1);
  expect(await api().muteTrack({ room, identity: 'nurse', trackSid: 'TR_none', muted: true })).toEqual({ ok: true, value: undefined });
  expect(await api().updateSubscriptions({ room, identity: 'nurse', trackSids: ['TR_none'], subscribe: true })).toMatchObject({ ok: true });
  await client.leave();
});

describe('messages', () => {
  test('reach all, or those named, from nobody', async () => {
    const [first, second] = await Promise.all([
      SecondClient.join(server, { room, identity: 'a' }),
      SecondClient.join(server, { room, identity: 'b' }),
    ]);
    await untilHeard([first, second]);
    const all = { room, kind: 'reliable', topic: 'chat', destinationIdentities: [], payload: bytes('all') } as const;
    valueOf(await api().sendData(all));
    valueOf(await api().sendData({ ...all, destinationIdentities: ['b'], payload: bytes('b only') }));
    valueOf(await api().sendData({ room, kind: 'lossy', destinationIdentities: [], payload: bytes('lossy') }));
    const last = (text: string) => (message: { text: string }) => message.text === text;
    for (const client of [first, second]) {
      expect(await client.message(last('all'))).toMatchObject({ topic: 'chat', from: undefined, kind: 'reliable' });
      expect(await client.message(last('lossy'))).toMatchObject({ topic: undefined, from: undefined, kind: 'lossy' });
    }
    await second.message(last('b only'));
    // The reliable channel keeps the order: what came after it is here, so it was not sent here.
    valueOf(await api().sendData({ ...all, payload: bytes('end') }));
    await first.message(last('end'));
    expect(first.messages.map((message) => message.text)).not.toContain('b only');
    await Promise.all([first.leave(), second.leave()]);
  });

  test('to a room nobody is in', async () => {
    const message = { room, kind: 'reliable', destinationIdentities: [], payload: new Uint8Array(1) } as const;
    expect(await api().sendData(message)).toMatchObject({
      kind: 'refused',
      reason: 'nobody-there',
      message: `Nobody is in room “${room}”, so no server answered for it. Nothing was done.`,
    });
  });
});

describe('credentials and connection', () => {
  test('unknown key, wrong secret: neither repeats a token', async () => {
    const key = await api({ apiKey: 'APInobody' }).listRooms();
    const secret = await api({ secret: 'not-the-secret-of-this-server' }).listRooms();
    expect(key).toMatchObject({ kind: 'refused', reason: 'unknown-key' });
    expect(secret).toMatchObject({ kind: 'refused', reason: 'wrong-secret' });
    expect(JSON.stringify([key, secret])).not.toContain('eyJ');
  });

  test('an empty key is a bug, not a look into the environment', () => {
    expect(() => api({ apiKey: '' })).toThrow('needs a key and a secret');
  });

  test('a server that is down, and up again', async () => {
    const own = await startTestServer();
    const { url, apiKey, apiSecret: secret } = own;
    await own.kill();
    const down = await api({ url, apiKey, secret }).deleteRoom(room);
    expect(down).toMatchObject({ kind: 'refused', reason: 'connection-refused' });
    await own.restart();
    expect(await api({ url, apiKey, secret }).listRooms()).toMatchObject({ ok: true });
    await own.stop();
  });
});
