import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { connected, fit } from './connected-log.ts';
import { FakeLogPort } from './fake-log-port.ts';
import { packetRow } from './log-fixtures.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('following', () => {
  it('asks for the newest rows, and shows those that come', () => {
    const { log, port, answer, rowsOnScreen } = connected(1_000);
    expect(port.lastShow()).toMatchObject({ count: fit + 2, tail: true });
    expect(rowsOnScreen()).toEqual(Array.from({ length: fit }, (_, index) => 980 + index));
    port.grow(1_010);
    answer();
    expect(rowsOnScreen().at(-1)).toBe(1_009);
    expect(log.readable).toBe(1_010);
  });

  it('ends with scrolling up, and new rows move nothing then', () => {
    const { log, port, answer, rowsOnScreen } = connected(1_000);
    log.scroll.scrollTo(700.5, false);
    answer();
    const before = rowsOnScreen();
    expect(before[0]).toBe(700);
    port.grow(5_000);
    port.status();
    answer();
    expect(log.scroll.following).toBe(false);
    expect(log.scroll.rowsBelow).toBe(4_279);
    expect(rowsOnScreen()).toEqual(before);
    log.scroll.scrollTo(4_980, true);
    expect(log.scroll.following).toBe(true);
    expect(port.lastShow().tail).toBe(true);
  });

  it('holds what is on screen, not what the status knows of already', () => {
    const { log, port, frames } = connected(1_000);
    port.grow(1_200);
    port.status();
    frames.draw();
    log.scroll.hold();
    expect(log.scroll.top).toBe(980);
  });
});

describe('answers', () => {
  it('are taken once a frame, the newest of each kind', () => {
    const { log, port, frames } = connected(10);
    port.grow(11);
    port.answer();
    port.grow(12);
    port.answer();
    expect(frames.waiting).toBe(1);
    expect(log.readable).toBe(10);
    frames.draw();
    expect(log.window.rows.at(-1)?.row).toBe(11);
  });

  it('keep what is read in place when older rows went', () => {
    const { log, port, answer, rowsOnScreen, frames } = connected(1_000);
    log.scroll.scrollTo(500, false);
    answer();
    const before = rowsOnScreen();
    const asked = port.sent.length;
    port.matches = port.matches.slice(300);
    const show = port.lastShow();
    port.answer({ ...show, first: show.first - 300 });
    frames.draw();
    expect(log.scroll.top).toBe(200);
    expect(rowsOnScreen()).toEqual(before);
    expect(port.sent).toHaveLength(asked);
  });

  it('to older questions move nothing', () => {
    const { log, port, frames } = connected(1_000);
    log.scroll.scrollTo(500, false);
    const older = port.lastShow();
    log.scroll.scrollTo(100, false);
    port.answer({ ...older, first: 77 });
    frames.draw();
    expect(log.scroll.top).toBe(100);
  });

  it('do not let the reading stand beyond the end', () => {
    const { log, port, answer } = connected(1_000);
    log.scroll.scrollTo(900, false);
    port.matches = port.matches.slice(0, 50);
    port.status();
    answer();
    expect(log.scroll.top).toBe(30);
  });
});

describe('pause', () => {
  it('shows what was there, counts what came, and loses nothing', () => {
    const { log, port, answer, rowsOnScreen } = connected(1_000);
    log.scroll.pause();
    answer();
    port.grow(2_204);
    answer();
    expect(log.scroll.paused).toBe(true);
    expect(log.readable).toBe(1_000);
    expect(log.scroll.newSincePause).toBe(1_204);
    expect(rowsOnScreen().at(-1)).toBe(999);
    log.scroll.resume();
    answer();
    expect(log.scroll.following).toBe(true);
    expect(rowsOnScreen().at(-1)).toBe(2_203);
  });
});

