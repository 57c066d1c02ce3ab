import { describe, expect, it } from 'vitest';
import { textSlices } from '../../../../renderer/payload/text-slices.ts';

describe('textSlices', () => {
  it('leaves nothing out', () => {
    const text = `${'line of text\n'.repeat(500)}${'x'.repeat(60_000)}\n${'é😀'.repeat(900)}`;
    const slices = textSlices(text, 1_000);
    expect(slices.map((slice) => slice.text).join('')).toBe(text);
    expect(Math.max(...slices.map((slice) => slice.text.length))).toBeLessThanOrEqual(1_000);
  });

  it('ends at a line break where one is near, and says where it does not', () => {
    expect(textSlices('aaaaaa\nbbbb', 8)).toEqual([
      { text: 'aaaaaa\n', goesOn: false },
      { text: 'bbbb', goesOn: false },
    ]);
    expect(textSlices('aa\nbbbbbbbb', 8)).toEqual([
      { text: 'aa\nbbbbb', goesOn: true },
      { text: 'bbb', goesOn: false },
    ]);
  });

  it('never cuts a character in two', () => {
    expect(textSlices('abc😀d', 4).map((slice) => slice.text)).toEqual(['abc', '😀d']);
  });

  it('has no slice of no text', () => {
    expect(textSlices('', 8)).toEqual([]);
  });
});
