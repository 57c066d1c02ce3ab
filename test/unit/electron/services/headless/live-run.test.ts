import { describe, expect, test } from 'vitest';
import type { Session } from '../../../../../electron/contract/domain.ts';
import type { FeedTotals } from '../../../../../electron/contract/feed.ts';
import { ok, refused } from '../../../../../electron/contract/result.ts';
import type { Result } from '../../../../../electron/contract/result.ts';
import { noTotals } from '../../../../../electron/services/captures/feed-totals.ts';
import { LiveRun } from '../../../../../electron/services/headless/live-run.ts';
import type { LiveOutputEvents } from '../../../../../electron/services/headless/live-output.ts';
import type { LivePlan } from '../../../../../electron/services/headless/plan.ts';
import { makeFeeds, makeReport, makeSchedule, settled } from '../../../../support/headless-fakes.ts';

const plan: LivePlan = { kind: 'live', room: 'R', role: { kind: 'observe' }, json: true };
const session: Session = {
  id: 's1',
  profileId: 'p',
  room: 'R',
  role: { kind: 'observe', as: 'agent' },
  identity: 'me',
  waitingForRoom: false,
};
const waiting: Session = { ...session, waitingForRoom: true };

function makeRun(change: Partial<LivePlan> = {}, more: { opened?: Result<Session>; sent?: Result<undefined> } = {}) {
  const { schedule, pass, now } = makeSchedule();
  const feeds = makeFeeds();
  const world = {
    said: [] as string[],
    waits: [] as (readonly [string, boolean])[],
    begun: 0,
    lost: 0,
    finished: 0,
    sent: [] as string[],
    totals: noTotals as FeedTotals,
    events: undefined as LiveOutputEvents | undefined,
  };
  const run = new LiveRun({
    plan: { ...plan, ...change },
    profileId: 'p',
    role: session.role,
    sessions: {
      openWhenThere: async () => more.opened ?? ok(session),
      waitForRoom: (id, wait) => {
        world.waits.push([id, wait]);
        return ok(waiting);
      },
    },
    checkFilter: async (filter) => (filter === 'bad' ? 'There is no such field.' : undefined),
    makeOutput: (events) => {
      world.events = events;
      return {
        begin: () => (world.begun += 1),
        pageLost: () => (world.lost += 1),
        finish: async () => void (world.finished += 1),
        get totals() {
          return world.totals;
        },
        file: '/a.mcap',
      };
    },
    openFeed: feeds.openFeed,
    message:
      more.sent === undefined
        ? undefined
        : { kind: 'reliable', topic: undefined, destinations: [], payload: new Uint8Array([1]) },
    send: async (id) => {
      world.sent.push(id);
      return more.sent ?? ok(undefined);
    },
    say: (line) => world.said.push(line),
    schedule,
    now,
  });
  return { run, world, feeds, pass };
}

/** A room that is joined at once and recorded until it is stopped. */
async function record(made: ReturnType<typeof makeRun>, received = 3) {
  const ended = made.run.run();
  await settled();
  made.run.handleReport(makeReport({ received }));
  made.pass(1_000);
  made.world.totals = { ...noTotals, rows: received, in: received };
  made.run.handleReport(makeReport({ received }));
  return ended;
}

describe('a room that is there', () => {
  test('is recorded until the run is stopped; the last look is a fresh one', async () => {
    const made = makeRun();
    const ended = record(made);
    await settled();
    made.run.stop();
    await settled();
    expect(made.world.finished).toBe(0);
    made.run.handleReport(makeReport({ received: 3 }));
    const end = await ended;
    expect(end.exitCode).toBe(0);
    expect(end.words).toEqual([]);
    expect(end.summary).toMatchObject({ recorded: 3, in: 3, gaps: 0, file: '/a.mcap', room: 'R', matched: null });
    expect(end.summary?.completeness).toMatchObject({ verdict: 'agree', received: 3, browserReceived: 3 });
    expect(made.world.said).toEqual(['Joined room “R” as “me”.']);
    expect(made.world.finished).toBe(1);
  });

  test('ends after its time', async () => {
    const made = makeRun({ forMs: 5_000 });
    const ended = record(made);
    await settled();
    made.pass(4_000);
    await settled();
    made.run.handleReport(makeReport({ received: 3 }));
    expect((await ended).exitCode).toBe(0);
  });

  test('rows that the browser had counted and that are not recorded are a mismatch', async () => {
    const made = makeRun();
    const ended = record(made);
    await settled();
    made.world.totals = { ...noTotals, rows: 2, in: 2 };
    made.run.stop();
    await settled();
    made.run.handleReport(makeReport({ received: 3 }));
    expect(await ended).toMatchObject({ exitCode: 1, summary: { completeness: { verdict: 'mismatch' } } });
  });

  test('counts that never agree are judged after two seconds', async () => {
    const made = makeRun();
    const ended = record(made);
    await settled();
    made.run.stop();
    made.run.handleReport(makeReport({ received: 3, browserReceived: 5 }));
    await settled();
    made.pass(2_000);
    expect(await ended).toMatchObject({ exitCode: 3 });
  });

  test('what cannot be written ends it at once', async () => {
    const made = makeRun();
    const ended = record(made);
    await settled();
    made.world.events?.onProblem('The disk is full.');
    expect(await ended).toMatchObject({ exitCode: 1, words: ['The disk is full.'], summary: { reasons: ['The disk is full.'] } });
  });

  test('a reader who has seen enough ends it well', async () => {
    const made = makeRun();
    const ended = record(made);
    await settled();
    made.run.handleOutputEnd({ kind: 'closed' });
    expect((await ended).exitCode).toBe(0);
    const failed = makeRun();
    const over = record(failed);
    await settled();
    failed.run.handleOutputEnd({ kind: 'failed', message: 'full' });
    expect(await over).toMatchObject({ exitCode: 1, words: ['full'] });
  });
});

