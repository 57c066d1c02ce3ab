import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Result } from '../../../../../electron/contract/result.ts';
import { LogView } from '../../../../../renderer/traffic/log-view.svelte.ts';
import type { LogMessage } from '../../../../../renderer/traffic/protocol/index.ts';
import { TimelineActions } from '../../../../../renderer/traffic/timeline/timeline-actions.ts';
import { PassingNote } from '../../../../../renderer/ui/passing-note.svelte.ts';
import { FakeFrames, FakeLogPort } from '../fake-log-port.ts';

function make() {
  const frames = new FakeFrames();
  const parse = (text: string) => (text.includes('?') ? {} : { tree: { type: 'words', text } as const });
  const log = new LogView({ sessionId: 's1', nextFrame: frames.next, parse });
  const port = new FakeLogPort(1_000);
  log.connect(port);
  log.scroll.setFit(20);
  port.status();
  port.answer();
  frames.draw();
  const note = new PassingNote();
  const write = vi.fn<(text: string) => Promise<Result<undefined>>>(async () => ({ ok: true, value: undefined }));
  const actions = new TimelineActions({ log, note, parse, write, now: () => now });
  const find = () => port.sent.findLast((message) => message.type === 'find');
  return { actions, find, log, note, port, write };
}

/** 2026-11-24 14:00 local. */
const now = new Date(2026, 10, 24, 14).getTime();

const found = (ask: number, row: number | undefined): LogMessage => ({ type: 'found', ask, row, position: row });

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('TimelineActions', () => {
  it('marks what is selected, and says so where nothing is', () => {
    const { actions, log, note, port } = make();
    actions.toggleMark();
    expect(note.said?.text).toContain('Select a row first');
    log.select(990, 990);
    actions.toggleMark();
    expect(port.sent.at(-1)).toEqual({ type: 'mark', ranges: [[990, 990]], marked: true });
  });

  it('goes to the next flagged row from the one that is looked at', async () => {
    const { actions, find, log, note, port } = make();
    log.select(990, 990);
    const going = actions.nextFlagged(1);
    expect(find()).toMatchObject({ from: 990, step: 1, tree: { type: 'in', field: 'flag' } });
    port.tell(found(1, 995));
    await going;
    expect(log.selected).toBe(995);
    const next = actions.nextFlagged(1);
    port.tell(found(2, undefined));
    await next;
    expect(note.said?.text).toBe('No flagged row after this one among those shown.');
  });

  it('looks for what was written, in the filter’s language', async () => {
    const { actions, find, log, port } = make();
    await expect(actions.findNext(1)).resolves.toContain('Write what');
    log.memory.findText = 'a?';
    await expect(actions.findNext(1)).resolves.toContain('not right yet');
    log.memory.findText = 'order';
    const finding = actions.findNext(-1);
    // Following, and nothing selected: from the end.
    expect(find()).toMatchObject({ from: 1_000, step: -1, tree: { type: 'words', text: 'order' } });
    port.tell(found(1, 17));
    await expect(finding).resolves.toBeUndefined();
    expect(log.selected).toBe(17);
  });

  it('goes to the newest row that is not after a time', async () => {
    const { actions, find, log, note, port } = make();
    const going = actions.goTo({ kind: 'time', time: 5_000 });
    expect(find()).toMatchObject({ step: -1, tree: { field: 'time', operator: '<=', value: 5_000 } });
    port.tell(found(1, 400));
    await going;
    expect(log.selected).toBe(400);
    expect(note.said?.text).toMatch(/^Row 401 is the last one shown up to .* on 1970-01-01\.$/);
    const older = actions.goTo({ kind: 'time', time: 1 });
    port.tell(found(2, undefined));
    await older;
    expect(note.said?.text).toContain('Nothing is as old as');
    await actions.goTo({ kind: 'row', row: 12 });
    expect(log.selected).toBe(12);
  });

  it('copies, and says what was left out', async () => {
    const { actions, log, note, port, write } = make();
    log.select(990, 990);
    log.select(992, 992, 'extend');
    const copying = actions.copy('table');
    port.tell({ type: 'copied', ask: 1, text: 'rows', rows: 2, left: 1, guarded: 0 });
    await copying;
    expect(write).toHaveBeenCalledExactlyOnceWith('rows');
    expect(note.said).toMatchObject({ isProblem: true, text: expect.stringContaining('2 rows copied as a table; 1 row left out') });
  });

  it('says that a copy goes on where it takes a while, and stops it', async () => {
    const { actions, log, note, port, write } = make();
    expect(actions.stopCopying()).toBe(false);
    log.select(990, 990);
    const copying = actions.copy('json');
    vi.advanceTimersByTime(299);
    expect(note.said).toBeUndefined();
    vi.advanceTimersByTime(60_000);
    expect(note.said?.text).toBe('Copying… Esc stops it.');
    expect(actions.stopCopying()).toBe(true);
    await copying;
    expect(port.sent.at(-1)).toEqual({ type: 'stopCopying' });
    expect(note.said?.text).toBe('Copying was stopped: the clipboard is as it was.');
    port.tell({ type: 'copied', ask: 1, text: 'rows', rows: 1, left: 0, guarded: 0 });
    await Promise.resolve();
    expect(write).not.toHaveBeenCalled();
    expect(actions.stopCopying()).toBe(false);
  });

  it('says which cells of a table were kept from being formulas', async () => {
    const { actions, log, note, port } = make();
    log.select(990, 990);
    const copying = actions.copy('table');
    port.tell({ type: 'copied', ask: 1, text: 'rows', rows: 1, left: 0, guarded: 1 });
    await copying;
    expect(note.said?.text).toBe("1 row copied as a table; 1 cell got a ' in front, or a spreadsheet would calculate it");
  });

  it('tells times from the row that is looked at', () => {
    const { actions, log, note } = make();
    actions.setReference();
    expect(note.said?.text).toContain('Select the row first');
    log.select(990, 990);
    actions.setReference();
    expect(log.memory.reference).toMatchObject({ row: 990 });
    actions.clearReference();
    expect(log.memory.reference).toBeUndefined();
  });
});
