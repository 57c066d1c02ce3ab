import { describe, expect, it } from 'vitest';
import {
  countOf,
  formatAge,
  formatBytes,
  formatCount,
  formatDuration,
  formatTimeMs,
  hostOf,
  listNames,
  withMinus,
} from '../../../../renderer/ui/format.ts';

describe('format', () => {
  it.each([
    [0, '0 B'],
    [1_213, '1,213 B'],
    [15 * 1_024, '15 KiB'],
    [512 * 1_024, '512 KiB'],
    [1_048_575, '1 MiB'],
    [3.1 * 1_048_576, '3.1 MiB'],
    [256 * 1_048_576, '256 MiB'],
  ])('says %i bytes as %s', (bytes, words) => expect(formatBytes(bytes)).toBe(words));

  it.each([
    [0, '0 s'],
    [20, '20 s'],
    [90, '1 min 30 s'],
    [300, '5 min'],
    [22_200, '6 h 10 min'],
    [3_600, '1 h'],
    [273_600, '3 d 4 h'],
    [-5, '0 s'],
  ])('says %i seconds as %s', (seconds, words) => expect(formatDuration(seconds)).toBe(words));

  it('says an age in its two largest units, without the seconds of a minute', () => {
    expect(formatAge(0, 59_000)).toBe('59 s');
    expect(formatAge(0, 95_000)).toBe('1 min');
    expect(formatAge(1_000, 0)).toBe('0 s');
  });

  it('counts in words', () => {
    expect(formatCount(10_233)).toBe('10,233');
    expect(countOf(1, 'room')).toBe('1 room');
    expect(countOf(65, 'person', 'people')).toBe('65 people');
  });

  it('lists names as a sentence does', () => {
    expect(listNames([])).toBe('nobody');
    expect(listNames(['a'])).toBe('a');
    expect(listNames(['a', 'b', 'c'])).toBe('a, b and c');
    expect(listNames(['a', 'b', 'c', 'd'], 2)).toBe('a, b and 2 more');
  });

  it('tells the time of day to the millisecond', () => {
    expect(formatTimeMs(new Date(2026, 3, 2, 14, 2, 6, 14).getTime())).toBe('14:02:06.014');
  });

  it('leaves the scheme of a server away', () => {
    expect(hostOf('ws://127.0.0.1:7880')).toBe('127.0.0.1:7880');
  });

  it('writes a true minus', () => {
    expect([withMinus('-0.130'), withMinus('0.130'), withMinus('1e-7')]).toEqual(['−0.130', '0.130', '1e-7']);
  });
});
