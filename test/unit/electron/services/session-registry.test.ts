import { describe, expect, test } from 'vitest';
import type { JoinGrant, Session, SessionReport } from '../../../../electron/contract/domain.ts';
import { ok, refused } from '../../../../electron/contract/result.ts';
import type { Result } from '../../../../electron/contract/result.ts';
import { SessionRegistry } from '../../../../electron/services/session-registry.ts';
import { makeLog, makeReport } from '../../../support/electron-fakes.ts';

function makeRegistry(options: { readonly mayCreateRooms?: boolean } = {}) {
  const { log, lines } = makeLog();
  const world = {
    pageReady: true,
    granted: [] as JoinGrant[],
    closed: [] as string[],
    changes: [] as (readonly Session[])[],
    admit: undefined as Result<never> | undefined,
    room: ok(false) as Result<boolean>,
    enter: undefined as Result<never> | undefined,
    takenOver: [] as boolean[],
    due: new Set<() => void>(),
  };
  let ids = 0;
  let random = 0;
  const registry = new SessionRegistry({
    admission: {
      admit: async ({ session, takeOverIdentity }) => {
        world.takenOver.push(takeOverIdentity);
        return world.admit ?? ok({ session, url: 'ws://127.0.0.1:20000', token: 'T', loopback: true });
      },
      roomIsThere: async () => world.room,
      canEnter: async () => world.enter ?? world.room,
    },
    page: {
      isReady: () => world.pageReady,
      grant: (grant) => world.granted.push(grant),
      close: (id) => world.closed.push(id),
    },
    onChanged: (list) => world.changes.push(list),
    newId: () => `s${(ids += 1)}`,
    randomBytes: (size) => new Uint8Array(size).fill((random += 1)),
    schedule: (run) => {
      world.due.add(run);
      return () => world.due.delete(run);
    },
    log,
    ...options,
  });
  const tick = async (): Promise<void> => {
    const due = [...world.due];
    world.due.clear();
    for (const run of due) run();
    for (let turns = 0; turns < 5; turns += 1) await new Promise((resolve) => setImmediate(resolve));
  };
  return { registry, world, tick, lines };
}

const observe = {
  profileId: 'p',
  room: 'demo',
  role: { kind: 'observe', as: 'agent' },
  takeOverIdentity: false,
} as const;
const participate = {
  ...observe,
  role: { kind: 'participate', identity: 'ops', name: '', metadata: '', attributes: {}, canUpdateOwnMetadata: false },
} as const;

const report = (state: SessionReport['state']): SessionReport => makeReport({ state });

describe('opening', () => {
  test('grants the page, and tells the list', async () => {
    const { registry, world } = makeRegistry();
    const opened = await registry.open(observe);
    const session = {
      id: 's1',
      profileId: 'p',
      room: 'demo',
      role: observe.role,
      identity: `room-console-observer-${'01'.repeat(12)}`,
      waitingForRoom: false,
    };
    expect(opened).toEqual(ok(session));
    expect(world.granted).toEqual([{ session, url: 'ws://127.0.0.1:20000', token: 'T', loopback: true }]);
    expect(world.changes).toEqual([[session]]);
  });

  test('what is refused leaves no tab', async () => {
    const { registry, world } = makeRegistry();
    world.admit = refused('room-not-found', 'x');
    expect(await registry.open(observe)).toEqual(world.admit);
    expect(registry.list()).toEqual([]);
    expect(world.changes).toEqual([]);
  });

  test('the same room in the same role is one session, also for a double click', async () => {
    const { registry, world } = makeRegistry();
    const [first, second] = await Promise.all([registry.open(observe), registry.open(observe)]);
    expect(second).toEqual(first);
    expect(await registry.open(observe)).toEqual(first);
    expect(world.granted).toHaveLength(1);
    await registry.open(participate);
    await registry.open({ ...participate, role: { ...participate.role, identity: 'ops-2' } });
    await registry.open({ ...observe, room: 'other' });
    expect(registry.list()).toHaveLength(4);
  });

  test('taking over an identity is passed on as it was asked', async () => {
    const { registry, world } = makeRegistry();
    await registry.open(participate);
    await registry.open({ ...participate, room: 'other', takeOverIdentity: true });
    expect(world.takenOver).toEqual([false, true]);
  });
});

