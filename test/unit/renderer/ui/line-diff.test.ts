import { describe, expect, it } from 'vitest';
import { diffLines, foldSame, type DiffLine } from '../../../../renderer/ui/line-diff.ts';

const marks = { same: ' ', live: '-', draft: '+' } as const;
const show = (lines: readonly DiffLine[]): string[] =>
  lines.map((line) => `${line.number ?? ''}${marks[line.kind]}${line.text}`);

describe('diffLines', () => {
  it('shows old before new, with the line numbers of live', () => {
    expect(show(diffLines('a\nb\nc', 'a\nB\nc\nd'))).toEqual(['1 a', '2-b', '+B', '3 c', '+d']);
  });

  it('holds JSON of one line against JSON of many', () => {
    expect(show(diffLines('{"a":1,"b":2}', '{\n "a": 1,\n "b": 3 }'))).toEqual([
      '1 {',
      '2   "a": 1,',
      '3-  "b": 2',
      '+  "b": 3',
      '4 }',
    ]);
  });

  it('finds common lines in the middle', () => {
    expect(show(diffLines('x\nm\ny', 'p\nm\nq'))).toEqual(['1-x', '+p', '2 m', '3-y', '+q']);
  });

  it('shows texts too different to compare as all old, all new', () => {
    const many = (mark: string): string => Array.from({ length: 3_000 }, (_, index) => `${mark}${index}`).join('\n');
    const lines = diffLines(many('a'), many('b'));
    expect(lines).toHaveLength(6_000);
    expect([lines[2_999]?.kind, lines[3_000]?.kind]).toEqual(['live', 'draft']);
  });

  it('has nothing to tell of equal texts', () => {
    expect(diffLines('a\nb', 'a\nb').every((line) => line.kind === 'same')).toBe(true);
  });
});

describe('foldSame', () => {
  it('counts what is far from a change, and shows a few lines rather than counting them', () => {
    const text = Array.from({ length: 20 }, (_, index) => `l${index}`);
    const lines = foldSame(diffLines(text.join('\n'), text.with(10, 'new').join('\n')), 2);
    expect(lines.map((line) => (line.kind === 'skip' ? `skip ${line.count}` : line.text))).toEqual([
      'skip 8',
      'l8',
      'l9',
      'l10',
      'new',
      'l11',
      'l12',
      'skip 7',
    ]);
    expect(foldSame(diffLines('a\nb\nc', 'a\nb\nd'), 1).map((line) => line.kind)).toEqual([
      'same',
      'same',
      'live',
      'draft',
    ]);
  });
});
