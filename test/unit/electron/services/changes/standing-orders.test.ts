import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { StandingOrder } from '../../../../../electron/contract/changes.ts';
import type { ParticipantInfo, Profile } from '../../../../../electron/contract/domain.ts';
import type { RequestInput } from '../../../../../electron/contract/requests.ts';
import { ok, refused, unknown } from '../../../../../electron/contract/result.ts';
import type { Result } from '../../../../../electron/contract/result.ts';
import { StandingOrders } from '../../../../../electron/services/changes/standing-orders.ts';
import type { OrderedChange } from '../../../../../electron/services/changes/standing-orders.ts';
import { makeLog } from '../../../../support/electron-fakes.ts';
import { person } from './people.ts';

const startedAt = 1_700_000_000_000;
const target = { profileId: 'p1', room: 'ward', identity: 'alice' };
const keepMetadata = { ...target, order: { kind: 'keepInForce', metadata: 'kept' } } as const;
const removeOnReturn = { ...target, order: { kind: 'removeOnReturn' } } as const;
const watchReturn = { ...target, order: { kind: 'watchReturn', name: 'Alice', metadata: 'm', sid: 'PA_1' } } as const;

beforeEach(() => void vi.useFakeTimers({ now: startedAt }));
afterEach(() => void vi.useRealTimers());

/** Standing orders over a room that the test fills. */
function setUp() {
  const { log, lines } = makeLog();
  const room = { people: [] as ParticipantInfo[], listings: 0, refusal: undefined as Result<never> | undefined };
  const profiles = new Map<string, Pick<Profile, 'url' | 'readOnly' | 'name'>>([
    ['p1', { url: 'ws://one', readOnly: false, name: 'One' }],
  ]);
  const changes: OrderedChange[] = [];
  const events: string[] = [];
  let told: readonly StandingOrder[] = [];
  let answer = (_change: OrderedChange): Result<readonly string[]> | Promise<Result<readonly string[]>> => ok([]);
  let ids = 0;
  const orders = new StandingOrders({
    listParticipants: () => {
      room.listings += 1;
      return Promise.resolve(room.refusal ?? ok([...room.people]));
    },
    applyChange: async (input) => {
      changes.push(input);
      const answered = await answer(input);
      if (!answered.ok) return answered;
      return ok({ changeId: input.changeId, before: undefined, after: undefined, doubts: answered.value });
    },
    profileOf: (id) => profiles.get(id),
    onChanged: (list) => (told = list),
    onEvent: (_order, { kind }) => events.push(kind),
    newId: () => `id${(ids += 1)}`,
    now: () => Date.now(),
    schedule: (run, afterMs) => {
      const timer = setTimeout(run, afterMs);
      return () => clearTimeout(timer);
    },
    log,
  });
  const start = (input: RequestInput<'startStandingOrder'> = keepMetadata): StandingOrder => {
    const started = orders.start(input);
    if (!started.ok) throw new Error(started.message);
    return started.value;
  };
  /** Of the order told last. */
  const texts = (): string[] => (told.at(-1)?.events ?? []).map(({ kind, text }) => `${kind}: ${text}`);
  return {
    orders,
    room,
    profiles,
    changes,
    events,
    lines,
    start,
    texts,
    told: () => told,
    last: () => told.at(-1),
    answerWith: (next: typeof answer) => (answer = next),
    kinds: () => changes.map(({ change, target: { sid } }) => `${change.kind} ${sid}`),
    pass: (ms: number) => vi.advanceTimersByTimeAsync(ms),
  };
}

