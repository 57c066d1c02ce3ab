import { ConnectionError, DisconnectReason, ParticipantKind, Room } from 'livekit-client';
import { describe, expect, test } from 'vitest';
import type { JoinGrant } from '../../../../electron/contract/domain.ts';
import { BrowserCounts } from '../../../../renderer/session/browser-counts.ts';
import { RoomSession } from '../../../../renderer/session/room-session.ts';
import type { RoomEventEntry } from '../../../../renderer/traffic/protocol/index.ts';

const participant: JoinGrant['session']['role'] = {
  kind: 'participate',
  identity: 'ops-1',
  name: '',
  metadata: '',
  attributes: {},
  canUpdateOwnMetadata: true,
};

const grant: JoinGrant = {
  session: {
    id: 's1',
    profileId: 'p1',
    room: 'demo',
    role: { kind: 'observe', as: 'agent' },
    identity: 'room-console-observer-x',
    waitingForRoom: false,
  },
  url: 'ws://127.0.0.1:1',
  token: 'the-token',
  loopback: true,
};

interface FakeParticipant {
  identity: string;
  sid: string;
  name: string;
  metadata: string;
  permissions?: { canUpdateMetadata: boolean; canPublishSources: [] };
}

/** A real Room that never connects: its events are fired by hand, its participants and metadata are ours. */
function fakeRoom(connect: () => Promise<void>): { room: Room; others: Map<string, FakeParticipant>; setMetadata(value: string): void } {
  const room = new Room();
  const others = new Map<string, FakeParticipant>();
  let metadata = '';
  Object.defineProperties(room, {
    connect: { value: connect },
    disconnect: { value: () => Promise.resolve() },
    getSid: { value: () => Promise.resolve('RM_1') },
    metadata: { get: () => metadata },
    remoteParticipants: {
      get: () =>
        new Map(
          [...others].map(([identity, other]) => [
            identity,
            { ...other, isActive: true, isLocal: false, kind: ParticipantKind.STANDARD, attributes: {}, trackPublications: new Map() },
          ]),
        ),
    },
  });
  return { room, others, setMetadata: (value) => (metadata = value) };
}

/** As livekit-client fires it; its emitter is typed event by event. */
function fire(fake: { room: Room } | undefined, event: string, ...values: unknown[]): void {
  if (fake !== undefined) Reflect.apply(fake.room.emit, fake.room, [event, ...values]);
}

function setUp(connect: () => Promise<void> = () => Promise.resolve()): {
  session: RoomSession;
  rows: RoomEventEntry[];
  rooms: ReturnType<typeof fakeRoom>[];
  lost: { count: number };
  world: { received: number; sent: number; acknowledged: number; logged: number };
  tick(ms: number): void;
} {
  const rows: RoomEventEntry[] = [];
  const rooms: ReturnType<typeof fakeRoom>[] = [];
  const lost = { count: 0 };
  const world = { received: 0, sent: 0, acknowledged: 0, logged: 0 };
  let now = 1_000_000;
  const session = new RoomSession({
    grant,
    createRoom: () => {
      const made = fakeRoom(connect);
      rooms.push(made);
      return made.room;
    },
    log: { event: (entry) => rows.push(entry), context: () => undefined },
    counts: {
      total: () => ({ received: world.received, sent: world.sent }),
      progress: () => ({ acknowledged: world.acknowledged, logged: world.logged, caughtUp: true, failed: 0 }),
      byChannel: () => ({ reliable: 0, lossy: 0, other: 0 }),
      connections: () => [],
    },
    browserCounts: new BrowserCounts(),
    now: () => now,
    onLost: () => (lost.count += 1),
    onChange: () => undefined,
  });
  return { session, rows, rooms, lost, world, tick: (ms) => (now += ms) };
}

