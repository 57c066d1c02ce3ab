import { describe, expect, it } from 'vitest';
import { NumberLine, placeInLine } from '../../../../../../renderer/traffic/worker/sequences/number-line.ts';

const words = Object.fromEntries(Object.entries(placeInLine).map(([word, code]) => [code, word]));

/** What a line says of numbers that come 1 ms after each other. */
function places(...numbers: number[]): string[] {
  const line = new NumberLine();
  return numbers.map((number, index) => {
    const word = words[line.take(number, index, index)] ?? '';
    return word === 'skipped' ? `skipped ${line.skipped} after row ${line.relatedRow}` : word;
  });
}

describe('NumberLine', () => {
  it('begins anywhere, and tells what was skipped', () => {
    expect(places(700, 701, 704, 705)).toEqual(['next', 'next', 'skipped 2 after row 1', 'next']);
  });

  it('tells what is late from what came twice', () => {
    expect(places(1, 4, 2, 2, 4, 3, 5)).toEqual([
      'next',
      'skipped 2 after row 0',
      'late',
      'duplicate',
      'duplicate',
      'late',
      'next',
    ]);
  });

  it('calls what is below its beginning neither late nor skipped', () => {
    expect(places(10, 9, 11)).toEqual(['next', 'apart', 'next']);
  });

  it('goes on where it was after a jump', () => {
    const after = ['next', 'next', 'duplicate', 'skipped 1 after row 3'];
    expect(places(1, 900_000, 2, 3, 3, 5)).toEqual(['next', 'jump', ...after]);
  });

  it('moves to a jump when the sender goes on from there', () => {
    expect(places(1, 900_000, 900_001, 900_004, 900_002)).toEqual([
      'next',
      'jump',
      'next',
      'skipped 2 after row 2',
      'late',
    ]);
  });

  it('moves back to a sender that counts anew', () => {
    expect(places(900_000, 1, 2, 3)).toEqual(['next', 'apart', 'next', 'next']);
  });

  it('takes no jump for numbers that a sender may have used in the time since', () => {
    const line = new NumberLine();
    line.take(1, 0, 0);
    expect(words[line.take(30_000, 1, 1_000)]).toBe('skipped');
    expect(words[line.take(90_000, 2, 1_001)]).toBe('jump');
  });

  it('tells repetitions within 1,024 numbers', () => {
    const line = new NumberLine();
    for (let number = 1; number <= 1_100; number += 1) line.take(number, number, 0);
    expect(words[line.take(77, 2_000, 0)]).toBe('duplicate');
    expect(line.relatedRow).toBe(77);
    expect(words[line.take(76, 2_000, 0)]).not.toBe('duplicate');
  });

  it('is as new after clear', () => {
    const line = new NumberLine();
    line.take(5, 0, 0);
    line.clear();
    expect([words[line.take(5, 1, 1)], words[line.take(6, 2, 2)]]).toEqual(['next', 'next']);
  });
});
