import { describe, expect, it } from 'vitest';
import { cutWords, goneWords } from '../../../../../renderer/traffic/latest/cut-words.ts';
import { latestRow } from '../statistics/table-fixtures.ts';

const payload = new Uint8Array(12_288);
const row = latestRow({ preview: 'a preview', payload });
const line = (isCut: boolean) => ({ parts: [], isCut, gone: [] });

describe('cutWords', () => {
  it('is silent about what is shown whole, and about what is gone', () => {
    expect(cutWords(row, line(false))).toBeUndefined();
    expect(cutWords(row, undefined)).toBeUndefined();
    expect(cutWords({ ...row, isHeld: false, payload: undefined }, undefined)).toBeUndefined();
  });

  it('says that a value is cut, how large it is and where the whole is', () => {
    for (const words of [cutWords(row, line(true)), cutWords({ ...row, preview: 'a pre…' }, undefined)]) {
      expect(words?.words).toBe('cut, 12 KiB in all');
      expect(words?.why).toContain('inspector');
    }
  });

  it('says so of one that is too large to be sent here', () => {
    expect(cutWords({ ...row, payload: undefined }, undefined)?.words).toBe('cut, over 64 KiB');
  });
});

it('names what is gone, and counts what is more', () => {
  expect(goneWords([])).toBe('');
  expect(goneWords([['state']])).toBe('gone: state');
  expect(goneWords([['a'], ['b', 'c'], ['d'], ['e']])).toBe('gone: a, b.c and 2 more');
});