describe('RoomSession', () => {
  test('joins: connected, one row, nobody to compare with yet', async () => {
    const { session, rows } = setUp();
    expect(session.snapshot().state).toBe('joining');
    await session.join(grant);
    expect(session.snapshot()).toMatchObject({ state: 'connected', disconnect: undefined, canPublishData: false });
    expect(rows.map((row) => row.title)).toEqual(['Joined demo']);
  });

  test('a refused join says why, without the token', async () => {
    const { session, rows } = setUp(() => Promise.reject(ConnectionError.notAllowed('bad the-token', 401)));
    await session.join(grant);
    const { state, disconnect } = session.snapshot();
    expect(state).toBe('disconnected');
    expect(disconnect?.reason).toBe('join-failed-NotAllowed');
    expect(JSON.stringify([disconnect, rows])).not.toContain('the-token');
  });

  test('sees permissions of which livekit-client fires no event', async () => {
    const { session, rows, rooms } = setUp();
    await session.join(grant);
    const alice = { identity: 'alice', sid: 'PA_1', name: '', metadata: '' };
    rooms[0]?.others.set('alice', { ...alice, permissions: { canUpdateMetadata: true, canPublishSources: [] } });
    fire(rooms[0], 'participantConnected');
    await Promise.resolve();
    rooms[0]?.others.set('alice', { ...alice, permissions: { canUpdateMetadata: false, canPublishSources: [] } });
    rooms[0]?.room.engine.emit('participantUpdate', []);
    await Promise.resolve();
    expect(rows.at(-1)).toMatchObject({ event: 'permissions', before: 'edit own metadata', after: 'nothing' });
    expect(session.snapshot().participants.find(({ identity }) => identity === 'alice')?.seenAt.permissions).toBeDefined();
  });

  test('a resume is told with its duration, and leaves no gap', async () => {
    const { session, rows, rooms, tick } = setUp();
    await session.join(grant);
    fire(rooms[0], 'signalReconnecting');
    expect(session.snapshot().state).toBe('resuming');
    tick(800);
    fire(rooms[0], 'reconnected');
    expect(session.snapshot().state).toBe('connected');
    expect(rows.at(-1)).toMatchObject({ event: 'connection', title: 'Signal resumed after 0.8 s' });
    expect(rows.at(-1)?.text).toContain('arrived is not known');
    expect(rows.some((row) => row.event === 'gap')).toBe(false);
  });

  test('reports resumes, and since when it hears nothing of a room that may go on', async () => {
    const { session, rooms, tick } = setUp();
    await session.join(grant);
    expect(session.report()).toMatchObject({ interruptedSinceMs: undefined, completeness: { resumes: 0 } });
    fire(rooms[0], 'signalReconnecting');
    tick(800);
    expect(session.report()).toMatchObject({ state: 'resuming', gaps: 1, interruptedSinceMs: 1_000_000 });
    fire(rooms[0], 'reconnected');
    expect(session.report()).toMatchObject({ gaps: 0, interruptedSinceMs: undefined, completeness: { resumes: 1 } });
    fire(rooms[0], 'reconnecting');
    expect(session.report()).toMatchObject({ state: 'disconnected', gaps: 1, interruptedSinceMs: 1_000_800 });
  });

  test('a room that is over, or was left, is not heard any more either, but nothing is missed', async () => {
    const { session } = setUp();
    await session.join(grant);
    await session.leave();
    expect(session.report()).toMatchObject({ state: 'disconnected', interruptedSinceMs: undefined });
  });

  test('an observer never joins anew by itself: it leaves and asks for the room to be looked for', async () => {
    const { session, rows, rooms, lost, tick } = setUp();
    await session.join(grant);
    fire(rooms[0], 'reconnecting');
    expect(session.snapshot()).toMatchObject({ state: 'disconnected', disconnect: { next: 'wait-for-room' } });
    expect(lost.count).toBe(1);
    tick(2_100);
    await session.join(grant);
    expect(rows.at(-1)).toMatchObject({ event: 'gap', title: 'Gap, 2.1 s' });
  });

  test('a full reconnect leaves a gap row that counts from the first loss, and finds what changed', async () => {
    const { session, rows, rooms, tick } = setUp();
    await session.join({ ...grant, session: { ...grant.session, role: participant, identity: 'ops-1' } });
    fire(rooms[0], 'signalReconnecting');
    tick(1_000);
    fire(rooms[0], 'reconnecting');
    expect(session.snapshot().state).toBe('rejoining');
    tick(2_500);
    rooms[0]?.others.set('bob', { identity: 'bob', sid: 'PA_b', name: '', metadata: '' });
    rooms[0]?.setMetadata('new');
    fire(rooms[0], 'reconnected');
    expect(rows.slice(-3)).toMatchObject([
      { event: 'gap', title: 'Gap, 3.5 s' },
      { event: 'room-metadata', before: '', after: 'new' },
      { event: 'joined', identity: 'bob', text: 'found after reconnecting' },
    ]);
  });

  test('a disconnect gives its reason; joining again leaves a gap row and hears the new room only', async () => {
    const { session, rows, rooms, tick } = setUp();
    await session.join(grant);
    fire(rooms[0], 'disconnected', DisconnectReason.PARTICIPANT_REMOVED);
    expect(session.snapshot().disconnect?.reason).toBe('PARTICIPANT_REMOVED');
    tick(12_300);
    await session.join(grant);
    expect(session.snapshot().state).toBe('connected');
    expect(rows.at(-1)).toMatchObject({ event: 'gap', title: 'Gap, 12.3 s' });
    fire(rooms[0], 'disconnected');
    expect(session.snapshot().state).toBe('connected');
  });

  test('room metadata is a row and carries the time it was seen at', async () => {
    const { session, rows, rooms, tick } = setUp();
    await session.join(grant);
    tick(34);
    rooms[0]?.setMetadata('{"a":1}');
    fire(rooms[0], 'roomMetadataChanged', '{"a":1}');
    expect(rows.at(-1)).toMatchObject({ event: 'room-metadata', before: '', after: '{"a":1}' });
    expect(session.snapshot().roomMetadataSeenAt).toBe(1_000_034);
  });

  test('the SDK says "disconnected" before a refused join is through: the refusal is what counts', async () => {
    const { session, rooms } = setUp(() => {
      fire(rooms[0], 'disconnected');
      return Promise.reject(ConnectionError.serverUnreachable('no route'));
    });
    await session.join(grant);
    expect(session.snapshot().disconnect?.reason).toBe('join-failed-ServerUnreachable');
  });

  test('a signal that is lost again while everything is built anew resumes nothing', async () => {
    const { session, rows, rooms, tick } = setUp();
    await session.join({ ...grant, session: { ...grant.session, role: participant } });
    fire(rooms[0], 'reconnecting');
    fire(rooms[0], 'signalReconnecting');
    expect(session.snapshot().state).toBe('rejoining');
    tick(1_000);
    fire(rooms[0], 'reconnected');
    expect(rows.at(-1)).toMatchObject({ event: 'gap', title: 'Gap, 1.0 s' });
  });

  test('what was sent into a gap is said to be unproven', async () => {
    const { session, rows, rooms, world, tick } = setUp();
    await session.join({ ...grant, session: { ...grant.session, role: participant } });
    world.sent = 5;
    fire(rooms[0], 'reconnecting');
    world.sent = 7;
    tick(1_000);
    fire(rooms[0], 'reconnected');
    expect(rows.at(-1)?.text).toContain('2 messages sent meanwhile probably did not arrive');
  });

  test('a participant is compared once the SDK is through with it', async () => {
    const { session, rows, rooms } = setUp();
    await session.join(grant);
    const half = { identity: 'bob', sid: 'PA_b', name: '', metadata: 'half' };
    rooms[0]?.others.set('bob', half);
    fire(rooms[0], 'participantMetadataChanged');
    half.metadata = 'whole';
    fire(rooms[0], 'participantConnected');
    await Promise.resolve();
    expect(rows.filter((row) => row.identity === 'bob')).toMatchObject([{ event: 'joined', after: 'whole' }]);
  });

  test('messages that the tap saw and the log lacks are told, once', async () => {
    const { session, rows, world } = setUp();
    await session.join(grant);
    world.received = 10;
    world.acknowledged = 10;
    world.logged = 8;
    for (let seconds = 0; seconds < 3; seconds += 1) await session.verify();
    expect(session.snapshot().completeness).toMatchObject({ behind: 0, unlogged: 2 });
    expect(rows.filter((row) => row.severity === 'bad')).toHaveLength(1);
    world.logged = 10;
    await session.verify();
    expect(session.snapshot().completeness.unlogged).toBe(0);
  });

  test('the times without a connection are listed; a resume is none of them', async () => {
    const { session, rooms, tick } = setUp();
    await session.join({ ...grant, session: { ...grant.session, role: participant } });
    fire(rooms[0], 'signalReconnecting');
    tick(500);
    fire(rooms[0], 'reconnected');
    expect(session.snapshot()).toMatchObject({ gaps: [], gapsTotal: 0 });
    fire(rooms[0], 'reconnecting');
    const sinceMs = session.snapshot().since;
    expect(session.snapshot()).toMatchObject({ gaps: [{ sinceMs, untilMs: undefined }], gapsTotal: 1 });
    tick(2_000);
    fire(rooms[0], 'reconnected');
    expect(session.snapshot()).toMatchObject({ gaps: [{ sinceMs, untilMs: sinceMs + 2_000 }], gapsTotal: 1 });
  });
});