describe('filter', () => {
  it('is sent when typing stops, once', () => {
    const { log, port } = connected(100);
    log.filter.set('c');
    vi.advanceTimersByTime(20);
    log.filter.set('cu');
    vi.advanceTimersByTime(20);
    log.filter.set('cur ');
    expect(log.filter.text).toBe('cur ');
    vi.advanceTimersByTime(100);
    expect(port.sent.filter((message) => message.type === 'filter')).toEqual([
      { type: 'filter', tree: { type: 'words', text: 'cur' } },
    ]);
  });

  it('is sent at once when it was pasted or completed', () => {
    const { log, port } = connected(100);
    log.filter.set('cursor');
    const sent = { type: 'filter', tree: { type: 'words', text: 'cursor' } };
    expect(port.sent.filter((message) => message.type === 'filter')).toEqual([sent]);
    vi.advanceTimersByTime(100);
    expect(port.sent.filter((message) => message.type === 'filter')).toEqual([sent]);
  });

  it('is not sent after dispose', () => {
    const { log, port } = connected(10);
    log.filter.set('l');
    log.dispose();
    vi.advanceTimersByTime(1_000);
    expect(port.sent.some((message) => message.type === 'filter')).toBe(false);
  });

  it('keeps the last one that was right', () => {
    const { log, port } = connected(100);
    log.filter.set('chat', 'now');
    log.filter.set('chat?', 'now');
    expect(log.filter).toMatchObject({ text: 'chat?', appliedText: 'chat', isWrong: true, isOn: true });
    expect(port.sent.filter((message) => message.type === 'filter')).toHaveLength(1);
    log.filter.set('', 'now');
    expect(log.filter).toMatchObject({ isWrong: false, isOn: false });
    expect(port.sent.at(-2)).toEqual({ type: 'filter', tree: undefined });
  });
});

describe('selection', () => {
  it('asks for everything about the row and stops following', () => {
    const { log, port, frames } = connected(1_000);
    log.select(990, 990);
    expect(log.selected).toBe(990);
    expect(log.scroll.following).toBe(false);
    expect(port.sent).toContainEqual({ type: 'inspect', rows: [990] });
    const detail = { row: packetRow({ row: 990 }), fields: [], packet: new Uint8Array(), payload: new Uint8Array(), because: [], flow: undefined, sequenceRows: [] };
    port.tell({ type: 'detail', rows: [3], details: [undefined] });
    frames.draw();
    expect(log.detail).toBeUndefined();
    port.tell({ type: 'detail', rows: [990], details: [detail] });
    frames.draw();
    expect(log.detail?.details[0]).toBe(detail);
  });

  it('moves step by step, and brings the row into view', () => {
    const { log, answer } = connected(1_000);
    log.select(980, 980);
    answer();
    log.selectBy(-1);
    expect(log.selected).toBe(979);
    answer();
    expect(log.scroll.top).toBe(979);
    log.selectBy(1);
    expect(log.selected).toBe(980);
  });

  it('waits for a row that is not here yet', () => {
    const { log, answer } = connected(1_000);
    log.selectAt(0);
    expect(log.selected).toBeUndefined();
    answer();
    expect(log.selected).toBe(0);
    log.selectBy(-5);
    expect(log.selected).toBe(0);
  });

  it('begins on screen', () => {
    const { log, answer } = connected(1_000);
    answer();
    log.selectBy(1);
    expect(log.selected).toBe(980);
    log.deselect();
    log.selectBy(-1);
    expect(log.selected).toBe(999);
  });

  it('tells one that asks to look at the row from one that only points at it', () => {
    const { log } = connected(1_000);
    log.select(990, 990);
    log.select(990, 990);
    expect(log.looks).toBe(2);
    log.select(980, 980, 'point');
    expect(log).toMatchObject({ selected: 980, looks: 2 });
  });

  it('of an empty log selects nothing', () => {
    const { log } = connected(0);
    log.selectBy(1);
    expect(log.selected).toBeUndefined();
  });
});

describe('selection of many', () => {
  it('is drawn out from where it began, and looks at the row it was drawn to', () => {
    const { log, port } = connected(1_000);
    log.select(985, 985);
    log.select(990, 990, 'extend');
    expect(log.selection).toMatchObject({ ranges: [[985, 990]], count: 6 });
    expect(log.selected).toBe(990);
    expect(log.isSelected(987)).toBe(true);
    expect(port.sent.at(-1)).toEqual({ type: 'inspect', rows: [990] });
    log.select(983, 983, 'extend');
    expect(log.selection).toMatchObject({ ranges: [[983, 985]], count: 3 });
  });

  it('of two asks for both, older first', () => {
    const { log, port } = connected(1_000);
    log.select(990, 990);
    log.select(985, 985, 'toggle');
    expect(port.sent.at(-1)).toEqual({ type: 'inspect', rows: [985, 990] });
    log.select(985, 985, 'toggle');
    expect(log.selection).toMatchObject({ ranges: [[990, 990]], count: 1 });
    log.select(990, 990, 'toggle');
    expect(log.selected).toBeUndefined();
  });

  it('of all stands for the rows that are there now', () => {
    const { log } = connected(1_000);
    log.selectAll();
    expect(log.selection).toMatchObject({ ranges: [[0, 999]], count: 1_000 });
    expect(log.scroll.following).toBe(false);
  });

  it('goes on from row to row', () => {
    const { log } = connected(1_000);
    log.select(990, 990);
    log.selectBy(2, 'extend');
    expect(log.selection).toMatchObject({ ranges: [[990, 992]], count: 3 });
  });
});