describe('a room that comes and goes', () => {
  test('is waited for, and said so once; a run that ends before has never seen it', async () => {
    const made = makeRun({ forMs: 3_000 }, { opened: ok(waiting) });
    const ended = made.run.run();
    await settled();
    made.run.handleSessions([waiting]);
    expect(made.world.said).toEqual(['Room “R” does not exist yet: waiting for it. It is not created.']);
    made.pass(3_000);
    expect(await ended).toMatchObject({
      exitCode: 4,
      words: ['Room “R” never appeared.'],
      summary: { completeness: null, recorded: 0, exitCode: 4 },
    });
  });

  test('a server that is away is said with its reason', async () => {
    const away = { ...waiting, waitNote: 'Nothing listens there.' };
    const made = makeRun({}, { opened: ok(away) });
    const ended = made.run.run();
    await settled();
    expect(made.world.said).toEqual(['Waiting for room “R”: Nothing listens there.']);
    made.run.stop();
    expect(await ended).toMatchObject({ exitCode: 4, words: ['The room was never joined: Nothing listens there.'] });
  });

  test('is waited for again when it ends, and its end is no gap', async () => {
    const made = makeRun();
    const ended = record(made);
    await settled();
    const over = makeReport({ received: 3 }, { state: 'disconnected', gaps: 1 });
    made.run.handleReport(over);
    made.run.handleReport(over);
    expect(made.world.waits).toEqual([['s1', true]]);
    made.run.handleSessions([waiting]);
    expect(made.world.said.at(-1)).toContain('has ended');
    made.run.stop();
    await settled();
    made.run.handleReport(over);
    expect(await ended).toMatchObject({ exitCode: 0, summary: { gaps: 0 } });
  });

  test('that came back was not seen in between', async () => {
    const made = makeRun();
    const ended = record(made);
    await settled();
    made.run.handleReport(makeReport({ received: 3 }, { state: 'disconnected', gaps: 1 }));
    made.run.handleSessions([waiting]);
    made.run.handleSessions([session]);
    made.run.handleReport(makeReport({ received: 3 }, { gaps: 1 }));
    expect(made.world.said.at(-1)).toBe('Joined room “R” again as “me”.');
    made.run.stop();
    await settled();
    made.run.handleReport(makeReport({ received: 3 }, { gaps: 1 }));
    expect(await ended).toMatchObject({ exitCode: 3, summary: { gaps: 1 } });
  });

  test('whose signal was resumed is whole as far as anybody can tell', async () => {
    const made = makeRun();
    const ended = record(made);
    await settled();
    made.run.handleReport(makeReport({ received: 3 }, { state: 'resuming', gaps: 1, interruptedSinceMs: 1 }));
    const resumed = makeReport({ received: 3, resumes: 1 });
    made.run.handleReport(resumed);
    expect(made.world.said.at(-1)).toContain('is back. Whether all');
    made.run.stop();
    await settled();
    made.run.handleReport(resumed);
    const end = await ended;
    expect(end).toMatchObject({ exitCode: 3, summary: { gaps: 0, resumes: 1, completeness: { verdict: 'unverified' } } });
    expect(end.words[0]).toContain('Once the signal was lost and resumed.');
  });

  test.each(['resuming', 'rejoining', 'disconnected'] as const)('whose connection is lost at the end: %s', async (state) => {
    const made = makeRun();
    const ended = record(made);
    await settled();
    const lost = makeReport({ received: 3 }, { state, gaps: 1, interruptedSinceMs: 1 });
    made.run.handleReport(lost);
    made.run.handleSessions([state === 'disconnected' ? waiting : session]);
    made.run.stop();
    await settled();
    made.run.handleReport(lost);
    const end = await ended;
    expect(end).toMatchObject({ exitCode: 3, summary: { gaps: 1, completeness: { verdict: 'unverified' } } });
    expect(end.words).toEqual(['Once the connection was lost, until the end; what passed then was not seen.']);
  });

  test('a join that failed unseen is tried again after ten seconds, not before', async () => {
    const made = makeRun();
    const ended = record(made);
    await settled();
    made.run.handleReport(makeReport({}, { state: 'disconnected' }));
    made.run.handleSessions([waiting]);
    made.run.handleSessions([session]);
    made.run.handleReport(makeReport({}, { state: 'disconnected' }));
    expect(made.world.waits).toHaveLength(1);
    made.pass(10_001);
    made.run.handleReport(makeReport({}, { state: 'disconnected' }));
    expect(made.world.waits).toHaveLength(2);
    made.run.stop();
    await settled();
    made.pass(2_000);
    await ended;
  });

  test('a page that ends is a gap of its own; its counts begin anew', async () => {
    const made = makeRun();
    const ended = record(made, 5);
    await settled();
    made.run.handlePageGone();
    expect(made.world.lost).toBe(1);
    made.run.handleReport(makeReport({ received: 1 }));
    made.run.stop();
    await settled();
    made.run.handleReport(makeReport({ received: 1 }));
    expect(await ended).toMatchObject({ exitCode: 3, summary: { gaps: 1 } });
  });

  test('what a page that ended had told counts once, also where no other one comes', async () => {
    const made = makeRun();
    const ended = record(made);
    await settled();
    made.run.handleReport(makeReport({ received: 3, resumes: 1 }, { gaps: 1 }));
    made.run.handlePageGone();
    made.run.stop();
    await settled();
    made.pass(2_000);
    expect(await ended).toMatchObject({ exitCode: 3, summary: { gaps: 2, resumes: 1 } });
  });
});

