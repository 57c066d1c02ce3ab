import { describe, expect, it } from 'vitest';
import { feedWindowBytes } from '../../../../../../electron/contract/feed.ts';
import { SessionLog } from '../../../../../../renderer/traffic/worker/session-log.ts';
import { ByteBudget } from '../../../../../../renderer/traffic/worker/store/byte-budget.ts';
import { ByteRing } from '../../../../../../renderer/traffic/worker/store/byte-ring.ts';
import { appendTexts, chunkWith, event, makeSession, ManualScheduler, userPacket } from '../log-fixtures.ts';
import { FeedEnd } from './feed-fixtures.ts';

/** Rows of a kilobyte. */
function appendKilobytes(session: ReturnType<typeof makeSession>['session'], count: number): void {
  const bytes = userPacket('x'.repeat(1_000));
  for (let left = count; left > 0; left -= 1_000) {
    session.appendChunk(chunkWith(...Array.from({ length: Math.min(left, 1_000) }, () => ({ bytes }))));
  }
}

const people = (...names: string[]) => new Map(names.map((name) => [`PA_${name}`, name]));

describe('LogFeed', () => {
  it('sends packets, events and notes in their order, and numbers rows on', () => {
    const { session } = makeSession();
    const end = new FeedEnd(session, { firstNumber: 7 });
    session.tellContext({ ownIdentity: 'console', ownSid: 'PA_own', participants: people('alice') }, 0);
    appendTexts(session, 'one');
    session.appendEvent(event());
    session.sdkReset(1_500);
    appendTexts(session, 'two');
    end.settle();
    expect(end.story).toEqual([
      'head:context',
      'head:context',
      'one',
      'event:joined',
      'note:sdk-reset',
      'two',
    ]);
    expect(end.records.map(({ number }) => number)).toEqual([7, 7, 7, 8, 9, 9]);
    expect(end.messages[0]).toEqual({ type: 'begun' });
    const [, second] = end.notes;
    expect(second).toEqual({ type: 'context', ownIdentity: 'console', ownSid: 'PA_own', participants: { PA_alice: 'alice' } });
  });

  it('tells rows, times and totals of each batch', () => {
    const { session } = makeSession();
    const end = new FeedEnd(session, { from: 'now' });
    const frame = Uint8Array.of(0, 0, 0, 1, 0, 1, 0, 1, 0, 0, 0, 0, 5);
    session.appendChunk(
      chunkWith(
        { bytes: userPacket('a', { sequence: 5 }), time: 10 },
        { bytes: userPacket('a', { sequence: 5 }), time: 11, label: '_lossy' },
        { bytes: userPacket('b'), sent: true, time: 12 },
        { bytes: frame, label: '_data_track', time: 13 },
        { bytes: frame, label: 'theirs', time: 14.125 },
      ),
    );
    session.appendEvent(event({ time: 20 }));
    end.settle();
    const batch = end.batches.find(({ rows }) => rows > 0);
    expect(batch).toMatchObject({ rows: 6, firstTime: 10, lastTime: 20 });
    expect(batch?.totals).toEqual({
      rows: 6,
      in: 4,
      out: 1,
      events: 1,
      byKind: { reliable: 2, lossy: 1, 'data-track': 1, foreign: 1 },
      flagged: 2,
      missing: 0,
    });
    expect(end.channels.map(({ index, label, direction, encoding }) => `${index} ${label} ${direction} ${encoding}`)).toEqual([
      '0 _reliable in data-packet',
      '1 _lossy in data-packet',
      '2 _reliable out data-packet',
      '3 _data_track in frame',
      '4 theirs in raw',
    ]);
  });

  it('sends what came at the latest after 200 ms, and has no timer while nothing comes', () => {
    const { session } = makeSession();
    const end = new FeedEnd(session, { from: 'now' });
    end.settle();
    expect(end.scheduler.waiting).toBe(0);
    appendTexts(session, 'one');
    end.feed.noteChange();
    end.scheduler.advance(224);
    expect(end.batches).toHaveLength(1);
    end.scheduler.advance(1);
    expect(end.batches).toHaveLength(2);
    expect(end.scheduler.waiting).toBe(0);
  });

  it('sends batches of about 512 KiB, while less than 4 MiB are under way', () => {
    const { session } = makeSession();
    const end = new FeedEnd(session);
    end.acknowledges = false;
    appendKilobytes(session, 8_000);
    end.settle();
    const sent = end.batches.reduce((sum, { bytes }) => sum + bytes.length, 0);
    expect(sent).toBeGreaterThanOrEqual(feedWindowBytes);
    expect(sent).toBeLessThan(feedWindowBytes + 600 * 1_024);
    for (const { bytes } of end.batches) expect(bytes.length).toBeLessThan(514 * 1_024);
    const { rows: before } = end.batches.at(-1)?.totals ?? { rows: 0 };
    expect(end.of('waiting').at(-1)).toMatchObject({ rows: 8_000 - before, left: 8_000 - before });

    end.acknowledges = true;
    end.settle();
    expect(end.batches.at(-1)?.totals).toMatchObject({ rows: 8_000, missing: 0 });
    const numbers = end.records.flatMap((record) => (record.kind === 'packet' ? [record.number] : []));
    expect(numbers).toEqual(Array.from({ length: 8_000 }, (_, index) => index));
  });

  it('says once that nothing waits any more', () => {
    const { session } = makeSession();
    const end = new FeedEnd(session);
    end.acknowledges = false;
    appendKilobytes(session, 5_000);
    end.settle();
    end.acknowledges = true;
    end.settle(3_000);
    expect(end.of('waiting').at(-1)).toEqual({ type: 'waiting', rows: 0, oldestMs: 0, left: 0 });
    const told = end.of('waiting').length;
    appendTexts(session, 'more');
    end.settle(3_000);
    expect(end.of('waiting')).toHaveLength(told);
  });

  it('says which rows the log gave up before they could be sent', () => {
    const { session, log } = makeSession({ budgetBytes: 6 * 1_048_576 });
    const end = new FeedEnd(session);
    end.acknowledges = false;
    appendKilobytes(session, 4_500);
    end.settle();
    appendKilobytes(session, 20_000);
    end.acknowledges = true;
    end.settle();
    const { rows, missing } = end.batches.at(-1)?.totals ?? { rows: 0, missing: 0 };
    expect(missing).toBeGreaterThan(1_000);
    expect(rows + missing).toBe(24_500);
    expect(log.evictedRows).toBeGreaterThan(missing);
    const notes = end.notes.filter((note) => note.type === 'missing');
    expect(notes).toHaveLength(1);
    expect(notes[0]).toMatchObject({ rows: missing });
    // Between the rows that it is about.
    const at = end.story.indexOf('note:missing');
    const [before, note, after] = end.records.slice(at - 1, at + 2);
    expect([before?.kind, after?.kind]).toEqual(['packet', 'packet']);
    expect(note?.number).toBe(after?.number);
    if (note === undefined || !('note' in note) || note.note.type !== 'missing') throw new Error('no note');
    expect([note.note.fromMs, note.note.toMs]).toEqual([before?.time, after?.time]);
  });

  it('sends what was not sent before the log is cleared', () => {
    const { session } = makeSession();
    const end = new FeedEnd(session);
    end.settle();
    appendTexts(session, 'one', 'two');
    session.clear();
    appendTexts(session, 'three');
    end.settle();
    expect(end.story.slice(1)).toEqual(['one', 'two', 'three']);
    expect(end.batches.at(-1)?.totals.missing).toBe(0);
  });

  it('sends what was not sent before the log is cleared, whatever is under way', () => {
    const { session } = makeSession();
    const end = new FeedEnd(session);
    end.acknowledges = false;
    appendKilobytes(session, 8_000);
    end.settle();
    session.clear();
    expect(end.batches.at(-1)?.totals).toMatchObject({ rows: 8_000, missing: 0 });
  });

  it('says what was cleared where it took too long to send it', () => {
    const { session } = makeSession();
    // Each look at the clock takes 10 ms.
    let now = 0;
    const timers = new ManualScheduler();
    const scheduler = {
      now: () => (now += 10),
      after: (ms: number, callback: () => void) => timers.after(ms, callback),
      soon: (callback: () => void) => timers.soon(callback),
    };
    const end = new FeedEnd(session, {}, { scheduler });
    appendKilobytes(session, 8_000);
    session.clear();
    timers.advance(1_000);
    end.feed.end('stopped');
    timers.advance(1_000);
    const [done] = end.of('done');
    expect(done?.totals.missing).toBeGreaterThan(1_000);
    expect((done?.totals.rows ?? 0) + (done?.totals.missing ?? 0)).toBe(8_000);
    expect(end.notes.at(-1)).toMatchObject({ type: 'missing', rows: done?.totals.missing, why: expect.stringContaining('cleared') });
  });

  it('drains when it is stopped, then says so and no more', () => {
    const { session } = makeSession();
    const end = new FeedEnd(session);
    appendTexts(session, 'one');
    end.feed.take({ type: 'stop' });
    appendTexts(session, 'late');
    end.settle();
    expect(end.story.slice(1)).toEqual(['one']);
    expect(end.messages.at(-1)).toMatchObject({ type: 'done', why: 'stopped', totals: { rows: 1 } });
    expect(end.hasEnded).toBe(true);
    expect(end.scheduler.waiting).toBe(0);
    const told = end.messages.length;
    appendTexts(session, 'later');
    end.settle();
    expect(end.messages).toHaveLength(told);
  });

  it('drains within its window when it is stopped', () => {
    const { session } = makeSession();
    const end = new FeedEnd(session);
    end.acknowledges = false;
    appendKilobytes(session, 8_000);
    end.feed.end('source-closed');
    end.settle();
    expect(end.of('done')).toEqual([]);
    end.acknowledges = true;
    end.settle();
    expect(end.of('done')).toMatchObject([{ why: 'source-closed', totals: { rows: 8_000, missing: 0 } }]);
  });

  it('ends at once when nothing more is wanted', () => {
    const { session } = makeSession();
    const end = new FeedEnd(session);
    appendTexts(session, 'one');
    end.feed.take({ type: 'cancel' });
    end.settle();
    expect(end.messages).toEqual([{ type: 'begun' }]);
    expect(end.hasEnded).toBe(true);
    expect(end.scheduler.waiting).toBe(0);
  });

  it('has the head, and is done, where there is nothing to send', () => {
    const { session } = makeSession();
    const end = new FeedEnd(session, { until: 'here' }).settle();
    expect(end.story).toEqual(['head:context']);
    expect(end.messages.at(-1)).toMatchObject({ type: 'done', why: 'here', totals: { rows: 0 } });
  });
});