describe('going to a row', () => {
  it('brings it into view wherever it is, and looks at it', () => {
    const { log, port, answer, rowsOnScreen } = connected(10_000);
    log.goTo(1_234);
    expect(log.selected).toBe(1_234);
    expect(port.lastShow()).toMatchObject({ row: 1_234, tail: false });
    answer();
    answer();
    expect(rowsOnScreen()[6]).toBe(1_234);
    expect(log.hidden).toBeUndefined();
  });

  it('leaves a pause what it holds', () => {
    const { log, answer, rowsOnScreen } = connected(1_000);
    log.scroll.pause();
    log.goTo(2);
    answer();
    answer();
    expect(log.readable).toBe(1_000);
    expect(rowsOnScreen()).toHaveLength(20);
    expect(rowsOnScreen()).toContain(2);
  });

  it('says that the filter hides it', () => {
    const { log, port, answer } = connected(1_000);
    log.filter.set('even', 'now');
    port.matches = port.matches.filter((row) => row % 2 === 0);
    answer();
    log.goTo(501);
    answer();
    expect(log.hidden).toBe(501);
    log.filter.set('', 'now');
    expect(log.hidden).toBeUndefined();
  });

  it('says so of a row that was looked at before the filter came', () => {
    const { log, port, answer } = connected(1_000);
    for (const [row, hidden] of [[991, 991], [990, undefined]] as const) {
      log.filter.set('', 'now');
      port.matches = Array.from({ length: 1_000 }, (_, each) => each);
      answer();
      log.select(row, row);
      log.filter.set('even', 'now');
      expect(log.hidden).toBeUndefined();
      port.matches = port.matches.filter((each) => each % 2 === 0);
      answer();
      answer();
      expect(log.hidden).toBe(hidden);
    }
  });
});

describe('marks and colours', () => {
  it('go to the worker, colours again to a new one', () => {
    const { log, port } = connected(10);
    log.mark([[3, 4]], true);
    expect(port.sent.at(-1)).toEqual({ type: 'mark', ranges: [[3, 4]], marked: true });
    const rules = [{ tree: { type: 'words', text: 'a' }, colour: 2 } as const];
    log.setColours(rules);
    const next = new FakeLogPort(10);
    log.connect(next);
    expect(next.sent[0]).toEqual({ type: 'colours', rules });
  });
});

describe('clear', () => {
  it('forgets rows and selection, and follows again', () => {
    const { log, port, answer } = connected(1_000);
    log.scroll.scrollTo(100, false);
    answer();
    log.select(100, 100);
    log.clear();
    expect(port.sent).toContainEqual({ type: 'clear' });
    expect(log.selected).toBeUndefined();
    expect(log.readable).toBe(0);
    expect(log.scroll.following).toBe(true);
  });
});

describe('connect', () => {
  it('tells a new port the filter, the place and the selected row', () => {
    const { log, port, answer } = connected(1_000);
    log.filter.set('chat');
    vi.advanceTimersByTime(100);
    answer();
    log.scroll.scrollTo(300, false);
    answer();
    log.select(305, 305);
    const next = new FakeLogPort(1_000);
    log.connect(next);
    expect(port.closed).toBe(true);
    expect(next.sent).toMatchObject([
      { type: 'filter', tree: { type: 'words', text: 'chat' } },
      { type: 'show', row: 300, tail: false },
      { type: 'inspect', rows: [305] },
    ]);
    next.answer();
    answer();
    expect(log.scroll.top).toBe(300);
  });

  it('begins anew over a log that began anew', () => {
    const { log, frames } = connected(1_000);
    log.select(990, 990);
    const next = new FakeLogPort(5);
    log.connect(next);
    next.status();
    frames.draw();
    expect(log.selected).toBeUndefined();
    expect(log.scroll.following).toBe(true);
  });

  it('hears nothing after dispose', () => {
    const { log, port, frames } = connected(10);
    port.grow(20);
    port.answer();
    log.dispose();
    vi.advanceTimersByTime(1_000);
    expect(frames.waiting).toBe(0);
    expect(port.closed).toBe(true);
  });
});
