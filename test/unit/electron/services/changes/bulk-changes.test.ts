import { describe, expect, test } from 'vitest';
import type { BulkChange, ChangeOutcome } from '../../../../../electron/contract/changes.ts';
import type { RequestInput } from '../../../../../electron/contract/requests.ts';
import { ok, refused, unknown } from '../../../../../electron/contract/result.ts';
import type { Result } from '../../../../../electron/contract/result.ts';
import { BulkChanges } from '../../../../../electron/services/changes/bulk-changes.ts';
import { makeLog } from '../../../../support/electron-fakes.ts';
import { FakeClock, settled } from './fake-changing.ts';

type Input = RequestInput<'changeParticipant'>;
const done = (doubts: readonly string[] = []): Result<ChangeOutcome> =>
  ok({ changeId: 'c', before: undefined, after: undefined, doubts });

function makeBulk(
  answer: (input: Input, call: number) => Promise<Result<ChangeOutcome>> = async () => done(),
  readOnly = false,
) {
  const clock = new FakeClock();
  const began: { readonly identity: string; readonly atMs: number }[] = [];
  const told: (readonly BulkChange[])[] = [];
  let ids = 0;
  const { log, lines } = makeLog();
  const bulk = new BulkChanges({
    profileOf: (id) => (id === 'p' ? { name: 'Clinic', readOnly } : undefined),
    change: (input) => {
      began.push({ identity: input.target.identity, atMs: clock.nowMs - 1_000_000 });
      return answer(input, began.length);
    },
    onChanged: (runs) => told.push(runs),
    newId: () => `id${(ids += 1)}`,
    now: clock.now,
    schedule: clock.schedule,
    log,
  });
  const start = (count: number, perSecond = 10): BulkChange => {
    const targets = Array.from({ length: count }, (_, index) => ({ identity: `i${index}`, sid: `PA_${index}` }));
    const started = bulk.start({ profileId: 'p', room: 'r', targets, change, perSecond });
    if (!started.ok) throw new Error(started.message);
    return started.value;
  };
  const states = (): string =>
    bulk
      .list()[0]
      ?.targets.map(({ state }) => state)
      .join() ?? '';
  return { bulk, clock, began, told, start, states, lines };
}

const change = { kind: 'metadata', value: 'x' } as const;

test('begins at its pace, four at once at most, and ends', async () => {
  const waiting: ((result: Result<ChangeOutcome>) => void)[] = [];
  const { clock, began, start, states, bulk } = makeBulk(() => new Promise((resolve) => waiting.push(resolve)));
  const run = start(6, 10);
  expect(run).toMatchObject({
    state: 'running',
    endedAtMs: undefined,
    targets: [{ state: 'running', sid: 'PA_0' }, { state: 'waiting' }, {}, {}, {}, {}],
  });
  await clock.advance(1_000);
  expect(began.map(({ atMs }) => atMs)).toEqual([0, 100, 200, 300]);
  waiting[2]?.(done(['a doubt']));
  await settled();
  expect(began).toHaveLength(5);
  waiting[0]?.(refused('invalid', 'No.'));
  waiting[1]?.(unknown('timeout', 'Late.'));
  await clock.advance(1_000);
  for (const resolve of waiting) resolve(done());
  await clock.advance(1_000);
  expect(states()).toBe('refused,unknown,done,done,done,done');
  const [ended] = bulk.list();
  expect(ended).toMatchObject({ state: 'done', endedAtMs: expect.any(Number) });
  expect(ended?.targets.map(({ message }) => message)).toEqual(['No.', 'Late.', 'a doubt', '', '', '']);
  expect(clock.waiting).toBe(0);
});

test('a pace below one a second is kept too', async () => {
  const { clock, began, start } = makeBulk();
  start(3, 0.5);
  await clock.advance(10_000);
  expect(began.map(({ atMs }) => atMs)).toEqual([0, 2_000, 4_000]);
});

test('stopped: what is under way comes to its end, the rest is left alone', async () => {
  const waiting: ((result: Result<ChangeOutcome>) => void)[] = [];
  const { bulk, clock, start, states } = makeBulk(() => new Promise((resolve) => waiting.push(resolve)));
  const { id } = start(5);
  await clock.advance(100);
  expect(bulk.cancel(id)).toMatchObject({ value: { state: 'cancelled', endedAtMs: undefined } });
  expect(states()).toBe('running,running,left-alone,left-alone,left-alone');
  expect(bulk.retry(id)).toMatchObject({ reason: 'nothing-to-retry' });
  for (const resolve of waiting) resolve(refused('invalid', 'No.'));
  await clock.advance(5_000);
  expect(states()).toBe('refused,refused,left-alone,left-alone,left-alone');
  expect(bulk.list()[0]).toMatchObject({ state: 'cancelled', endedAtMs: 1_000_100 });
  expect(bulk.cancel(id)).toMatchObject({ value: { state: 'cancelled' } });
});

test('those that were refused or are unknown are tried again, in the same run', async () => {
  const { bulk, clock, start, states, began } = makeBulk(async (input, call) => {
    if (call > 3) return done();
    return input.target.identity === 'i1'
      ? done()
      : input.target.identity === 'i0'
        ? refused('x', 'No.')
        : unknown('y', 'Late.');
  });
  const { id } = start(3);
  await clock.advance(1_000);
  expect(states()).toBe('refused,done,unknown');
  expect(bulk.retry(id)).toMatchObject({ value: { state: 'running', endedAtMs: undefined } });
  await clock.advance(1_000);
  expect(states()).toBe('done,done,done');
  expect(began.map(({ identity }) => identity)).toEqual(['i0', 'i1', 'i2', 'i0', 'i2']);
  expect(bulk.retry(id)).toMatchObject({ reason: 'nothing-to-retry' });
});

