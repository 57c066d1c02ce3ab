import { describe, expect, it, vi } from 'vitest';
import { copyLengthMaximum } from '../../../../../../renderer/traffic/protocol/index.ts';
import type { LogMessage } from '../../../../../../renderer/traffic/protocol/index.ts';
import { AllRows } from '../../../../../../renderer/traffic/worker/filter/shown-rows.ts';
import type { ShownRows } from '../../../../../../renderer/traffic/worker/filter/shown-rows.ts';
import { RowActions } from '../../../../../../renderer/traffic/worker/views/row-actions.ts';
import { appendTexts, chunkWith, event, makeSession, ManualScheduler, packetRow, userPacket } from '../log-fixtures.ts';

function make(shownOf?: (all: ShownRows) => ShownRows) {
  const { session, log } = makeSession();
  const scheduler = new ManualScheduler();
  const posted: LogMessage[] = [];
  const all = new AllRows(log);
  const shown = shownOf?.(all) ?? all;
  const actions = new RowActions({ session, scheduler, shown: () => shown, post: (message) => posted.push(message) });
  const copied = () => posted.filter((message) => message.type === 'copied').at(-1);
  return { actions, copied, log, posted, scheduler, session };
}

/** A clock that goes on by a millisecond each time that it is looked at. */
function stepping(): () => number {
  let now = 0;
  return () => (now += 1);
}

/** Shows the even rows only. */
const even = (all: ShownRows): ShownRows => ({
  pending: 0,
  base: 0,
  get count() {
    return Math.ceil(all.count / 2);
  },
  rowAt: (position) => all.rowAt(position * 2),
  positionFrom: (row) => Math.ceil(row / 2),
  step: () => undefined,
});

describe('marks', () => {
  it('are put on the rows that the filter shows, counted, and taken away', () => {
    const { actions, log, session } = make(even);
    appendTexts(session, 'a', 'b', 'c', 'd', 'e');
    actions.take({ type: 'mark', ranges: [[1, 4]], marked: true });
    expect([0, 1, 2, 3, 4].filter((row) => packetRow(session, row).marked)).toEqual([2, 4]);
    expect(log.markedRows).toBe(2);
    actions.take({ type: 'mark', ranges: [[2, 2]], marked: false });
    expect(log.markedRows).toBe(1);
    log.clear();
    expect(log.markedRows).toBe(0);
  });
});

describe('copies', () => {
  it('are JSON that can be read again', () => {
    const { actions, copied, session } = make();
    appendTexts(session, 'a');
    session.appendEvent(event());
    session.appendChunk(chunkWith({ bytes: userPacket(new Uint8Array([255, 0])) }));
    actions.take({ type: 'copy', ranges: [[0, 2]], as: 'json', ask: 3 });
    expect(copied()).toMatchObject({ ask: 3, rows: 3, left: 0 });
    const rows: unknown = JSON.parse(copied()?.text ?? '');
    expect(rows).toMatchObject([
      { number: 1, payload: { text: 'a' } },
      { number: 2, event: 'joined' },
      { number: 3, payload: { hex: 'ff00' } },
    ]);
  });

  it('are a payload on each line, of packets only', () => {
    const { actions, copied, session } = make();
    appendTexts(session, 'a', 'b');
    session.appendEvent(event());
    actions.take({ type: 'copy', ranges: [[0, 0], [1, 2]], as: 'payload', ask: 1 });
    expect(copied()).toMatchObject({ text: 'a\nb\n', rows: 2, left: 1 });
  });

  it('are a table whose cells hold no tabs and no line breaks', () => {
    const { actions, copied, session } = make();
    appendTexts(session, 'a\tb\nc');
    session.appendEvent(event());
    actions.take({ type: 'copy', ranges: [[0, 1]], as: 'table', ask: 1 });
    const lines = (copied()?.text ?? '').trimEnd().split('\n');
    expect(lines).toHaveLength(3);
    expect(new Set(lines.map((line) => line.split('\t').length)).size).toBe(1);
  });

  it('hold no formula where they are a table, and the bytes as they are where they are payloads', () => {
    const { actions, copied, session } = make();
    appendTexts(session, '=1+1', '-5');
    actions.take({ type: 'copy', ranges: [[0, 1]], as: 'table', ask: 1 });
    expect(copied()).toMatchObject({ rows: 2, guarded: 1 });
    expect(copied()?.text).toMatch(/\t'=1\+1\n.*\t-5\n$/);
    actions.take({ type: 'copy', ranges: [[0, 1]], as: 'payload', ask: 2 });
    expect(copied()).toMatchObject({ text: '=1+1\n-5\n', guarded: 0 });
  });

  it('leave out what is too much for the clipboard, from there on', () => {
    const { actions, copied, session } = make();
    appendTexts(session, 'a', 'x'.repeat(copyLengthMaximum), 'b');
    actions.take({ type: 'copy', ranges: [[0, 2]], as: 'payload', ask: 1 });
    expect(copied()).toMatchObject({ text: 'a\n', rows: 1, left: 2 });
  });

  it('count what does not fit by its places: thousands of rows are not written to be told', () => {
    const { actions, copied, scheduler, session } = make(even);
    const half = 'x'.repeat(copyLengthMaximum / 2);
    appendTexts(session, half, '', half, ...Array.from({ length: 5_000 }, () => 'b'));
    const written = vi.spyOn(session, 'row');
    actions.take({ type: 'copy', ranges: [[0, 1], [2, 9], [11, 5_002]], as: 'payload', ask: 1 });
    while (copied() === undefined && scheduler.waiting > 0) scheduler.advance(20);
    expect(copied()).toMatchObject({ rows: 1, left: 4 + 2_496 });
    expect(written).toHaveBeenCalledTimes(2);
  });

  it('are stopped', () => {
    const { actions, posted, scheduler, session } = make();
    appendTexts(session, ...Array.from({ length: 5_000 }, () => 'x'));
    vi.spyOn(scheduler, 'now').mockImplementation(stepping());
    actions.take({ type: 'copy', ranges: [[0, 4_999]], as: 'json', ask: 1 });
    expect(scheduler.waiting).toBe(1);
    actions.take({ type: 'stopCopying' });
    expect(scheduler.waiting).toBe(0);
    expect(posted).toEqual([]);
  });

  it('of rows that are not held say nothing', () => {
    const { actions, copied } = make();
    actions.take({ type: 'copy', ranges: [[5, 9]], as: 'json', ask: 1 });
    expect(copied()).toMatchObject({ text: '', rows: 0 });
  });
});

it('names the most frequent identities and topics first', () => {
  const { actions, posted, session } = make();
  for (const [identity, topic] of [['bob', 'chat'], ['alice', 'chat'], ['alice', 'cursor'], ['alice', '']] as const)
    session.appendChunk(chunkWith({ bytes: userPacket('x', { participantIdentity: identity }, { topic }) }));
  actions.take({ type: 'names', ask: 4 });
  expect(posted).toEqual([{ type: 'names', ask: 4, identities: ['alice', 'bob'], topics: ['chat', 'cursor'] }]);
});
