import { describe, expect, it } from 'vitest';
import { cut, isPrintable, printable, visibleParts } from '../../../../../renderer/payload/codecs/printable.ts';

describe('printable', () => {
  it.each([
    ['plain ASCII, ümläute and 漢字', 'plain ASCII, ümläute and 漢字'],
    ['', ''],
    ['a\tb\r\nc\0\x1b\x7f', 'a⟨U+0009⟩b⟨U+000D⟩⟨U+000A⟩c⟨U+0000⟩⟨U+001B⟩⟨U+007F⟩'],
    [' ', '␣'],
    ['   ', '␣␣␣'],
    [' \u00a0\u3000', '␣⟨U+00A0⟩⟨U+3000⟩'],
    [' a  b ', ' a  b '],
    ['\x85', '⟨U+0085⟩'],
    ['admin\u202enimda', 'admin⟨U+202E⟩nimda'],
    ['al\u200bice', 'al⟨U+200B⟩ice'],
    ['\ufeffbom', '⟨U+FEFF⟩bom'],
    ['a\u2028b\u2029c', 'a⟨U+2028⟩b⟨U+2029⟩c'],
    ['soft\u00adhyphen', 'soft⟨U+00AD⟩hyphen'],
    ['\u3164\u2800', '⟨U+3164⟩⟨U+2800⟩'],
    ['\u{e0041}', '⟨U+E0041⟩'],
    ['\ud800x', '⟨U+D800⟩x'],
    ['x\udc00', 'x⟨U+DC00⟩'],
    ['abc\u0301', 'abc\u0301'],
    ['שלום', 'שלום'],
  ])('shows %o', (text, shown) => {
    expect(printable(text)).toBe(shown);
    expect(isPrintable(text)).toBe(text === shown);
    expect(printable(shown)).toBe(shown);
  });

  it('leaves emoji in one piece, and marks a joiner that stands alone', () => {
    for (const emoji of ['👨‍👩‍👧', '❤️', '1️⃣', '👩🏽‍💻', '🏳️‍🌈']) expect(printable(`x${emoji}y`)).toBe(`x${emoji}y`);
    expect(printable('a\u200db')).toBe('a⟨U+200D⟩b');
    expect(printable('a\ufe0f')).toBe('a⟨U+FE0F⟩');
  });

  it('cuts with an ellipsis, never within a surrogate pair', () => {
    expect(printable('abcdef', 6)).toBe('abcdef');
    expect(printable('abcdefg', 6)).toBe('abcde…');
    expect(printable('abcd😀fg', 6)).toBe('abcd…');
    expect(printable('\u202e'.repeat(50), 20)).toHaveLength(20);
    expect(printable(' '.repeat(50), 20)).toBe(`${'␣'.repeat(19)}…`);
    expect(cut('😀😀', 3)).toBe('😀…');
  });

  it('is quick with a long text of marks', () => {
    const started = performance.now();
    expect(printable('\u202e'.repeat(60_000), 200)).toHaveLength(200);
    expect(printable('\u202e'.repeat(60_000))).toHaveLength(480_000);
    expect(printable('👨‍'.repeat(30_000)).length).toBeGreaterThan(30_000);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

describe('visibleParts', () => {
  it('names each mark', () => {
    expect(visibleParts('a\u202eb\n')).toEqual([
      { text: 'a', mark: undefined },
      { text: '⟨U+202E⟩', mark: 'U+202E right-to-left override' },
      { text: 'b', mark: undefined },
      { text: '⟨U+000A⟩', mark: 'U+000A line feed' },
    ]);
    expect(visibleParts('\u{e0041}')).toEqual([{ text: '⟨U+E0041⟩', mark: 'U+E0041' }]);
    expect(visibleParts('')).toEqual([]);
  });
});