describe('a server that wants it slower', () => {
  test('is given time, and asked again for the same one', async () => {
    const { clock, began, start, states } = makeBulk(async (_input, call) =>
      call === 2 ? refused('too-many-requests', '429') : done(),
    );
    start(3);
    await clock.advance(10_000);
    expect(states()).toBe('done,done,done');
    expect(began).toEqual([
      { identity: 'i0', atMs: 0 },
      { identity: 'i1', atMs: 100 },
      { identity: 'i1', atMs: 2_100 },
      { identity: 'i2', atMs: 2_200 },
    ]);
  });

  test('and goes on wanting that, has it told', async () => {
    const { clock, start, states, began, bulk } = makeBulk(async () => refused('too-many-requests', 'Too often.'));
    start(1);
    await clock.advance(60_000);
    expect(states()).toBe('refused');
    expect(began.map(({ atMs }) => atMs)).toEqual([0, 2_000, 6_000, 14_000, 30_000]);
    expect(bulk.list()[0]?.targets[0]?.message).toBe('Too often.');
  });
});

test('a key that is refused ends it: the next ones would be refused as well', async () => {
  const { bulk, clock, start, states, began } = makeBulk(async (_input, call) =>
    call === 2 ? refused('wrong-secret', 'Wrong.') : done(),
  );
  const { id } = start(500);
  await clock.advance(1_000);
  expect(began).toHaveLength(2);
  expect(
    states()
      .split(',')
      .filter((state) => state === 'refused'),
  ).toHaveLength(499);
  expect(bulk.list()[0]).toMatchObject({ state: 'done' });
  expect(bulk.list()[0]?.targets[9]?.message).toBe('Not begun: Wrong.');
  bulk.retry(id);
  await clock.advance(60_000);
  expect(
    states()
      .split(',')
      .every((state) => state === 'done'),
  ).toBe(true);
});

test('an identity that is named twice is changed once', async () => {
  const { bulk, clock, began } = makeBulk();
  const targets = [{ identity: 'a' }, { identity: 'b' }, { identity: 'a' }];
  bulk.start({ profileId: 'p', room: 'r', targets, change, perSecond: 100 });
  await clock.advance(1_000);
  expect(began.map(({ identity }) => identity)).toEqual(['a', 'b']);
});

test('pages are told at most four times a second, and once more at the end', async () => {
  const { clock, start, told } = makeBulk();
  start(100, 100);
  await clock.advance(2_000);
  expect(told.length).toBeGreaterThanOrEqual(4);
  expect(told.length).toBeLessThanOrEqual(6);
  expect(told.at(-1)?.[0]).toMatchObject({ state: 'done' });
});

test('read only, no such profile, no such run', () => {
  const { bulk } = makeBulk(undefined, true);
  const input = { profileId: 'p', room: 'r', targets: [{ identity: 'a' }], change, perSecond: 1 };
  expect(bulk.start(input)).toMatchObject({ kind: 'refused', reason: 'read-only' });
  expect(bulk.start({ ...input, profileId: 'q' })).toMatchObject({ reason: 'profile-not-found' });
  for (const result of [bulk.cancel('x'), bulk.retry('x'), bulk.dismiss('x')])
    expect(result).toMatchObject({ reason: 'bulk-not-found' });
});

test('the last ten that ended are kept; one that goes on cannot be dismissed', async () => {
  const { bulk, clock, start } = makeBulk();
  const first = start(2);
  expect(bulk.dismiss(first.id)).toMatchObject({ reason: 'under-way' });
  await clock.advance(1_000);
  for (let index = 0; index < 12; index += 1) {
    start(1);
    await clock.advance(1_000);
  }
  expect(bulk.list()).toHaveLength(10);
  expect(bulk.list().some(({ id }) => id === first.id)).toBe(false);
  const [oldest] = bulk.list();
  expect(bulk.dismiss(oldest?.id ?? '')).toEqual(ok(undefined));
  expect(bulk.list()).toHaveLength(9);
});

test('at most ten go on at once', () => {
  const { bulk, start } = makeBulk(() => new Promise(() => undefined));
  for (let index = 0; index < 10; index += 1) start(1);
  const input = { profileId: 'p', room: 'r', targets: [{ identity: 'a' }], change, perSecond: 1 };
  expect(bulk.start(input)).toMatchObject({ reason: 'too-many' });
});

test('a bug in one does not hold up the others', async () => {
  const { clock, start, states, lines } = makeBulk((_input, call) =>
    call === 1 ? Promise.reject(new Error('boom')) : Promise.resolve(done()),
  );
  start(2);
  await clock.advance(1_000);
  expect(states()).toBe('unknown,done');
  expect(lines.join()).toContain('boom');
});

test('nothing begins, and nobody is told, after its end', async () => {
  const { bulk, clock, start, began, told } = makeBulk();
  start(10);
  await clock.advance(100);
  bulk.dispose();
  const before = [began.length, told.length];
  await clock.advance(10_000);
  expect([began.length, told.length]).toEqual(before);
});
