import { describe, expect, it } from 'vitest';
import type { LogMessage } from '../../../../../../renderer/traffic/protocol/index.ts';
import { TableServer } from '../../../../../../renderer/traffic/worker/views/table-server.ts';
import type { TableMessage } from '../../../../../../renderer/traffic/worker/views/table-server.ts';
import { groupsOfSenderMaximum } from '../../../../../../renderer/traffic/worker/statistics/group-table.ts';
import { SessionLog } from '../../../../../../renderer/traffic/worker/session-log.ts';
import { ByteRing } from '../../../../../../renderer/traffic/worker/store/byte-ring.ts';
import { ByteBudget } from '../../../../../../renderer/traffic/worker/store/byte-budget.ts';
import { chunkWith, makeSession, ManualScheduler, userPacket } from '../log-fixtures.ts';

function makeTables(options: { budgetBytes?: number; session?: SessionLog } = {}) {
  const session = options.session ?? makeSession(options).session;
  const { log } = session;
  const scheduler = new ManualScheduler();
  let posted: LogMessage[] = [];
  const tables = new TableServer({ session, scheduler, post: (message) => posted.push(message) });
  const say = (text: string, topic: string, over: { sid?: string; identity?: string; label?: string } = {}): void => {
    const { sid = 'PA_alice', identity = 'alice', label = '_reliable' } = over;
    const bytes = userPacket(text, { participantSid: sid, participantIdentity: identity }, { topic });
    session.appendChunk(chunkWith({ time: scheduler.now(), label, bytes }));
    tables.noteChange();
  };
  const taken = <Type extends LogMessage['type']>(type: Type) => {
    const found = posted.filter((message): message is Extract<LogMessage, { type: Type }> => message.type === type);
    posted = [];
    return found;
  };
  return { session, log, scheduler, tables, say, taken };
}

const window = { first: 0, count: 10, descending: false } as const;
const statistics = (over: object = {}): TableMessage => ({ type: 'showStatistics', ...window, sort: 'sender', ...over });
const latest = (over: object = {}): TableMessage => ({ type: 'showLatest', ...window, sort: 'topic', ...over });

