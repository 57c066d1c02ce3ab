import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LogView } from '../../../../renderer/traffic/log-view.svelte.ts';
import { FakeFrames, FakeLogPort } from './fake-log-port.ts';
import { packetRow } from './log-fixtures.ts';

const fit = 20;

interface Connected {
  readonly frames: FakeFrames;
  readonly log: LogView;
  readonly port: FakeLogPort;
  /** The worker tells its counts and answers the last question, and a frame is drawn. */
  answer(): void;
  /** Numbers of the rows that are on screen. */
  rowsOnScreen(): number[];
}

function connected(total: number): Connected {
  const frames = new FakeFrames();
  const log = new LogView({ sessionId: 's1', nextFrame: frames.next });
  const port = new FakeLogPort(total);
  log.connect(port);
  log.setFit(fit);
  const answer = (): void => {
    port.status();
    port.answer();
    frames.draw();
  };
  answer();
  const rowsOnScreen = (): number[] => {
    const { first, rows } = log.window;
    const from = Math.floor(log.top) - first;
    return rows.slice(from, from + fit).map((row) => row.row);
  };
  return { frames, log, port, answer, rowsOnScreen };
}

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
    log.scrollTo(700.5, false);
    answer();
    const before = rowsOnScreen();
    expect(before[0]).toBe(700);
    port.grow(5_000);
    port.status();
    answer();
    expect(log.following).toBe(false);
    expect(log.rowsBelow).toBe(4_279);
    expect(rowsOnScreen()).toEqual(before);
    log.scrollTo(4_980, true);
    expect(log.following).toBe(true);
    expect(port.lastShow().tail).toBe(true);
  });

  it('holds what is on screen, not what the status knows of already', () => {
    const { log, port, frames } = connected(1_000);
    port.grow(1_200);
    port.status();
    frames.draw();
    log.hold();
    expect(log.top).toBe(980);
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
    log.scrollTo(500, false);
    answer();
    const before = rowsOnScreen();
    const asked = port.sent.length;
    port.matches = port.matches.slice(300);
    const show = port.lastShow();
    port.answer({ ...show, first: show.first - 300 });
    frames.draw();
    expect(log.top).toBe(200);
    expect(rowsOnScreen()).toEqual(before);
    expect(port.sent).toHaveLength(asked);
  });

  it('to older questions move nothing', () => {
    const { log, port, frames } = connected(1_000);
    log.scrollTo(500, false);
    const older = port.lastShow();
    log.scrollTo(100, false);
    port.answer({ ...older, first: 77 });
    frames.draw();
    expect(log.top).toBe(100);
  });

  it('do not let the reading stand beyond the end', () => {
    const { log, port, answer } = connected(1_000);
    log.scrollTo(900, false);
    port.matches = port.matches.slice(0, 50);
    port.status();
    answer();
    expect(log.top).toBe(30);
  });
});

describe('pause', () => {
  it('shows what was there, counts what came, and loses nothing', () => {
    const { log, port, answer, rowsOnScreen } = connected(1_000);
    log.pause();
    answer();
    port.grow(2_204);
    answer();
    expect(log.paused).toBe(true);
    expect(log.readable).toBe(1_000);
    expect(log.newSincePause).toBe(1_204);
    expect(rowsOnScreen().at(-1)).toBe(999);
    log.resume();
    answer();
    expect(log.following).toBe(true);
    expect(rowsOnScreen().at(-1)).toBe(2_203);
  });
});

