import { describe, expect, it } from 'vitest';
import { describeChanges, takeLiveInto } from '../../../../renderer/participants/json-merge.ts';

describe('takeLiveInto', () => {
  it('takes what changed live, adds and removes keys, and keeps the rest of the draft', () => {
    const base = '{"station":"B2","waiting":4,"hand":true}';
    const live = '{"station":"B2","waiting":5,"lang":"de"}';
    expect(takeLiveInto('{"station":"B3","waiting":4,"hand":true,"note":"x"}', base, live)).toBe(
      '{"station":"B3","waiting":5,"note":"x","lang":"de"}',
    );
  });

  it('lets live win where both changed the same key', () => {
    expect(takeLiveInto('{"a":2}', '{"a":1}', '{"a":3}')).toBe('{"a":3}');
  });

  it('writes lines where the draft has lines, in its indentation', () => {
    expect(takeLiveInto('{\n    "a": 1\n}', '{"a":1}', '{"a":1,"b":2}')).toBe('{\n    "a": 1,\n    "b": 2\n}');
  });

  it('keeps the digits of numbers, and does not see a change in white space', () => {
    expect(takeLiveInto('{"id":9007199254740993,"x":1}', '{"o":{"a":1}}', '{"o": {"a": 1}}')).toBe(
      '{"id":9007199254740993,"x":1}',
    );
  });

  it('treats names of Object’s own as any key', () => {
    expect(takeLiveInto('{"a":1}', '{}', '{"__proto__":1,"constructor":2}')).toBe(
      '{"a":1,"__proto__":1,"constructor":2}',
    );
  });

  it.each([
    ['free text', '{}', '{}'],
    ['{}', '[1]', '{}'],
    ['{}', '{}', '"x"'],
  ])('has nothing to merge in %s, %s, %s', (draft, base, live) => {
    expect(takeLiveInto(draft, base, live)).toBeUndefined();
  });
});

describe('describeChanges', () => {
  it('names each change', () => {
    expect(describeChanges('{"waiting":4,"o":{"a":1},"x":0}', '{"waiting":5,"o":{"a":1,"b":"c"}}')).toEqual(
      expect.arrayContaining([
        { path: 'waiting', text: 'went from 4 to 5' },
        { path: 'o.b', text: 'was added: "c"' },
        { path: 'x', text: 'was removed' },
      ]),
    );
  });

  it('cuts long values, and gives up on free text and on endless depth', () => {
    expect(describeChanges('{"a":1}', `{"a":"${'x'.repeat(100)}"}`)?.[0]?.text.length).toBeLessThan(70);
    expect(describeChanges('a', '{}')).toBeUndefined();
    const deep = (inner: string): string => `${'{"a":'.repeat(20_000)}${inner}${'}'.repeat(20_000)}`;
    expect(() => describeChanges(deep('1'), deep('2'))).not.toThrow();
  });
});