describe('statistics', () => {
  it('are sent at once, with names and totals', () => {
    const { tables, say, taken } = makeTables();
    say('a', 'chat');
    say('bc', 'chat');
    say('d', 'pose', { label: '_lossy', identity: 'bob', sid: 'PA_bob' });
    tables.take(statistics());
    const [answer] = taken('statistics');
    expect(answer).toMatchObject({ first: 0, total: 2, folded: 0, totals: { count: 3 } });
    expect(answer?.rows).toMatchObject([
      { sender: { origin: 'participant', identity: 'alice', sid: 'PA_alice' }, topic: 'chat', channel: 'reliable', count: 2 },
      { sender: { identity: 'bob' }, topic: 'pose', channel: 'lossy', case: 'user', direction: 'in', count: 1 },
    ]);
    expect(answer?.rows[1]?.skipped).toBeNaN();
  });

  it('count flags that the room told of later as their rows have them', () => {
    const { session, log, tables, say, taken, scheduler } = makeTables();
    say('a', 'chat', { identity: 'aIice', sid: 'PA_other' });
    say('b', 'chat', { identity: 'aIice', sid: 'PA_other' });
    say('c', 'chat', { identity: 'bob', sid: 'PA_bob' });
    tables.take(statistics({ sort: 'flagged', descending: true }));
    expect(taken('statistics')[0]?.totals.flagged).toBe(0);
    // That sid is of somebody else; and a name that looks like bob’s is flagged, his is not.
    say('d', 'chat', { identity: 'bob\u200b', sid: 'PA_bob2' });
    session.context.update({ identity: 'console', sid: 'PA_own' }, new Map([['PA_other', 'carol']]));
    tables.noteChange();
    scheduler.advance(300);
    const [answer] = taken('statistics');
    expect(answer?.rows.map(({ sender, flags, flagged }) => [sender.identity, flagged, ...flags])).toEqual([
      ['aIice', 2, { flag: 'speaks-as', count: 2 }],
      ['bob\u200b', 1, { flag: 'look-alike', count: 1 }],
      ['bob', 0],
    ]);
    const rows = Array.from({ length: log.nextRow }, (_, row) => session.row(row));
    const flagged = rows.filter((row) => row?.type === 'packet' && row.flags.length > 0);
    expect(answer?.totals.flagged).toBe(flagged.length);
  });

  it('are sorted both ways, by what is not known last', () => {
    const { tables, say, taken, scheduler } = makeTables();
    for (const topic of ['b', 'a', 'a', 'c', 'c', 'c']) {
      say('x'.repeat(topic === 'c' ? 50 : 5), topic);
      scheduler.advance(10);
    }
    const order = (sort: string, descending: boolean): string => {
      tables.take(statistics({ sort, descending }));
      return taken('statistics')[0]?.rows.map(({ topic }) => topic).join('') ?? '';
    };
    expect(order('topic', false)).toBe('abc');
    expect(order('topic', true)).toBe('cba');
    expect(order('count', true)).toBe('cab');
    expect(order('sizeMax', true)).toBe('cba');
    expect(order('jitter', false)).toBe('cba');
    expect(order('jitter', true)).toBe('cba');
  });

  it('are sent in windows', () => {
    const { tables, say, taken } = makeTables();
    for (let index = 0; index < 30; index += 1) say('x', `t${String(index).padStart(2, '0')}`);
    tables.take(statistics({ first: 12, count: 3, sort: 'topic' }));
    const [answer] = taken('statistics');
    expect(answer).toMatchObject({ first: 12, total: 30 });
    expect(answer?.rows.map(({ topic }) => topic)).toEqual(['t12', 't13', 't14']);
  });

  it('are sent at most four times a second while they change, then until rates stand', () => {
    const { tables, say, taken, scheduler } = makeTables();
    tables.take(statistics());
    taken('statistics');
    for (let index = 0; index < 100; index += 1) {
      say('x', 'chat');
      scheduler.advance(10);
    }
    expect(taken('statistics').length).toBeLessThanOrEqual(5);
    scheduler.advance(8_000);
    expect(taken('statistics').at(-1)?.rows[0]).toMatchObject({ count: 100, rateNow: 0 });
    tables.take(statistics({ count: 0 }));
    taken('statistics');
    say('x', 'chat');
    scheduler.advance(60_000);
    expect(taken('statistics')).toEqual([]);
    expect(scheduler.waiting).toBe(0);
  });

  it('begin anew when the log is cleared, with other keys', () => {
    const { session, tables, say, taken, scheduler } = makeTables();
    say('x', 'chat');
    tables.take(statistics());
    const key = taken('statistics')[0]?.rows[0]?.key;
    session.clear();
    tables.noteChange();
    scheduler.advance(300);
    expect(taken('statistics').at(-1)).toMatchObject({ total: 0, rows: [], totals: { count: 0 } });
    say('x', 'chat');
    scheduler.advance(300);
    const row = taken('statistics').at(-1)?.rows[0];
    expect(row).toMatchObject({ count: 1 });
    expect(row?.key).not.toBe(key);
    tables.dispose();
    expect(scheduler.waiting).toBe(0);
  });
});

