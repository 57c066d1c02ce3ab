import { describe, expect, it } from 'vitest';
import { momentWords, parsePlace } from '../../../../../renderer/traffic/timeline/go-to.ts';

const now = new Date(2026, 10, 24, 14, 0, 0).getTime();
const local = (day: number, hour: number, minute: number, second = 0, ms = 0): number =>
  new Date(2026, 10, day, hour, minute, second, ms).getTime();
const placeOf = (text: string) => {
  const result = parsePlace(text, now, 10_300);
  return result.ok ? result.place : result.message;
};

describe('parsePlace', () => {
  it.each([
    ['10,214', 10_213],
    ['#1', 0],
    ['10_300', 10_299],
  ])('takes %s for a row', (text, row) => expect(placeOf(text)).toEqual({ kind: 'row', row }));

  it.each([
    ['13:58', local(24, 13, 58)],
    ['13:58:02.25', local(24, 13, 58, 2, 250)],
    ['23:10', local(23, 23, 10)],
    ['2026-11-20 14:02:09', local(20, 14, 2, 9)],
    ['2026-11-20T14:02', local(20, 14, 2)],
    ['-5 min', now - 300_000],
    ['-1.5h', now - 5_400_000],
  ])('takes %s for a time', (text, time) => expect(placeOf(text)).toEqual({ kind: 'time', time }));

  it.each([
    ['0', 'numbered from 1 to 10,300'],
    ['10,301', 'numbered from 1 to 10,300'],
    ['25:00', 'no time'],
    ['2026-02-31 10:00', 'no day'],
    ['soon', 'Write a row'],
    ['', 'Write a row'],
  ])('says what is wrong with %j', (text, words) => expect(placeOf(text)).toContain(words));

  it('knows no row of an empty log', () => {
    expect(parsePlace('1', now, 0)).toMatchObject({ ok: false, message: 'There are no rows yet.' });
  });
});

describe('momentWords', () => {
  it.each([
    [local(24, 14, 2, 9, 500), '14:02:09.500 today'],
    [local(23, 23, 59, 59), '23:59:59.000 yesterday (2026-11-23)'],
    [local(2, 7, 0), '07:00:00.000 on 2026-11-02'],
  ])('%d is told with its day', (time, words) => expect(momentWords(time, now)).toBe(words));
});
