import { describe, expect, test } from 'vitest';
import type { RoomSummary, Session } from '../../../../../electron/contract/domain.ts';
import { ok, refused, unknown } from '../../../../../electron/contract/result.ts';
import type { Result } from '../../../../../electron/contract/result.ts';
import type { AuditSubject } from '../../../../../electron/services/changes/audit-log.ts';
import { Changes } from '../../../../../electron/services/changes/changes.ts';
import { FakeClock, FakeServer, nurse, settled } from './fake-changing.ts';

const never = (): Promise<Result<never>> => new Promise(() => undefined);

const lobby: RoomSummary = {
  sid: 'RM_1',
  name: 'r',
  numParticipants: 0,
  numPublishers: 0,
  createdAtMs: 0,
  metadata: 'old',
  emptyTimeoutS: 300,
  departureTimeoutS: 20,
  maxParticipants: 0,
  activeRecording: false,
};

const session: Session = {
  id: 's1',
  profileId: 'p',
  room: 'r',
  role: { kind: 'participate', identity: 'me', name: '', metadata: '', attributes: {}, canUpdateOwnMetadata: true },
  identity: 'me',
  waitingForRoom: false,
};

function makeChanges(more: { readOnly?: boolean; disk?: boolean; url?: string } = {}) {
  const server = new FakeServer();
  const clock = new FakeClock();
  const lines: string[] = [];
  const rooms = { list: [lobby], change: (): Promise<Result<never>> | undefined => undefined };
  const write = async (subject: AuditSubject, phase: string, after: unknown, message: string): Promise<boolean> => {
    const who = subject.target === undefined ? subject.room : `${subject.target.identity}/${subject.target.sid}`;
    lines.push(
      `${subject.actor} ${subject.action} ${who} ${phase}: ${JSON.stringify([subject.before, after])} ${message}`.trim(),
    );
    server.calls.push(phase);
    return more.disk ?? true;
  };
  const api = Object.assign(server, {
    listRooms: async () => ok({ rooms: rooms.list, latencyMs: 1, listedAtMs: 0 }),
    updateRoomMetadata: async (_room: string, metadata: string) => rooms.change() ?? ok({ ...lobby, metadata }),
    deleteRoom: async () => rooms.change() ?? ok(undefined),
    createRoom: async () => rooms.change() ?? ok(lobby),
  });
  const changes = new Changes({
    profileOf: (id) =>
      id === 'p' ? { id, name: 'Clinic', url: 'wss://lk.example', readOnly: more.readOnly ?? false } : undefined,
    credentialsOf: () => ok({ url: more.url ?? 'wss://lk.example', apiKey: 'k', secret: 's' }),
    apiOf: () => api,
    sessions: () => [session],
    audit: {
      asked: (subject, wanted) => write(subject, 'asked', wanted, ''),
      settled: (subject, phase, after, message) => write(subject, phase, after, message),
    },
    schedule: clock.schedule,
  });
  const rename = (changeId = 'c1', profileId = 'p') =>
    changes.changeParticipant({
      profileId,
      room: 'r',
      changeId,
      target: { identity: 'nurse' },
      change: { kind: 'name', value: 'Eva K' },
    });
  const begun = async (call: string): Promise<void> => {
    while (!server.calls.includes(call)) await settled();
  };
  return { changes, server, clock, lines, rename, rooms, begun };
}

test('the line before the call is written before it, and the one after it at its end', async () => {
  const { rename, server, lines, clock } = makeChanges();
  expect(await rename()).toMatchObject({
    ok: true,
    value: { changeId: 'c1', before: nurse, after: { name: 'Eva K' }, doubts: [] },
  });
  expect(server.calls).toEqual(['getParticipant', 'asked', 'updateParticipant', 'done']);
  expect(lines).toEqual([
    'person participant.name nurse/PA_1 asked: ["Eva","Eva K"]',
    'person participant.name nurse/PA_1 done: ["Eva","Eva K"]',
  ]);
  expect(clock.waiting).toBe(0);
});

