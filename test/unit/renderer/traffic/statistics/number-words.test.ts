import { describe, expect, it } from 'vitest';
import { ageWords, countWords, msWords, rateWords, roughMsWords } from '../../../../../renderer/traffic/statistics/number-words.ts';

describe('numbers of the statistics', () => {
  it.each([
    [0, '0'],
    [0.01, '<0.1'],
    [0.2, '0.2'],
    [9.94, '9.9'],
    [12.4, '12'],
    [20_000, '20,000'],
    [Number.NaN, '–'],
  ])('rate %d', (rate, words) => expect(rateWords(rate)).toBe(words));

  it.each([
    [0, '0 ms'],
    [0.05, '0.05 ms'],
    [3.25, '3.3 ms'],
    [48.4, '48 ms'],
    [1_500, '1.5 s'],
    [17_100, '17 s'],
    [720_000, '12 min'],
    [Number.NaN, '–'],
  ])('%d ms', (ms, words) => expect(msWords(ms)).toBe(words));

  it('claims no more than it knows', () => {
    expect([303.1, 33.4, 16_642, Number.NaN].map(roughMsWords)).toEqual(['300 ms', '33 ms', '17 s', '–']);
  });

  it('tells ages and counts', () => {
    expect([0, 420, 12_300, 170_000, 7_200_000, 1e9, -5].map(ageWords)).toEqual([
      '0.0 s',
      '0.4 s',
      '12 s',
      '3 min',
      '2 h',
      '12 d',
      '0.0 s',
    ]);
    expect([1_204, Number.NaN].map(countWords)).toEqual(['1,204', '–']);
  });
});