describe('keep in force', () => {
  test('is applied at the start and at each rejoin, and not over a later change by somebody else', async () => {
    const { room, start, kinds, texts, changes, pass } = setUp();
    room.people = [person('alice', 'PA_1', { metadata: 'token' })];
    start();
    await pass(0);
    expect(kinds()).toEqual(['metadata PA_1']);
    expect(changes[0]).toMatchObject({ ...{ profileId: 'p1', room: 'ward' }, target: { identity: 'alice', sid: 'PA_1' } });
    room.people = [person('alice', 'PA_1', { metadata: 'by somebody else' })];
    await pass(5_000);
    expect(kinds()).toHaveLength(1);
    room.people = [];
    await pass(3_000);
    room.people = [person('alice', 'PA_2', { metadata: 'token' })];
    await pass(1_000);
    expect(kinds()).toEqual(['metadata PA_1', 'metadata PA_2']);
    expect(texts()).toEqual([
      'applied: Applied: metadata.',
      'left: Left the room.',
      'rejoined: Rejoined after about 3 s, as a new connection.',
      'applied: Applied: metadata.',
    ]);
  });

  test('a rejoin between two looks is seen by its sid; where nothing differs nothing is sent', async () => {
    const { room, start, changes, texts, pass } = setUp();
    room.people = [person('alice', 'PA_1', { metadata: 'kept' })];
    start();
    await pass(0);
    room.people = [person('alice', 'PA_2', { metadata: 'kept' })];
    await pass(1_000);
    expect(changes).toEqual([]);
    expect(texts()).toEqual([
      'applied: Nothing to apply: it has these values already.',
      'rejoined: Rejoined at once, as a new connection.',
      'applied: Nothing to apply: it has these values already.',
    ]);
  });

  test('waits for somebody who is not there yet, without calling it a rejoin', async () => {
    const { room, start, kinds, texts, pass } = setUp();
    start();
    await pass(2_000);
    room.people = [person('alice', 'PA_1')];
    await pass(1_000);
    expect(kinds()).toEqual(['metadata PA_1']);
    expect(texts()).toEqual(['rejoined: Joined.', 'applied: Applied: metadata.']);
  });

  test('what is refused is tried five times with a growing pause, then not before the next connection', async () => {
    const { room, start, changes, events, last, answerWith, pass } = setUp();
    answerWith(() => refused('invalid', 'Too long.'));
    room.people = [person('alice', 'PA_1')];
    start();
    await pass(0);
    expect(last()?.trouble).toBe('Could not set metadata: Too long.');
    await pass(1_000);
    expect(changes).toHaveLength(2);
    await pass(1_000);
    expect(changes).toHaveLength(2);
    await pass(60_000);
    expect(changes).toHaveLength(5);
    expect(last()?.trouble).toMatch(/^Given up after 5 tries until it rejoins/);
    expect(events).toEqual(Array(5).fill('refused'));
    answerWith(() => ok([]));
    room.people = [person('alice', 'PA_2')];
    await pass(1_000);
    expect(changes).toHaveLength(6);
    expect(last()?.trouble).toBe('');
  });

  test('an unknown outcome is told as such and looked at again: what has come about is not sent twice', async () => {
    const { room, start, changes, texts, last, answerWith, pass } = setUp();
    answerWith(() => unknown('timeout', 'No answer.'));
    room.people = [person('alice', 'PA_1')];
    start();
    await pass(0);
    expect(texts()).toEqual(['unknown: Not known whether metadata changed: No answer.']);
    room.people = [person('alice', 'PA_1', { metadata: 'kept' })];
    await pass(2_000);
    expect(changes).toHaveLength(1);
    expect(last()?.trouble).toBe('');
  });

  test('one value that is refused does not hold up the others; doubts are told', async () => {
    const { room, start, kinds, texts, answerWith, pass } = setUp();
    answerWith(({ change }) => (change.kind === 'attributes' ? refused('invalid', 'No.') : ok(['It may not hold.'])));
    room.people = [person('alice', 'PA_1')];
    start({ ...target, order: { kind: 'keepInForce', name: 'A', metadata: 'kept', attributes: { a: '1' } } });
    await pass(0);
    expect(kinds()).toEqual(['attributes PA_1', 'metadata PA_1', 'name PA_1']);
    expect(texts()).toEqual([
      'refused: Could not set attribute “a”: No.',
      'applied: Applied: metadata, name. It may not hold. It may not hold.',
    ]);
  });

  test('a newer order takes over what it names, and only that', async () => {
    const { room, start, orders, kinds, pass } = setUp();
    start({ ...target, order: { kind: 'keepInForce', name: 'A', metadata: 'old' } });
    await pass(0);
    start();
    expect(orders.list().map(({ order }) => order)).toEqual([
      { kind: 'keepInForce', name: 'A' },
      { kind: 'keepInForce', metadata: 'kept' },
    ]);
    start({ ...target, order: { kind: 'keepInForce', metadata: 'newest' } });
    expect(orders.list().map(({ state }) => state)).toEqual(['active', 'ended', 'active']);
    room.people = [person('alice', 'PA_1')];
    await pass(1_000);
    expect(kinds()).toEqual(['name PA_1', 'metadata PA_1']);
  });
});