test('who acts is told', async () => {
  const { changes, lines } = makeChanges();
  const input = {
    profileId: 'p',
    room: 'r',
    target: { identity: 'nurse' },
    change: { kind: 'name', value: 'x' },
  } as const;
  await changes.run({ ...input, changeId: '1' }, 'bulk');
  await changes.run({ ...input, changeId: '2' }, 'standing-order');
  expect(lines.map((line) => line.split(' ')[0])).toEqual(['bulk', 'bulk', 'standing-order', 'standing-order']);
});

test('read only, or no such profile: nobody is asked and nothing is written', async () => {
  const { changes, rename, server, lines } = makeChanges({ readOnly: true });
  const message =
    'The profile “Clinic” is read only: Room Console changes and sends nothing through it. Nothing was done.';
  expect(await rename()).toEqual(refused('read-only', message));
  const deleteRoom = { profileId: 'p', room: 'r', changeId: 'c', change: { kind: 'deleteRoom' } } as const;
  expect(await changes.changeRoom(deleteRoom)).toMatchObject({ reason: 'read-only' });
  expect(await changes.createRoom('p', 'c', { room: 'x', metadata: '' })).toMatchObject({ reason: 'read-only' });
  expect(await rename('c', 'q')).toMatchObject({ reason: 'profile-not-found' });
  expect([...server.calls, ...lines]).toEqual([]);
});

test('a log that cannot be written does not hold up the change, and is said', async () => {
  const { rename } = makeChanges({ disk: false });
  expect(await rename()).toMatchObject({
    ok: true,
    value: { doubts: [expect.stringContaining('audit log could not be written')] },
  });
});

describe('a change that takes too long', () => {
  test('is given up by its id, and ends as unknown, in the log too', async () => {
    const { changes, rename, server, lines, begun } = makeChanges();
    server.answers.set('updateParticipant', never);
    const running = rename();
    await begun('updateParticipant');
    expect(await rename()).toMatchObject({ reason: 'busy' });
    changes.cancel('other');
    changes.cancel('c1');
    expect(await running).toMatchObject({ kind: 'unknown', reason: 'cancelled' });
    expect(lines.at(-1)).toContain(
      'unknown: ["Eva","Eva"] Stopped while changing “nurse”. It may have happened already. Read again:',
    );
    changes.cancel('c1');
    server.answers.clear();
    expect(await rename()).toMatchObject({ ok: true });
  });

  test.each([
    ['wss://lk.example', 11_000],
    ['wss://x.livekit.cloud', 34_000],
  ])('on %s is given up after %d ms', async (url, limitMs) => {
    const { rename, server, clock, begun } = makeChanges({ url });
    server.answers.set('updateParticipant', never);
    let isOver = false;
    const running = rename().finally(() => (isOver = true));
    await begun('updateParticipant');
    await clock.advance(limitMs - 1);
    expect(isOver).toBe(false);
    await clock.advance(1);
    expect(await running).toMatchObject({ kind: 'unknown', reason: 'timeout' });
  });

  test('in many calls is given up after a minute', async () => {
    const { changes, server, clock, begun } = makeChanges({ url: 'wss://x.livekit.cloud' });
    const slowly = (): Promise<Result<never>> =>
      new Promise((resolve) => clock.schedule(() => resolve(refused('x', 'No.')), 33_000));
    server.answers.set('muteTrack', slowly);
    server.answers.set('updateParticipant', slowly);
    const input = {
      profileId: 'p',
      room: 'r',
      changeId: 'c',
      target: { identity: 'nurse' },
      change: { kind: 'silence' },
    } as const;
    const running = changes.changeParticipant(input);
    await begun('muteTrack');
    await clock.advance(33_000);
    await begun('updateParticipant');
    await clock.advance(27_000);
    expect(await running).toMatchObject({ kind: 'unknown', reason: 'cancelled' });
  });
});

