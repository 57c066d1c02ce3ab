import { describe, expect, it } from 'vitest';
import { AskedWindow, type Place, windowFor } from '../../../../../renderer/traffic/timeline/asked-window.ts';
import type { RowsMessage } from '../../../../../renderer/traffic/log-link.ts';
import { packetRow } from '../log-fixtures.ts';

const reading = (top: number, fit = 20): Place => ({ top, fit, following: false });
const following = (fit = 20): Place => ({ top: 0, fit, following: true });
const answer = (first: number, ask: number | undefined, length = 1): RowsMessage => ({
  type: 'rows',
  first,
  shown: 1_000,
  rows: Array.from({ length }, () => packetRow()),
  ask,
});

describe('windowFor', () => {
  it('asks for the screen, the row cut off, and the one before, while following', () => {
    expect(windowFor(following(20.5))).toEqual({ first: 0, count: 23 });
  });

  it('asks for a screenful on either side otherwise', () => {
    expect(windowFor(reading(100.5))).toEqual({ first: 79, count: 63 });
  });

  it('asks for nothing while nothing is drawn', () => {
    expect(windowFor(reading(100, 0)).count).toBe(0);
    expect(windowFor(following(0)).count).toBe(0);
  });

  it('never begins before the first row', () => {
    expect(windowFor(reading(3))).toEqual({ first: 0, count: 45 });
  });

  it('stays within what the worker sends at once, on the tallest screen', () => {
    expect(windowFor(reading(5_000, 400)).count).toBeLessThanOrEqual(500);
    expect(windowFor(following(900)).count).toBe(500);
  });
});

describe('what was asked for', () => {
  it('a row that was gone to while nothing is drawn is there once something is', () => {
    const asked = new AskedWindow();
    const { ask } = asked.next(reading(0, 0), { row: 7, position: 0 });
    expect(asked.take(answer(5, ask, 0), true)).toBe(5);
    expect(asked.isSeeking).toBe(false);
    expect(asked.serves(reading(5))).toBe(false);
  });

  it('does for half a screenful of scrolling', () => {
    const asked = new AskedWindow();
    asked.next(reading(100));
    expect([100, 110, 91].map((top) => asked.serves(reading(top)))).toEqual([true, true, true]);
    expect([120, 80].map((top) => asked.serves(reading(top)))).toEqual([false, false]);
  });

  it('does at the first row without anything before it', () => {
    const asked = new AskedWindow();
    asked.next(reading(5));
    expect(asked.serves(reading(0))).toBe(true);
  });

  it('does no more when following begins or ends, or the height changes', () => {
    const asked = new AskedWindow();
    asked.next(reading(100));
    expect(asked.serves(following())).toBe(false);
    asked.next(following());
    expect(asked.serves(following())).toBe(true);
    expect(asked.serves(following(30))).toBe(false);
    expect(asked.serves(reading(0))).toBe(false);
  });

  it('moves with its rows', () => {
    const asked = new AskedWindow();
    const { first, ask } = asked.next(reading(100));
    expect(asked.take(answer(first, ask), true)).toBe(0);
    expect(asked.take(answer(first - 30, ask), true)).toBe(-30);
    expect(asked.serves(reading(70))).toBe(true);
  });

  it('is not what an older answer is about', () => {
    const asked = new AskedWindow();
    const { ask } = asked.next(reading(100));
    asked.next(reading(500));
    expect(asked.take(answer(79, ask), true)).toBeUndefined();
    expect(asked.isAnswered).toBe(false);
  });

  it('may be a row, that is sought until the filter has looked at all', () => {
    const asked = new AskedWindow();
    const show = asked.next(reading(100.5), { row: 4_711, position: 100 });
    expect(show).toMatchObject({ row: 4_711, first: 100, tail: false });
    expect(asked.take(answer(0, show.ask, 0), false)).toBe(-100);
    expect(asked.take(answer(7, show.ask), false)).toBe(7);
    expect(asked.isSeeking).toBe(true);
    expect(asked.take(answer(60, show.ask), true)).toBe(53);
    expect(asked.isSeeking).toBe(false);
  });

  it('is the newest rows while following, whatever row stood there', () => {
    const asked = new AskedWindow();
    expect(asked.next(following(), { row: 4_711, position: 100 })).not.toHaveProperty('row');
  });
});