describe('remove on return', () => {
  test('removes whoever is there and each that comes, with one call each', async () => {
    const { room, start, kinds, texts, pass } = setUp();
    room.people = [person('alice', 'PA_1'), person('bob', 'PA_9')];
    start(removeOnReturn);
    await pass(0);
    await pass(2_000);
    expect(kinds()).toEqual(['remove PA_1']);
    room.people = [person('alice', 'PA_2')];
    await pass(1_000);
    room.people = [];
    await pass(1_000);
    expect(kinds()).toEqual(['remove PA_1', 'remove PA_2']);
    expect(texts()).toEqual([
      'removed: Removed. The token still joins.',
      'rejoined: Rejoined at once, as a new connection.',
      'removed: Removed. The token still joins.',
      'left: Left the room.',
    ]);
  });

  test('the connection that was removed before is no return, though the server still lists it', async () => {
    const { room, start, kinds, texts, pass } = setUp();
    room.people = [person('alice', 'PA_1')];
    start({ ...target, order: { kind: 'removeOnReturn', sid: 'PA_1' } });
    await pass(2_000);
    expect(kinds()).toEqual([]);
    room.people = [person('alice', 'PA_2')];
    await pass(1_000);
    expect(kinds()).toEqual(['remove PA_2']);
    expect(texts()[0]).toBe('rejoined: Rejoined after about 3 s, as a new connection.');
  });

  test('somebody who left in between is no trouble; a listed one that the server does not know is', async () => {
    const { room, start, last, events, answerWith, pass } = setUp();
    answerWith(() => refused('participant-not-found', 'Not in the room.'));
    room.people = [person('alice', 'PA_1')];
    start(removeOnReturn);
    await pass(0);
    expect(last()?.trouble).toBe('');
    room.people = [];
    await pass(1_000);
    expect(events).toEqual(['left']);
    room.people = [person('alice', 'PA_2')];
    await pass(60_000);
    expect(last()?.trouble).toBe('Given up after 5 tries until it rejoins: Not in the room.');
  });

  test('a removal that takes long holds up nobody else in the room', async () => {
    const { room, start, kinds, answerWith, pass } = setUp();
    answerWith(({ target: { identity } }) => (identity === 'alice' ? new Promise(() => undefined) : ok([])));
    room.people = [person('alice', 'PA_1')];
    start(removeOnReturn);
    start({ ...removeOnReturn, identity: 'bob' });
    await pass(3_000);
    room.people = [person('alice', 'PA_1'), person('bob', 'PA_2')];
    await pass(1_000);
    expect(kinds()).toEqual(['remove PA_1', 'remove PA_2']);
  });
});

describe('watch for a return', () => {
  test('tells after how long, as whom and who looks alike, and changes nothing', async () => {
    const { room, start, texts, told, changes, pass } = setUp();
    room.people = [person('alice', 'PA_1'), person('bob', 'PA_2', { name: 'Alice' })];
    start(watchReturn);
    await pass(4_000);
    expect(texts()).toEqual([]);
    room.people = [person('alice', 'PA_3', { name: 'Alice', metadata: 'other' }), person('eve', 'PA_4', { metadata: 'm' })];
    await pass(1_000);
    expect(texts()).toEqual([
      'rejoined: Rejoined after about 5 s with the same identity, the same name and other metadata.',
      'look-alike: “eve” joined with the same metadata: it may be the same person.',
    ]);
    expect(changes).toEqual([]);
    // A page tells by the time what is new to it.
    const [first, second] = told().at(-1)?.events ?? [];
    expect(second?.atMs).toBeGreaterThan(first?.atMs ?? 0);
  });
});

describe('looking', () => {
  test('is one listing a second for a room, however many orders, and none without an order', async () => {
    const { orders, room, start, pass } = setUp();
    const first = start(removeOnReturn);
    const second = start({ ...removeOnReturn, identity: 'bob' });
    await pass(0);
    const before = room.listings;
    await pass(10_000);
    expect(room.listings - before).toBe(10);
    orders.stop(first.id);
    orders.stop(second.id);
    await pass(10_000);
    expect(room.listings - before).toBe(10);
  });

  test('backs off to 10 s where it is refused, tells the trouble, and goes on when it works again', async () => {
    const { room, start, last, changes, pass } = setUp();
    room.refusal = refused('wrong-secret', 'The secret is wrong.');
    start(removeOnReturn);
    await pass(0);
    expect(last()?.trouble).toBe('The secret is wrong.');
    await pass(60_000);
    expect(room.listings).toBeLessThan(11);
    room.refusal = undefined;
    room.people = [person('alice', 'PA_1')];
    await pass(10_000);
    expect(last()?.trouble).toBe('');
    expect(changes).toHaveLength(1);
  });

  test('an order that begins while the room is listed does not see that listing', async () => {
    const { room, start, texts, pass } = setUp();
    start({ ...removeOnReturn, identity: 'bob' });
    room.people = [person('alice', 'PA_7')];
    start({ ...watchReturn, order: { ...watchReturn.order, sid: 'PA_7' } });
    await pass(0);
    expect(room.listings).toBe(2);
    expect(texts()).toEqual([]);
  });

  test('a call that throws is a line in the log and no end', async () => {
    const { room, start, lines, last, answerWith, pass } = setUp();
    answerWith(() => {
      throw new Error('bug');
    });
    room.people = [person('alice', 'PA_1')];
    start(removeOnReturn);
    await pass(0);
    expect(lines.join()).toContain('A standing order could not make its change');
    expect(last()).toMatchObject({ state: 'active' });
  });
});