test('where the application ends, what is under way is written as unknown, and nothing begins', async () => {
  const { changes, rename, server } = makeChanges();
  await changes.end();
  expect(await rename()).toMatchObject({ reason: 'busy' });
  expect(server.calls).toEqual([]);
  const other = makeChanges();
  other.server.answers.set('updateParticipant', never);
  void other.rename();
  await other.begun('updateParticipant');
  await other.changes.end();
  expect(other.lines.at(-1)).toBe(
    'person participant.name nurse/PA_1 unknown: ["Eva",null] Stopped while changing “nurse”. It may have happened already.',
  );
  expect(other.server.calls.filter((call) => call === 'getParticipant')).toHaveLength(1);
});

describe('rooms', () => {
  const metadata = (value: string) =>
    ({ profileId: 'p', room: 'r', changeId: 'c', change: { kind: 'roomMetadata', value } }) as const;
  const deleteRoom = { profileId: 'p', room: 'r', changeId: 'c', change: { kind: 'deleteRoom' } } as const;

  test('are read, changed, and read again where no answer came', async () => {
    const { changes, lines, rooms } = makeChanges();
    expect(await changes.changeRoom(metadata(''))).toMatchObject({
      value: { before: lobby, after: { metadata: '' }, doubts: [] },
    });
    expect(await changes.changeRoom(metadata('old'))).toMatchObject({
      value: { doubts: ['It was so before, so the room sees no change.'] },
    });
    rooms.change = () => Promise.resolve(unknown('timeout', 'Late.'));
    expect(await changes.changeRoom(metadata('new'))).toMatchObject({
      kind: 'unknown',
      message: expect.stringContaining('Late. Read again: it is not so.'),
    });
    expect(await changes.changeRoom(deleteRoom)).toMatchObject({
      kind: 'unknown',
      message: 'Late. Read again: the room is still there.',
    });
    rooms.change = () => {
      rooms.list = [];
      return Promise.resolve(unknown('timeout', 'Late.'));
    };
    expect(await changes.changeRoom(deleteRoom)).toMatchObject({
      message: 'Late. Read again: the room is not there any more.',
    });
    expect(await changes.changeRoom(deleteRoom)).toMatchObject({ kind: 'refused', reason: 'room-not-found' });
    expect(lines.slice(0, 2)).toEqual([
      'person room.metadata r asked: ["old",""]',
      'person room.metadata r done: ["old",""]',
    ]);
    expect(lines.at(-1)).toContain('person room.delete r refused: [null,null] There is no room');
  });

  test('that are created stand in the log', async () => {
    const { changes, lines, rooms } = makeChanges();
    expect(await changes.createRoom('p', 'c', { room: 'r', metadata: 'm', maxParticipants: 3 })).toEqual(ok(lobby));
    rooms.change = () => Promise.resolve(refused('room-exists', 'There is one.'));
    await changes.createRoom('p', 'c', { room: 'r', metadata: '' });
    expect(lines).toEqual([
      'person room.create r asked: [null,{"metadata":"m","maxParticipants":3}]',
      expect.stringContaining('person room.create r done: [null,{"sid":"RM_1"'),
      'person room.create r asked: [null,{"metadata":""}]',
      'person room.create r refused: [null,null] There is one.',
    ]);
  });
});

test('a change of one’s own by the client stands in the log as such', async () => {
  const { changes, lines } = makeChanges();
  const report = {
    sessionId: 's1',
    changeId: 'o',
    change: { kind: 'metadata', value: 'b' },
    before: { metadata: 'a' },
    message: '',
  } as const;
  expect(await changes.reportOwn({ ...report, phase: 'asked' })).toEqual(ok(undefined));
  expect(await changes.reportOwn({ ...report, phase: 'done' })).toEqual(ok(undefined));
  expect(await changes.reportOwn({ ...report, phase: 'unknown', message: 'late' })).toEqual(ok(undefined));
  expect(await changes.reportOwn({ ...report, sessionId: 's2', phase: 'asked' })).toMatchObject({
    reason: 'session-not-found',
  });
  expect(lines).toEqual([
    'client participant.metadata me/ asked: ["a","b"]',
    'client participant.metadata me/ done: ["a","b"]',
    'client participant.metadata me/ unknown: ["a",null] late',
  ]);
});