describe('filter', () => {
  it('is sent when typing stops, once', () => {
    const { log, port } = connected(100);
    log.setFilter('c');
    vi.advanceTimersByTime(50);
    log.setFilter('cursor ');
    expect(log.filter).toBe('cursor ');
    vi.advanceTimersByTime(100);
    expect(port.sent.filter((message) => message.type === 'filter')).toEqual([
      { type: 'filter', tree: { type: 'words', text: 'cursor' } },
    ]);
  });

  it('keeps the row at the upper edge there, wherever it stands among the matches', () => {
    const { log, port, answer, rowsOnScreen } = connected(1_000);
    log.scrollTo(500, false);
    answer();
    log.setFilter('even');
    vi.advanceTimersByTime(100);
    expect(port.lastShow()).toMatchObject({ row: 500, tail: false });
    port.matches = port.matches.filter((row) => row % 2 === 0);
    answer();
    expect(log.top).toBe(250);
    answer();
    expect(rowsOnScreen().slice(0, 2)).toEqual([500, 502]);
  });

  it('waits for a slow filter to reach that row', () => {
    const { log, port, answer, frames, rowsOnScreen } = connected(1_000);
    log.scrollTo(500, false);
    answer();
    log.setFilter('odd');
    vi.advanceTimersByTime(100);
    port.matches = [1, 3, 5];
    port.status(990);
    port.answer();
    frames.draw();
    expect(log.top).toBe(3);
    port.matches = Array.from({ length: 100 }, (_, index) => 801 + index * 2);
    port.status(400);
    port.answer();
    frames.draw();
    expect(rowsOnScreen()[0]).toBe(801);
    const all = Array.from({ length: 500 }, (_, index) => index * 2 + 1);
    port.matches = all;
    answer();
    answer();
    expect(rowsOnScreen()[0]).toBe(501);
  });

  it('keeps the selected row where it stands on screen', () => {
    const { log, port, answer, rowsOnScreen } = connected(1_000);
    log.scrollTo(500, false);
    answer();
    log.setFilter('hundredth');
    vi.advanceTimersByTime(100);
    port.matches = Array.from({ length: 10 }, (_, index) => index * 100);
    answer();
    answer();
    expect(log.top).toBe(0);
    log.select(700, 7);
    log.setFilter('');
    vi.advanceTimersByTime(100);
    port.grow(1_000);
    answer();
    answer();
    expect(log.top).toBe(693);
    expect(rowsOnScreen()[7]).toBe(700);
  });

  it('brings back a selected row that it hid, once it is cleared', () => {
    const { log, port, answer, rowsOnScreen } = connected(1_000);
    log.scrollTo(500, false);
    answer();
    log.select(505, 505);
    log.setFilter('few');
    vi.advanceTimersByTime(100);
    port.matches = [3, 900];
    answer();
    answer();
    log.setFilter('');
    vi.advanceTimersByTime(100);
    port.grow(1_000);
    answer();
    answer();
    expect(rowsOnScreen()).toContain(505);
  });

  it('goes back to what was read where it left nothing', () => {
    const { log, port, answer, rowsOnScreen } = connected(1_000);
    log.scrollTo(500, false);
    answer();
    log.setFilter('nothing');
    vi.advanceTimersByTime(100);
    port.matches = [];
    answer();
    answer();
    log.setFilter('');
    vi.advanceTimersByTime(100);
    port.grow(1_000);
    answer();
    answer();
    expect(rowsOnScreen()[0]).toBe(500);
  });

  it('shows the end when nothing that matches is newer', () => {
    const { log, port, answer, frames } = connected(1_000);
    log.scrollTo(500, false);
    answer();
    log.setFilter('old');
    vi.advanceTimersByTime(100);
    port.matches = Array.from({ length: 30 }, (_, row) => row);
    port.answer();
    frames.draw();
    answer();
    expect(log.top).toBe(10);
  });
});

describe('selection', () => {
  it('asks for everything about the row and stops following', () => {
    const { log, port, frames } = connected(1_000);
    log.select(990, 990);
    expect(log.selected).toBe(990);
    expect(log.following).toBe(false);
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
    expect(log.top).toBe(979);
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

  it('of an empty log selects nothing', () => {
    const { log } = connected(0);
    log.selectBy(1);
    expect(log.selected).toBeUndefined();
  });
});

describe('clear', () => {
  it('forgets rows and selection, and follows again', () => {
    const { log, port, answer } = connected(1_000);
    log.scrollTo(100, false);
    answer();
    log.select(100, 100);
    log.clear();
    expect(port.sent).toContainEqual({ type: 'clear' });
    expect(log.selected).toBeUndefined();
    expect(log.readable).toBe(0);
    expect(log.following).toBe(true);
  });
});

describe('connect', () => {
  it('tells a new port the filter, the place and the selected row', () => {
    const { log, port, answer } = connected(1_000);
    log.setFilter('chat');
    vi.advanceTimersByTime(100);
    answer();
    log.scrollTo(300, false);
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
    expect(log.top).toBe(300);
  });

  it('begins anew over a log that began anew', () => {
    const { log, frames } = connected(1_000);
    log.select(990, 990);
    const next = new FakeLogPort(5);
    log.connect(next);
    next.status();
    frames.draw();
    expect(log.selected).toBeUndefined();
    expect(log.following).toBe(true);
  });

  it('hears nothing after dispose', () => {
    const { log, port, frames } = connected(10);
    port.grow(20);
    port.answer();
    log.setFilter('late');
    log.dispose();
    vi.advanceTimersByTime(1_000);
    expect(frames.waiting).toBe(0);
    expect(port.closed).toBe(true);
    expect(port.sent.some((message) => message.type === 'filter')).toBe(false);
  });
});