describe('LogFeed, which rows', () => {
  it('begins with the next row', () => {
    const { session } = makeSession();
    appendTexts(session, 'before');
    const end = new FeedEnd(session, { from: 'now' });
    appendTexts(session, 'after');
    expect(end.settle().story).toEqual(['head:context', 'after']);
  });

  it('begins with the first row at or after a time', () => {
    const { session } = makeSession();
    session.appendChunk(chunkWith(...[10, 20, 30, 30, 40].map((time) => ({ time, bytes: userPacket(String(time)) }))));
    const from = (sinceMs: number) => new FeedEnd(session, { from: { sinceMs } }).settle().story.slice(1);
    expect(from(0)).toEqual(['10', '20', '30', '30', '40']);
    expect(from(30)).toEqual(['30', '30', '40']);
    expect(from(31)).toEqual(['40']);
    expect(from(41)).toEqual([]);
  });

  it('says that it does not reach back to the time that was asked for', () => {
    const { session } = makeSession();
    session.appendChunk(chunkWith({ time: 10, bytes: userPacket('10') }));
    session.clear();
    session.appendChunk(chunkWith({ time: 20, bytes: userPacket('20') }));
    const end = new FeedEnd(session, { from: { sinceMs: 5 } }).settle();
    expect(end.notes[1]).toMatchObject({ type: 'missing', rows: 0, fromMs: 5, toMs: 20 });
    expect(new FeedEnd(session, { from: { sinceMs: 20 } }).settle().notes).toHaveLength(1);
  });

  it('sends the rows of ranges, and says which of them are gone', () => {
    const { session } = makeSession();
    appendTexts(session, 'gone', 'gone too');
    session.clear();
    appendTexts(session, '2', '3', '4', '5', '6');
    const rows: [number, number][] = [[0, 2], [4, 4], [6, 90]];
    const end = new FeedEnd(session, { until: 'here', rows }).settle();
    expect(end.story).toEqual(['head:context', 'note:missing', '2', '4', '6']);
    expect(end.notes[1]).toMatchObject({ rows: 2 });
    expect(end.records.slice(2).map(({ number }) => number)).toEqual([0, 1, 2]);
    expect(end.messages.at(-1)).toMatchObject({ type: 'done', why: 'here', totals: { rows: 3, missing: 2 } });
  });

  it('ends with the newest row of when it was asked', () => {
    const { session } = makeSession();
    appendTexts(session, '0', '1');
    const end = new FeedEnd(session, { until: 'here' });
    appendTexts(session, '2');
    session.sdkReset(5);
    expect(end.settle().story).toEqual(['head:context', '0', '1']);
  });

  it('ends with the last row of a capture, once that is read', () => {
    const budget = new ByteBudget(64e6);
    const status = { bytes: 0, total: 9, done: false, problem: undefined as string | undefined, remarks: [], doubts: [], gaps: 0, origin: undefined };
    const reading = { status, cancel: () => undefined, readOn: () => undefined };
    const session = new SessionLog({ ownIdentity: '', budget, capture: { bytes: new ByteRing(budget), reading } });
    appendTexts(session, '0');
    const end = new FeedEnd(session, { until: 'here' }).settle();
    appendTexts(session, '1');
    end.settle();
    expect(end.of('done')).toEqual([]);
    appendTexts(session, '2');
    status.done = true;
    status.problem = 'It was cut.';
    end.settle();
    // What is written of it says itself that it is not all.
    expect(end.story.slice(1)).toEqual(['0', '1', '2', 'note:missing']);
    expect(end.of('done')).toMatchObject([{ why: 'here', totals: { rows: 3, missing: 0 }, problem: 'It was cut.' }]);
  });

  it('sends what the filter lets through, events too, and numbers only those', () => {
    const { session } = makeSession();
    const end = new FeedEnd(session, { filter: 'text contains "keep" or event == left' });
    appendTexts(session, 'keep 1', 'drop', 'keep 2');
    session.appendEvent(event());
    session.appendEvent(event({ event: 'left' }));
    session.sdkReset(5);
    appendTexts(session, 'drop', 'keep 3');
    end.settle();
    expect(end.story.slice(1)).toEqual(['keep 1', 'keep 2', 'event:left', 'note:sdk-reset', 'keep 3']);
    expect(end.records.slice(1).map(({ number }) => number)).toEqual([0, 1, 2, 3, 3]);
  });

  it('goes through a heavy filter in slices of 8 ms', () => {
    const { session } = makeSession();
    appendTexts(session, ...Array.from({ length: 2_000 }, (_, index) => `row ${index}`));
    let now = 0;
    let slices = 0;
    const timers = new ManualScheduler();
    const scheduler = {
      now: () => (now += 2),
      after: (ms: number, callback: () => void) => timers.after(ms, callback),
      soon: (callback: () => void) => {
        slices += 1;
        return timers.soon(callback);
      },
    };
    const end = new FeedEnd(session, { until: 'here', filter: 'text ~ "9$"' }, { scheduler });
    timers.advance(0);
    expect(end.hasEnded).toBe(true);
    expect(end.batches.at(-1)?.totals.rows).toBe(200);
    // The clock is looked at after 64 rows, so 8 ms are 4 looks.
    expect(slices).toBeGreaterThan(7);
  });

  it('sends nothing before a row matches the trigger, then from that row on', () => {
    const { session } = makeSession();
    const end = new FeedEnd(session, { trigger: 'text contains "now"', firstNumber: 3 });
    session.tellContext({ ownIdentity: 'console', ownSid: 'PA_own', participants: people('alice') }, 0);
    appendTexts(session, 'before');
    session.sdkReset(5);
    end.settle();
    expect(end.messages).toEqual([{ type: 'begun' }]);
    session.appendChunk(chunkWith({ bytes: userPacket('now'), time: 77 }, { bytes: userPacket('after'), time: 78 }));
    end.settle();
    expect(end.of('matched')).toEqual([{ type: 'matched', time: 77 }]);
    expect(end.messages.findIndex(({ type }) => type === 'matched')).toBe(1);
    expect(end.story).toEqual(['head:context', 'now', 'after']);
    expect(end.notes[0]).toMatchObject({ participants: { PA_alice: 'alice' } });
    expect(end.records.map(({ number, time }) => [number, time])).toEqual([[3, 77], [3, 77], [4, 78]]);
  });

  it('applies the filter to the row of the trigger, too', () => {
    const { session } = makeSession();
    const end = new FeedEnd(session, { trigger: 'text contains "now"', filter: 'text contains "keep"' });
    appendTexts(session, 'keep 0', 'now', 'keep 1', 'drop');
    end.settle();
    expect(end.story).toEqual(['head:context', 'keep 1']);
  });

  it('is done without a row where it is stopped before the trigger', () => {
    const { session } = makeSession();
    const end = new FeedEnd(session, { trigger: 'text contains "now"' });
    appendTexts(session, 'before');
    end.feed.take({ type: 'stop' });
    end.settle();
    expect(end.messages).toMatchObject([{ type: 'begun' }, { type: 'done', totals: { rows: 0 } }]);
  });
});