describe('rejoining', () => {
  test('keeps the tab; an observer gets a new identity, a participant keeps the chosen one', async () => {
    const { registry, world } = makeRegistry();
    await registry.open(observe);
    await registry.open(participate);
    await registry.rejoin('s1', false);
    await registry.rejoin('s2', false);
    expect(world.granted.map((grant) => [grant.session.id, grant.session.identity])).toEqual([
      ['s1', `room-console-observer-${'01'.repeat(12)}`],
      ['s2', 'ops'],
      ['s1', `room-console-observer-${'02'.repeat(12)}`],
      ['s2', 'ops'],
    ]);
    expect(registry.list()[0]?.identity).toBe(`room-console-observer-${'02'.repeat(12)}`);
  });

  test('a session that is gone, before or meanwhile', async () => {
    const { registry, world } = makeRegistry();
    expect(await registry.rejoin('s1', false)).toMatchObject({ reason: 'session-not-found' });
    await registry.open(observe);
    const rejoining = registry.rejoin('s1', false);
    registry.close('s1');
    expect(await rejoining).toMatchObject({ reason: 'session-not-found' });
    expect(world.granted).toHaveLength(1);
  });
});

describe('closing', () => {
  test('tells page and list; once is enough', async () => {
    const { registry, world } = makeRegistry();
    await registry.open(observe);
    registry.close('s1');
    registry.close('s1');
    expect(world.closed).toEqual(['s1']);
    expect(world.changes.at(-1)).toEqual([]);
  });

  test('all of a profile', async () => {
    const { registry } = makeRegistry();
    await registry.open(observe);
    await registry.open({ ...observe, profileId: 'q' });
    registry.closeAllOf('p');
    expect(registry.list().map((session) => session.profileId)).toEqual(['q']);
  });
});