describe('latest', () => {
  it('tells of topics that are not kept apart, and of identities that look alike', () => {
    const { tables, say, taken } = makeTables();
    for (let topic = 0; topic < groupsOfSenderMaximum + 7; topic += 1) say('a', `topic ${topic}`);
    say('b', 'chat', { identity: 'al\u200bice', sid: 'PA_other' });
    tables.take(latest({ count: 500, sort: 'count' }));
    const [answer] = taken('latest');
    expect(answer).toMatchObject({ total: groupsOfSenderMaximum + 1, folded: 7 });
    tables.take(statistics({ sort: 'count', descending: true }));
    expect(taken('statistics')[0]?.rows[0]).toMatchObject({ gathersTopics: true, count: 7, looksAlike: false, isImitated: true });
    tables.take(latest({ sort: 'sender', descending: true }));
    expect(taken('latest')[0]?.rows[0]).toMatchObject({ topic: 'chat', looksAlike: true, isImitated: false });
  });

  it('are the newest of each sender and topic over all channels, with the paths that changed', () => {
    const { tables, say, taken } = makeTables();
    say('{"x":1,"y":2}', 'pose');
    say('{"x":1,"y":3}', 'pose', { label: '_lossy' });
    say('hello', 'chat');
    tables.take(latest());
    const [answer] = taken('latest');
    expect(answer).toMatchObject({ total: 2, first: 0 });
    const [chat, pose] = answer?.rows ?? [];
    expect(chat).toMatchObject({ topic: 'chat', preview: 'hello', changed: undefined, isHeld: true });
    expect(pose).toMatchObject({ topic: 'pose', count: 2, row: 1, channel: 'lossy', changed: [['y']] });
    expect(new TextDecoder().decode(pose?.payload)).toBe('{"x":1,"y":3}');
  });

  it('say so where the row is gone', () => {
    const { tables, say, taken, log } = makeTables();
    say('{"x":1}', 'pose');
    log.clear();
    tables.take(latest());
    expect(taken('latest')[0]?.rows).toMatchObject([{ topic: 'pose', isHeld: false, payload: undefined, preview: '' }]);
  });

  it('have the newest first by age', () => {
    const { tables, say, taken, scheduler } = makeTables();
    for (const topic of ['b', 'c', 'a']) {
      say('x', topic);
      scheduler.advance(5);
    }
    tables.take(latest({ sort: 'age' }));
    expect(taken('latest')[0]?.rows.map(({ topic }) => topic)).toEqual(['a', 'c', 'b']);
  });
});

describe('rates', () => {
  it('are sent twice a second at most, and go on with the time', () => {
    const { tables, say, taken, scheduler } = makeTables();
    tables.take({ type: 'showRates', shown: true });
    expect(taken('rates')).toMatchObject([{ reliable: new Uint32Array(0) }]);
    say('x', 'a');
    say('x', 'a', { label: '_lossy' });
    scheduler.advance(500);
    const [first] = taken('rates');
    expect([first?.reliable[0], first?.lossy[0]]).toEqual([1, 1]);
    scheduler.advance(2_000);
    const later = taken('rates');
    expect(later).toHaveLength(2);
    expect(later.at(-1)?.reliable.length).toBeGreaterThan(first?.reliable.length ?? 0);
    tables.take({ type: 'showRates', shown: false });
    expect(scheduler.waiting).toBe(0);
  });

  it('stand still at the end of a capture, whenever it is looked at', () => {
    const budget = new ByteBudget(1_048_576);
    const reading = { bytes: 1, total: 1, done: true, problem: undefined, remarks: [], doubts: [], gaps: 0, origin: undefined };
    const capture = { bytes: new ByteRing(budget), reading: { status: reading, cancel: () => undefined, readOn: () => undefined } };
    const session = new SessionLog({ ownIdentity: '', budget, capture });
    const { tables, say, taken, scheduler } = makeTables({ session });
    say('x', 'a');
    scheduler.advance(86_400_000);
    tables.take({ type: 'showRates', shown: true });
    tables.take(statistics());
    const [rates] = taken('rates');
    expect(rates?.reliable.length).toBeLessThan(30);
    expect(scheduler.waiting).toBe(0);
  });
});

describe('a plot', () => {
  it('has the past and grows, until it is not wanted any more', () => {
    const { tables, say, taken, scheduler } = makeTables();
    say('{"x":1}', 'pose');
    tables.take(latest());
    const key = taken('latest')[0]?.rows[0]?.key ?? -1;
    tables.take({ type: 'showPlot', series: { key, path: ['x'], spanMs: 60_000 } });
    expect(taken('plot').at(-1)?.values).toEqual(new Float64Array([1]));
    scheduler.advance(1_000);
    say('{"x":2}', 'pose');
    scheduler.advance(300);
    expect(taken('plot').at(-1)?.values).toEqual(new Float64Array([1, 2]));
    tables.take({ type: 'showPlot' });
    say('{"x":3}', 'pose');
    scheduler.advance(1_000);
    expect(taken('plot')).toEqual([]);
  });

  it('is empty for what there is not', () => {
    const { tables, taken } = makeTables();
    tables.take({ type: 'showPlot', series: { key: 99, path: [], spanMs: 1_000 } });
    expect(taken('plot')).toMatchObject([{ left: 0, times: new Float64Array(0) }]);
  });
});
