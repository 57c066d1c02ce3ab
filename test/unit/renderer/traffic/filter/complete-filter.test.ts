import { describe, expect, it } from 'vitest';
import { optionsAt } from '../../../../../renderer/traffic/filter/complete-filter.ts';

const seen = { identities: ['agent-7f2', 'a "b"'], topics: ['chat', 'cursor', ''] };

/** What is offered at the end of a text: where it begins, and the labels. */
function offered(text: string): readonly [number | undefined, readonly string[]] {
  const options = optionsAt(text, text.length, seen);
  return [options?.from, options?.options.map(({ label }) => label) ?? []];
}

describe('optionsAt', () => {
  it.each(['', 'to', 'a and ', 'not ', '!', '(', 'lossy or (t', 'kind == lossy && '])('“%s”: fields', (text) => {
    const [from, labels] = offered(text);
    expect(labels).toContain('topic');
    expect(labels).toContain('json.');
    expect(from).toBe(text.length - (/[a-z]+$/.exec(text)?.[0].length ?? 0));
  });

  it.each([
    ['topic ', 6, ['==', '!=', 'contains', '~', 'in', 'and', 'or']],
    ['size ', 5, ['==', '!=', '<', '<=', '>', '>=', 'in', 'and', 'or']],
    ['marked ', 7, ['and', 'or']],
    ['topic con', 6, ['==', '!=', 'contains', '~', 'in', 'and', 'or']],
    ['json.a ', 7, ['==', '!=', '<', '<=', '>', '>=', 'contains', '~', 'in', 'and', 'or']],
    ['topic == ', 9, ['"chat"', '"cursor"']],
    ['topic == "ch', 9, ['"chat"', '"cursor"']],
    ['topic == ch', 9, ['"chat"', '"cursor"']],
    ['topic not contains ', 19, ['"chat"', '"cursor"']],
    ['from in (', 9, ['"agent-7f2"', '"a \\"b\\""']],
    ['a and from not in ("x", a', 24, ['"agent-7f2"', '"a \\"b\\""']],
    ['dir ==', 6, ['in', 'out']],
    ['json.a == ', 10, ['true', 'false', 'null']],
    ['size in ', 8, ['(']],
    ['topic == "a" ', 13, ['and', 'or']],
    ['topic in ("a") ', 15, ['and', 'or']],
    ['(a) ', 4, ['and', 'or']],
    ['hello ', 6, ['and', 'or']],
    ['(topic == "chat" ', 17, [')', 'and', 'or']],
    ['(a or (b) ', 10, [')', 'and', 'or']],
    [')', undefined, []],
    ['a) ', undefined, []],
    [') and ', undefined, []],
    ['flag == dup ', undefined, []],
    ['flag == dup and ', undefined, []],
    ['size > ', undefined, []],
    ['json.us', undefined, []],
  ] as const)('“%s”', (text, from, labels) => {
    expect(offered(text)).toEqual([from, labels]);
  });

  it('offers each flag with what it means', () => {
    const options = optionsAt('flag == d', 9, seen)?.options ?? [];
    expect(options.find(({ label }) => label === 'duplicate')?.detail).toBe('same packet as an earlier row');
    expect(options).toHaveLength(15);
  });

  it('offers what was used before in an empty box only', () => {
    expect(optionsAt('', 0, seen, ['size > 3'])?.options[0]).toMatchObject({ label: 'size > 3', kind: 'history' });
    expect(optionsAt('s', 1, seen, ['size > 3'])?.options.some(({ kind }) => kind === 'history')).toBe(false);
  });

  it('looks at what stands before the cursor', () => {
    expect(optionsAt('topic == "a" and size > 3', 6, seen)?.options.map(({ label }) => label)).toContain('contains');
  });
});
