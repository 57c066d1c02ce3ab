import { describe, expect, it } from 'vitest';
import { affordableStart, type TextSlice, TextSlices } from '../../../../renderer/payload/text-slices.ts';

const all = (text: string, budget: number): readonly TextSlice[] => new TextSlices(text, budget).first(Infinity);
const texts = (text: string, budget: number): readonly string[] => all(text, budget).map((slice) => slice.text);

describe('TextSlices', () => {
  it('leaves nothing out', () => {
    const text = `${'line of text\n'.repeat(500)}${'x'.repeat(60_000)}\n${'é😀\u000b\u202e漢ბ'.repeat(900)}`;
    const slices = all(text, 1_000);
    expect(slices.map((slice) => slice.text).join('')).toBe(text);
    expect(Math.max(...slices.map((slice) => slice.text.length))).toBeLessThanOrEqual(1_000);
  });

  it('ends at a line break where one is near, and says where it does not', () => {
    expect(all('aaaaaa\nbbbbbbb', 11)).toEqual([
      { text: 'aaaaaa\n', end: 7, goesOn: false },
      { text: 'bbbbbbb', end: 14, goesOn: false },
    ]);
    expect(all('aa\nbbbbbbbb', 11)).toEqual([
      { text: 'aa\nbbbbb', end: 8, goesOn: true },
      { text: 'bbb', end: 11, goesOn: false },
    ]);
  });

  it.each([
    ['letters', 'x', 8_000],
    ['line breaks', '\n', 2_000],
    ['marks', '\u000b', 500],
    ['overrides', '\u202e', 500],
    ['ideographs', '漢', 4_000],
    ['letters of one script', 'ב', 2_000],
    ['letters of ever other scripts', 'ბאक', 600],
    ['emoji', '😀', 400],
  ])('takes fewer of what takes longer to lay out: %s', (_, unit, most) => {
    const length = texts(unit.repeat(10_000), 8_000)[0]?.length ?? 0;
    expect(length).toBeLessThanOrEqual(most);
    expect(length).toBeGreaterThan(most / 4);
  });

  it('never cuts a character in two, and takes one at least', () => {
    expect(texts('abc😀d', 30)).toEqual(['abc', '😀', 'd']);
    expect(texts('😀😀', 1)).toEqual(['😀', '😀']);
    expect(texts('\u202e\u202e', 1)).toEqual(['\u202e', '\u202e']);
  });

  it('makes what is asked for, and has no slice of no text', () => {
    const slices = new TextSlices('x'.repeat(100), 10);
    expect(slices.first(2)).toHaveLength(2);
    expect(slices.first(1)).toHaveLength(1);
    expect(slices.first(3).at(-1)?.end).toBe(30);
    expect(all('', 8)).toEqual([]);
  });
});

describe('affordableStart', () => {
  it.each([
    ['abc', 10, 10, 'abc'],
    ['abcdef', 10, 4, 'abcd'],
    ['abcdef', 3, 10, 'abc'],
    ['ab\ncd\nef', 8, 10, 'ab\ncd'],
    ['abc😀', 100, 4, 'abc'],
    ['', 10, 10, ''],
  ])('of %j for %i, at most %i', (text, budget, maximum, start) => {
    expect(affordableStart(text, budget, maximum)).toBe(start);
  });
});