describe('waiting for the room', () => {
  test('joins when it is there', async () => {
    const { registry, world, tick } = makeRegistry();
    await registry.open(observe);
    expect(registry.waitForRoom('s1', true)).toMatchObject({ value: { waitingForRoom: true } });
    await tick();
    await tick();
    expect(world.granted).toHaveLength(1);
    world.room = ok(true);
    await tick();
    expect(world.granted).toHaveLength(2);
    expect(registry.list()).toMatchObject([{ waitingForRoom: false }]);
    expect(world.due.size).toBe(0);
  });

  test('goes on while the server is away, and where the room was gone again', async () => {
    const { registry, world, tick } = makeRegistry();
    await registry.open(observe);
    registry.waitForRoom('s1', true);
    world.room = refused('connection-refused', 'away');
    await tick();
    world.room = ok(true);
    world.admit = refused('room-not-found', 'gone again');
    await tick();
    expect(registry.list()).toMatchObject([{ waitingForRoom: true }]);
    world.admit = undefined;
    await tick();
    expect(world.granted).toHaveLength(2);
  });

  test('puts nobody out: an identity that is taken ends the waiting', async () => {
    const { registry, world, tick, lines } = makeRegistry();
    await registry.open(participate);
    registry.waitForRoom('s1', true);
    world.room = ok(true);
    world.admit = refused('identity-taken', 'taken');
    await tick();
    expect(registry.list()).toMatchObject([{ waitingForRoom: false, waitNote: 'taken' }]);
    expect(world.changes.at(-1)).toEqual(registry.list());
    expect(world.takenOver).toEqual([false, false]);
    expect(world.due.size).toBe(0);
    expect(lines.join()).toContain('was not joined: taken');
    world.admit = undefined;
    await registry.rejoin('s1', true);
    expect(registry.list()[0]).not.toHaveProperty('waitNote');
    expect(world.granted.at(-1)?.session).not.toHaveProperty('waitNote');
  });

  test('goes on before a room that is full, says so, and joins once it has a seat', async () => {
    const { registry, world, tick } = makeRegistry();
    await registry.open(participate);
    registry.waitForRoom('s1', true);
    world.room = ok(true);
    world.enter = refused('room-full', 'full');
    await tick();
    expect(world.changes.at(-1)).toMatchObject([{ waitingForRoom: true, waitNote: 'full' }]);
    const changes = world.changes.length;
    await tick();
    expect(world.changes).toHaveLength(changes);
    expect(world.granted).toHaveLength(1);
    world.enter = undefined;
    await tick();
    expect(world.granted).toHaveLength(2);
    expect(registry.list()[0]).not.toHaveProperty('waitNote');
  });

  test('says why a room that is there was not joined, and tries on', async () => {
    const { registry, world, tick } = makeRegistry();
    await registry.open(observe);
    registry.waitForRoom('s1', true);
    world.room = ok(true);
    world.admit = refused('server-error', 'odd');
    await tick();
    expect(registry.list()).toMatchObject([{ waitingForRoom: true, waitNote: 'odd' }]);
    registry.waitForRoom('s1', false);
    expect(registry.list()[0]).not.toHaveProperty('waitNote');
  });

  test('ends when told, when closed, when rejoined by hand, and when all ends', async () => {
    const { registry, world } = makeRegistry();
    await registry.open(observe);
    registry.waitForRoom('s1', true);
    registry.waitForRoom('s1', true);
    expect(world.due.size).toBe(1);
    registry.waitForRoom('s1', false);
    expect(world.due.size).toBe(0);
    registry.waitForRoom('s1', true);
    await registry.rejoin('s1', false);
    expect(world.due.size).toBe(0);
    registry.waitForRoom('s1', true);
    registry.close('s1');
    expect(world.due.size).toBe(0);
    await registry.open(observe);
    registry.waitForRoom('s2', true);
    registry.dispose();
    expect(world.due.size).toBe(0);
    expect(registry.waitForRoom('s2', true)).toMatchObject({ reason: 'session-not-found' });
  });
});

describe('opening a room that may not be there', () => {
  test('joins it if it is there', async () => {
    const { registry, world } = makeRegistry();
    world.room = ok(true);
    expect(await registry.openWhenThere(observe)).toMatchObject({ value: { waitingForRoom: false } });
    expect(world.granted).toHaveLength(1);
    expect(await registry.openWhenThere(observe)).toMatchObject({ value: { id: registry.list()[0]?.id } });
    expect(registry.list()).toHaveLength(1);
  });

  test('waits for it if not, as a participant too, and joins it then', async () => {
    const { registry, world, tick } = makeRegistry();
    for (const role of [observe, participate]) {
      const opened = await registry.openWhenThere(role);
      expect(opened).toMatchObject({ value: { waitingForRoom: true } });
      expect(opened.ok && opened.value).not.toHaveProperty('waitNote');
    }
    expect(world.granted).toEqual([]);
    world.room = ok(true);
    await tick();
    expect(world.granted).toHaveLength(2);
    expect(registry.list()).toMatchObject([{ waitingForRoom: false }, { waitingForRoom: false }]);
  });

  test('waits for a server that does not answer, and says why', async () => {
    const { registry, world } = makeRegistry();
    world.room = refused('connection-refused', 'Nothing listens there.');
    expect(await registry.openWhenThere(observe)).toMatchObject({
      value: { waitingForRoom: true, waitNote: 'Nothing listens there.' },
    });
    registry.dispose();
  });

  test('does not wait for what no waiting mends', async () => {
    const { registry, world } = makeRegistry();
    world.room = refused('wrong-secret', 'x');
    expect(await registry.openWhenThere(observe)).toEqual(world.room);
    world.room = ok(true);
    world.admit = refused('identity-taken', 'x');
    expect(await registry.openWhenThere(participate)).toEqual(world.admit);
    expect(registry.list()).toEqual([]);
  });

  test('a room that went in between is waited for', async () => {
    const { registry, world } = makeRegistry();
    world.room = ok(true);
    world.admit = refused('room-not-found', 'x');
    expect(await registry.openWhenThere(observe)).toMatchObject({ value: { waitingForRoom: true } });
    registry.dispose();
  });
});

