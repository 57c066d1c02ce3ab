import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { connected } from '../connected-log.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('another filter', () => {
  it('keeps the row at the upper edge there, wherever it stands among the matches', () => {
    const { log, port, answer, rowsOnScreen } = connected(1_000);
    log.scroll.scrollTo(500, false);
    answer();
    log.filter.set('even');
    vi.advanceTimersByTime(100);
    expect(port.lastShow()).toMatchObject({ row: 500, tail: false });
    port.matches = port.matches.filter((row) => row % 2 === 0);
    answer();
    expect(log.scroll.top).toBe(250);
    answer();
    expect(rowsOnScreen().slice(0, 2)).toEqual([500, 502]);
  });

  it('waits for a slow filter to reach that row', () => {
    const { log, port, answer, frames, rowsOnScreen } = connected(1_000);
    log.scroll.scrollTo(500, false);
    answer();
    log.filter.set('odd');
    vi.advanceTimersByTime(100);
    port.matches = [1, 3, 5];
    port.status(990);
    port.answer();
    frames.draw();
    expect(log.scroll.top).toBe(3);
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
    log.scroll.scrollTo(500, false);
    answer();
    log.filter.set('hundredth');
    vi.advanceTimersByTime(100);
    port.matches = Array.from({ length: 10 }, (_, index) => index * 100);
    answer();
    answer();
    expect(log.scroll.top).toBe(0);
    log.select(700, 7);
    log.filter.set('');
    vi.advanceTimersByTime(100);
    port.grow(1_000);
    answer();
    answer();
    expect(log.scroll.top).toBe(693);
    expect(rowsOnScreen()[7]).toBe(700);
  });

  it('brings back a selected row that it hid, once it is cleared', () => {
    const { log, port, answer, rowsOnScreen } = connected(1_000);
    log.scroll.scrollTo(500, false);
    answer();
    log.select(505, 505);
    log.filter.set('few');
    vi.advanceTimersByTime(100);
    port.matches = [3, 900];
    answer();
    answer();
    log.filter.set('');
    vi.advanceTimersByTime(100);
    port.grow(1_000);
    answer();
    answer();
    expect(rowsOnScreen()).toContain(505);
  });

  it('goes back to what was read where it left nothing', () => {
    const { log, port, answer, rowsOnScreen } = connected(1_000);
    log.scroll.scrollTo(500, false);
    answer();
    log.filter.set('nothing');
    vi.advanceTimersByTime(100);
    port.matches = [];
    answer();
    answer();
    log.filter.set('');
    vi.advanceTimersByTime(100);
    port.grow(1_000);
    answer();
    answer();
    expect(rowsOnScreen()[0]).toBe(500);
  });

  it('shows the end when nothing that matches is newer', () => {
    const { log, port, answer, frames } = connected(1_000);
    log.scroll.scrollTo(500, false);
    answer();
    log.filter.set('old');
    vi.advanceTimersByTime(100);
    port.matches = Array.from({ length: 30 }, (_, row) => row);
    port.answer();
    frames.draw();
    answer();
    expect(log.scroll.top).toBe(10);
  });
});
