import { describe, expect, it } from 'vitest';
import { diffTexts } from '../../../../../renderer/payload/diff/text-diff.ts';

const shown = (before: string, after: string): string[] =>
  diffTexts(before, after).map(({ kind, text }) => `${{ same: ' ', before: '-', after: '+', skip: '~' }[kind]}${text}`);

describe('diffTexts', () => {
  it('shows changed lines and some around them', () => {
    const lines = Array.from({ length: 12 }, (_, index) => `l${index}`);
    const after = lines.map((line, index) => (index === 6 ? 'new' : line));
    expect(shown(lines.join('\n'), after.join('\n'))).toEqual([
      ' l0', ' l1', ' l2', ' l3', ' l4', ' l5', '-l6', '+new', ' l7', ' l8', ' l9', ' l10', ' l11',
    ]);
    const long = Array.from({ length: 30 }, (_, index) => `l${index}`);
    expect(shown(long.join('\n'), [...long.slice(0, -1), 'x'].join('\n'))[0]).toBe('~26 lines the same');
  });

  it('does not write JSON anew: a text is compared as it is', () => {
    expect(shown('{"a":1}', '{"a": 1}')).toEqual(['-{"a":1}', '+{"a": 1}']);
  });

  it('shows of a 64 kB line the part that differs, and how much it leaves out', () => {
    const line = 'a'.repeat(64_000);
    const [before, after] = diffTexts(`${line}b${line}`, `${line}c${line}`);
    expect([before?.text.includes('b'), after?.text.includes('c')]).toEqual([true, true]);
    expect(before).toMatchObject({ kind: 'before', hidden: 127_701 });
    expect(before?.text.length).toBeLessThan(400);
  });
});