describe('what cannot be done', () => {
  test.each([
    ['a bad filter', { filter: 'bad' }, {}, 'There is no such field.'],
    ['a bad expectation', { expect: { filter: 'bad', count: 1 } }, {}, 'There is no such field.'],
    ['a wrong key', {}, { opened: refused('unknown-key', 'No such key.') }, 'No such key.'],
  ])('%s ends it with 2', async (_what, change, more, words) => {
    const made = makeRun(change, more);
    expect(await made.run.run()).toEqual({ exitCode: 2, summary: undefined, words: [words] });
  });

  test('an identity that somebody has ends the waiting', async () => {
    const made = makeRun({}, { opened: ok(waiting) });
    const ended = made.run.run();
    await settled();
    made.run.handleSessions([{ ...session, waitNote: 'Somebody is “me”.' }]);
    expect(await ended).toMatchObject({ exitCode: 2, words: ['Somebody is “me”.'] });
  });
});

describe('what is expected', () => {
  const expect5 = { expect: { filter: 'topic == "x"', count: 2, withinMs: 5_000 } };

  test('ends it as soon as enough rows match', async () => {
    const made = makeRun(expect5);
    const ended = record(made);
    await settled();
    const [feed] = made.feeds.real();
    if (feed === undefined) throw new Error('no feed');
    expect(feed.request).toMatchObject({ filter: 'topic == "x"', payloads: false, until: 'stopped' });
    made.feeds.batch(feed, 1, { rows: 1 });
    await settled();
    expect(made.world.finished).toBe(0);
    made.feeds.batch(feed, 2, { rows: 3 });
    expect(await ended).toMatchObject({ exitCode: 0, summary: { matched: 3 } });
  });

  test('its counts are not older than its rows', async () => {
    const made = makeRun(expect5);
    const ended = record(made);
    await settled();
    const [feed] = made.feeds.real();
    if (feed === undefined) throw new Error('no feed');
    made.world.totals = { ...noTotals, rows: 14, in: 14 };
    made.feeds.batch(feed, 1, { rows: 2 });
    await settled();
    made.run.handleReport(makeReport({ received: 9 }));
    await settled();
    made.run.handleReport(makeReport({ received: 15 }));
    expect(await ended).toMatchObject({ exitCode: 0, summary: { in: 14, completeness: { verdict: 'agree', received: 15 } } });
  });

  test('counts that do not come are not waited for longer than two seconds', async () => {
    const made = makeRun();
    const ended = record(made);
    await settled();
    made.world.totals = { ...noTotals, rows: 14, in: 14 };
    made.world.events?.onProblem('The disk is full.');
    await settled();
    made.pass(2_000);
    expect(await ended).toMatchObject({ exitCode: 1, summary: { in: 14, completeness: { received: 3 } } });
  });

  test('and did not come in its time', async () => {
    const made = makeRun(expect5);
    const ended = record(made);
    await settled();
    made.pass(4_000);
    await settled();
    made.run.handleReport(makeReport({ received: 3 }));
    expect(await ended).toMatchObject({ exitCode: 5, words: ['0 of 2 expected rows came.'], summary: { matched: 0 } });
  });
});

describe('a message', () => {
  test('is sent once, as soon as the room is joined', async () => {
    const made = makeRun({}, { sent: ok(undefined) });
    const ended = record(made);
    await settled();
    expect(made.world.sent).toEqual(['s1']);
    expect(made.world.said.at(-1)).toBe('The message was sent.');
    made.run.stop();
    await settled();
    made.run.handleReport(makeReport({ received: 3 }));
    expect((await ended).exitCode).toBe(0);
  });

  test('that could not be sent ends it', async () => {
    const made = makeRun({}, { sent: refused('too-large', 'It is too large.') });
    expect(await record(made)).toMatchObject({ exitCode: 1, words: ['The message was not sent: It is too large.'] });
  });
});