describe('the end', () => {
  test('comes at its time, told with the reason', async () => {
    const { room, start, last, changes, pass } = setUp();
    start({ ...removeOnReturn, untilMs: startedAt + 2_500 });
    await pass(2_499);
    expect(last()?.state).toBe('active');
    await pass(1);
    expect(last()).toMatchObject({ state: 'ended', events: [{ kind: 'ended', text: 'Its time is over.' }] });
    room.people = [person('alice', 'PA_1')];
    await pass(5_000);
    expect(changes).toEqual([]);
  });

  test.each([
    ['removed', undefined, 'Its profile was removed.'],
    ['read only', { url: 'ws://one', readOnly: true, name: 'One' }, 'Its profile is read only now.'],
    ['moved', { url: 'ws://two', readOnly: false, name: 'One' }, 'Its profile leads to another server now.'],
  ])('comes where its profile is %s, before anything is done', async (_what, profile, text) => {
    const { room, profiles, start, orders, last, changes, pass } = setUp();
    start(removeOnReturn);
    await pass(0);
    if (profile === undefined) profiles.delete('p1');
    else profiles.set('p1', profile);
    room.people = [person('alice', 'PA_1')];
    await pass(1_000);
    expect(last()).toMatchObject({ state: 'ended', events: [{ text }] });
    expect(changes).toEqual([]);
    orders.checkProfiles();
    expect(orders.list()).toHaveLength(1);
  });

  test('stopped, it does nothing more; stopped twice, it stays as it is', async () => {
    const { orders, room, start, changes, events, pass } = setUp();
    const { id } = start(removeOnReturn);
    expect(orders.stop(id)).toMatchObject({ ok: true, value: { state: 'ended' } });
    expect(orders.stop(id).ok).toBe(true);
    expect(events).toEqual(['ended']);
    room.people = [person('alice', 'PA_1')];
    await pass(5_000);
    expect(changes).toEqual([]);
    expect(orders.stop('nobody')).toMatchObject({ ok: false, reason: 'order-not-found' });
  });

  test('disposed, nothing is looked at and nothing is changed any more', async () => {
    const { orders, room, start, pass } = setUp();
    start();
    await pass(0);
    orders.dispose();
    await pass(60_000);
    expect(room.listings).toBe(1);
  });

  test('of those that ended the last twenty are kept, of events the last fifty', async () => {
    const { orders, room, start, pass } = setUp();
    for (let turn = 0; turn < 25; turn += 1) orders.stop(start({ ...removeOnReturn, identity: `p${turn}` }).id);
    expect(orders.list()).toHaveLength(20);
    expect(orders.list()[0]?.identity).toBe('p5');
    start();
    for (let turn = 0; turn < 40; turn += 1) {
      room.people = [person('alice', `PA_${turn}`)];
      await pass(1_000);
    }
    expect(orders.list().at(-1)?.events).toHaveLength(50);
  });
});

describe('the start is refused', () => {
  test.each([
    ['unknown profile', { ...keepMetadata, profileId: 'other' }, 'profile-not-found'],
    ['a time that is over', { ...removeOnReturn, untilMs: startedAt }, 'bad-input'],
    ['empty metadata', { ...target, order: { kind: 'keepInForce', metadata: '' } } as const, 'bad-input'],
    ['nothing to keep', { ...target, order: { kind: 'keepInForce' } } as const, 'bad-input'],
  ])('%s', (_what, input, reason) => {
    const { orders } = setUp();
    expect(orders.start(input)).toMatchObject({ ok: false, reason });
    expect(orders.list()).toEqual([]);
  });

  test('through a read-only profile, but for a watch, which changes nothing', () => {
    const { orders, profiles } = setUp();
    profiles.set('p1', { url: 'ws://one', readOnly: true, name: 'One' });
    expect(orders.start(keepMetadata)).toMatchObject({ ok: false, reason: 'read-only' });
    expect(orders.start(removeOnReturn)).toMatchObject({ ok: false, reason: 'read-only' });
    expect(orders.start(watchReturn).ok).toBe(true);
  });

  test('beyond two hundred', () => {
    const { orders, start } = setUp();
    for (let turn = 0; turn < 200; turn += 1) start({ ...removeOnReturn, identity: `p${turn}` });
    expect(orders.start(removeOnReturn)).toMatchObject({ ok: false, reason: 'too-many' });
  });
});
