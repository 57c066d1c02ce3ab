import { describe, expect, it } from 'vitest';
import { type JsonDocument, parseJson } from '../../../../../renderer/payload/codecs/index.ts';
import { diffJson } from '../../../../../renderer/payload/diff/json-diff.ts';

function parsed(text: string): JsonDocument {
  const result = parseJson(text);
  if (!result.ok) throw new Error(result.message);
  return result.document;
}

const diff = (before: string, after: string, maximum = 100): string[] =>
  diffJson(parsed(before), parsed(after), maximum).changes.map(
    (change) => `${change.path}: ${change.before ?? '—'} → ${change.after ?? '—'}`,
  );

describe('diffJson', () => {
  it('tells what changed, went and came, in the order of the texts', () => {
    expect(diff('{"a":1,"b":{"c":[1,2]},"d":null}', '{"b":{"c":[1,3,4]},"a":1,"e":"x"}')).toEqual([
      '$.b.c[1]: 2 → 3',
      '$.b.c[2]: — → 4',
      '$.d: null → —',
      '$.e: — → "x"',
    ]);
    expect(diff('[1]', '{"a":1}')).toEqual(['$: [1] → {"a":1}']);
    expect(diff('{"a":"1"}', '{"a":1}')).toEqual(['$.a: "1" → 1']);
  });

  it('finds nothing where only the writing differs', () => {
    expect(diff('{"a":1.0,"b":"\\u0041"}', ' { "b" : "A", "a" : 1e0 } ')).toEqual([]);
  });

  it('sees what parsed values would not', () => {
    expect(diff('9007199254740993', '9007199254740992')).toEqual(['$: 9007199254740993 → 9007199254740992']);
    expect(diff('{}', '{"constructor":1,"__proto__":2}')).toEqual(['$.constructor: — → 1', '$.__proto__: — → 2']);
    expect(diff('{"a":1,"a":2}', '{"a":2}')).toEqual([]);
    expect(diff('0', '-0')).toEqual([]);
  });

  it('goes down 10,000 levels', () => {
    const deep = (leaf: string): string => '['.repeat(10_000) + leaf + ']'.repeat(10_000);
    const { changes } = diffJson(parsed(deep('1')), parsed(deep('2')), 10);
    expect(changes).toHaveLength(1);
    expect(changes[0]).toMatchObject({ before: '1', after: '2' });
  });

  it('says how many changes it leaves out', () => {
    const list = (from: number): string => JSON.stringify(Array.from({ length: 50 }, (_, index) => index + from));
    expect(diffJson(parsed(list(0)), parsed(list(1)), 20)).toMatchObject({ changes: { length: 20 }, left: 30 });
  });
});
