import { describe, expect, it } from 'vitest';
import { FoldedWord } from '../../../../../../renderer/traffic/worker/filter/folded-word.ts';
import { randomFrom } from '../random-packets.ts';

const encoder = new TextEncoder();

function inBytes(word: string, text: string): boolean {
  const bytes = encoder.encode(`##${text}##`);
  return new FoldedWord(word).isInBytes(bytes, 2, bytes.length - 2);
}

describe('FoldedWord', () => {
  it.each([
    ['order', '{"type":"ORDER"}', true],
    ['ORDER', 'reorder', true],
    ['order', 'orde', false],
    ['a', 'bcA', true],
    ['', 'anything', true],
    ['über', 'ÜBERALL', true],
    ['straße', 'STRASSE', false],
    ['漢', '漢字', true],
    ['@', '`', false],
    ['[', '{', false],
    ['##', '', false],
    ['#', 'x', false],
    ['größe', 'DIE GRÖẞE', true],
    ['ß', 'ẞ', true],
    ['kelvin', '300 \u212aELVIN', true],
    ['kk', '\u212ak', true],
    ['ομικρον', 'ΟΜΙΚΡΟΝ', true],
    ['привет', 'ПРИВЕТ, мир', true],
    ['р', 'Ѐ', false],
    ['ångström', '\u212bNGSTRÖM', true],
  ])('%s in %s: %s', (word, text, found) => {
    expect(inBytes(word, text)).toBe(found);
    expect(new FoldedWord(word).isIn(text)).toBe(found);
  });

  it('finds in bytes what it finds in text (seed 21)', () => {
    const random = randomFrom(21);
    const letters = ['a', 'B', 'b', 'A', 'ü', 'Ü', 'ß', 'ẞ', 'k', '\u212a', 'р', 'Р'];
    const letter = (): string => letters[Math.floor(random() * letters.length)] ?? '';
    const make = (longest: number): string => Array.from({ length: Math.floor(random() * longest) }, letter).join('');
    const differing: string[] = [];
    for (let index = 0; index < 20_000; index += 1) {
      const word = make(5);
      const text = make(24);
      if (inBytes(word, text) !== text.toLowerCase().includes(word.toLowerCase())) differing.push(`${word} in ${text}`);
    }
    expect(differing).toEqual([]);
  });

  it('takes a capital sigma as either small one, wherever it stands', () => {
    expect(inBytes('οδος', 'ΟΔΟΣ')).toBe(true);
    expect(inBytes('οδοσ', 'ΟΔΟΣ')).toBe(true);
  });

  it('looks for words longer than the text and than 65,535', () => {
    expect(inBytes('x'.repeat(70_000), 'x')).toBe(false);
    expect(inBytes('ab'.repeat(40_000), 'AB'.repeat(40_001))).toBe(true);
  });
});
