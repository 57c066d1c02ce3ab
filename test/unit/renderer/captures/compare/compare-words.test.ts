import { describe, expect, it } from 'vitest';
import { clockWords, differenceSentence, emptyWords, lateWords, missingSentence, missingWords, partWords } from '../../../../../renderer/captures/compare/compare-words.ts';
import { comparedParts, missingReasons } from '../../../../../renderer/traffic/protocol/index.ts';
import type { Comparison } from '../../../../../renderer/traffic/protocol/index.ts';

const comparison: Comparison = {
  type: 'comparison',
  with: 'b',
  state: 'done',
  progress: 1,
  both: 1_200,
  left: 20,
  right: 3,
  leftOpen: 2,
  rightOpen: 0,
  offsetMs: undefined,
  byPayload: true,
  newer: 0,
};

describe('words of a comparison', () => {
  it.each([
    [132, 'its clock is 132 ms ahead'],
    [-2_400, 'its clock is 2.4 s behind'],
    [3_600_000, 'its clock is 1 h ahead'],
    [1.2, 'the clocks agree'],
    [-6, 'the clocks agree'],
    [51, 'its clock is 51 ms ahead'],
    [undefined, 'no packet in common tells how the clocks differ'],
  ])('clock by %s', (offsetMs, words) => {
    expect(clockWords({ offsetMs, state: 'done' })).toBe(words);
  });

  it('of clocks nothing is said before it is known', () => {
    expect(clockWords({ offsetMs: undefined, state: 'matching' })).toBe('');
  });

  it.each([
    [undefined, ''],
    [0, '0.0'],
    [3.21, '+3.2'],
    [-0.44, '−0.4'],
    [412.3, '+412'],
    [12_340, '+12.3 s'],
  ])('late by %s', (ms, words) => {
    expect(lateWords(ms)).toBe(words);
  });

  it('each reason has its words', () => {
    for (const reason of missingReasons) {
      expect(missingWords(reason).length).toBeGreaterThan(3);
      expect(missingSentence(reason)).toMatch(/\.$/);
    }
  });

  it('parts have their counts once these are known', () => {
    expect(partWords(comparison).map(([, words]) => words)).toEqual(['All 1,223', 'In both 1,200', 'Only left 20', 'Only right 3']);
    expect(partWords(undefined).map(([part]) => part)).toEqual([...comparedParts]);
  });

  it('differences are summed up', () => {
    expect(differenceSentence(comparison)).toBe('2 differences without an explanation, and 21 that are explained.');
    expect(differenceSentence({ ...comparison, leftOpen: 0 })).toBe('23 differences, all of them explained.');
    expect(differenceSentence({ ...comparison, left: 0, right: 1, leftOpen: 0, rightOpen: 1 })).toBe('1 difference without an explanation.');
    expect(differenceSentence({ ...comparison, left: 0, right: 0 })).toBe('Both have the same rows.');
  });

  it('an empty part says why', () => {
    for (const part of comparedParts) expect(emptyWords(part).text).not.toBe('');
  });
});