test('where no room may be created a participant, too, joins only one that is there', async () => {
  for (const mayCreateRooms of [true, false]) {
    const { registry, world } = makeRegistry({ mayCreateRooms });
    await registry.open(participate);
    expect(await registry.mayJoin('ops')).toBe(mayCreateRooms);
    world.room = ok(true);
    expect(await registry.mayJoin('ops')).toBe(true);
    expect(await registry.mayJoin('a stranger')).toBe(true);
  }
});

test('reports are passed on once they are kept, those of unknown sessions are not', async () => {
  const { registry } = makeRegistry();
  const told: string[] = [];
  registry.onReport = ({ state }) => told.push(`${state} ${registry.reports()[0]?.report?.state ?? ''}`);
  registry.handleReport(report('connected'));
  await registry.open(observe);
  registry.handleReport(report('connected'));
  expect(told).toEqual(['connected connected']);
});

describe('the session page', () => {
  test('what is opened before it runs is granted when it does', async () => {
    const { registry, world } = makeRegistry();
    world.pageReady = false;
    await registry.open(observe);
    registry.close('s9');
    expect(world.granted).toEqual([]);
    world.pageReady = true;
    await registry.handlePageReady();
    expect(world.granted.map((grant) => grant.session.id)).toEqual(['s1']);
  });

  test('after its restart each room is joined anew, over its own connection of before', async () => {
    const { registry, world } = makeRegistry();
    await registry.open(participate);
    await registry.open({ ...observe, room: 'other' });
    registry.waitForRoom('s2', true);
    registry.handleReport(report('connected'));
    await registry.handlePageReady();
    expect(world.granted.map((grant) => grant.session.id)).toEqual(['s1', 's2', 's1']);
    expect(world.takenOver).toEqual([false, false, true]);
  });

  test('a participant who had been put out is not joined again: that could put somebody else out', async () => {
    const { registry, world } = makeRegistry();
    await registry.open(participate);
    registry.handleReport(report('disconnected'));
    await registry.handlePageReady();
    expect(world.granted).toHaveLength(1);
  });

  test('a room that has gone meanwhile is waited for, not created', async () => {
    const { registry, world } = makeRegistry();
    await registry.open(observe);
    world.admit = refused('room-not-found', 'gone');
    await registry.handlePageReady();
    expect(registry.list()).toMatchObject([{ waitingForRoom: true }]);
  });

  test('its reports are kept for the status line', async () => {
    const { registry } = makeRegistry();
    await registry.open(observe);
    registry.handleReport(report('connected'));
    registry.handleReport({ ...report('connected'), sessionId: 'gone' });
    expect(registry.reports()).toMatchObject([{ session: { id: 's1' }, report: report('connected') }]);
  });
});

test('an observer comes back only into a room that is known to be there; others are not asked about', async () => {
  const { registry, world } = makeRegistry();
  await registry.open(observe);
  await registry.open(participate);
  const identity = registry.list()[0]?.identity ?? '';
  expect(await registry.mayJoin(identity)).toBe(false);
  world.room = refused('connection-refused', 'away');
  expect(await registry.mayJoin(identity)).toBe(false);
  world.room = ok(true);
  expect(await registry.mayJoin(identity)).toBe(true);
  world.room = ok(false);
  expect(await registry.mayJoin('ops')).toBe(true);
  expect(await registry.mayJoin('somebody')).toBe(true);
});
