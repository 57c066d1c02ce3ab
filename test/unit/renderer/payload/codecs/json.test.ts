import { describe, expect, it } from 'vitest';
import { parseJson } from '../../../../../renderer/payload/codecs/json.ts';
import type { JsonDocument } from '../../../../../renderer/payload/codecs/json.ts';

function documentOf(text: string): JsonDocument {
  const result = parseJson(text);
  if (!result.ok) throw new Error(result.message);
  return result.document;
}

describe('JsonDocument', () => {
  const text = '{"user": {"id": 7, "tags": ["a", "b", {}]}, "odd key": null, "n": -1.5e3}';

  it('is a tree that opens step by step', () => {
    const document = documentOf(text);
    expect(document.root).toEqual({ id: 0, kind: 'object', key: undefined, isTextKey: true, index: undefined, count: 3 });
    const [user, odd, n] = document.children(0);
    expect([user?.key, odd?.key, n?.key]).toEqual(['user', 'odd key', 'n']);
    expect([user?.kind, odd?.kind, n?.kind]).toEqual(['object', 'null', 'number']);
    const tags = document.children(user?.id ?? 0)[1];
    expect(tags).toMatchObject({ kind: 'array', key: 'tags', count: 3 });
    const elements = document.children(tags?.id ?? 0);
    expect(elements.map(({ index, kind, count }) => [index, kind, count])).toEqual([
      [0, 'string', 0],
      [1, 'string', 0],
      [2, 'object', 0],
    ]);
    expect(document.children(tags?.id ?? 0, 1, 1).map(({ index }) => index)).toEqual([1]);
    expect(document.children(elements[2]?.id ?? 0)).toEqual([]);
    expect(document.path(elements[1]?.id ?? 0)).toBe('$.user.tags[1]');
    expect(document.path(odd?.id ?? 0)).toBe('$["odd key"]');
    expect(document.path(0)).toBe('$');
    expect(document.raw(elements[1]?.id ?? 0)).toBe('"b"');
    expect(document.value(elements[1]?.id ?? 0)).toBe('b');
    expect(document.range(n?.id ?? 0)).toEqual({ start: text.indexOf('-1.5e3'), end: text.length - 1 });
  });

  it('writes on one line and on many', () => {
    const document = documentOf(` [ 1 , {"a" : [ ] , "b":{ "c" : "x y" } } , [[]] ] `);
    expect(document.compact()).toBe('[1,{"a":[],"b":{"c":"x y"}},[[]]]');
    expect(document.pretty()).toBe(JSON.stringify(JSON.parse(document.text), undefined, 2));
    expect(document.pretty(4)).toBe(JSON.stringify(JSON.parse(document.text), undefined, 4));
    for (const leaf of ['1', '"x"', 'null', 'true', 'false', '{}', '[]']) {
      expect([documentOf(leaf).pretty(), documentOf(` ${leaf} `).compact()]).toEqual([leaf, leaf]);
    }
  });

  it('keeps what JSON.parse would lose: digits, escapes, keys that come twice', () => {
    const text = '{"id":9007199254740993,"id":1.10,"k\\u0065y":"\\u202e","__proto__":1}';
    const document = documentOf(text);
    expect(document.compact()).toBe(text);
    expect(document.children(0).map(({ key }) => key)).toEqual(['id', 'id', 'key', '__proto__']);
    expect(document.value(document.children(0)[2]?.id ?? 0)).toBe('\u202e');
  });

  it('reads and writes 10,000 levels, and a million', () => {
    for (const depth of [10_000, 1_000_000]) {
      const text = `${'['.repeat(depth)}1${']'.repeat(depth)}`;
      const document = documentOf(text);
      expect(document.size).toBe(depth + 1);
      expect(document.compact()).toBe(text);
      expect(document.path(depth)).toHaveLength(1 + 3 * depth);
    }
    const deep = documentOf(`${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`);
    expect(deep.pretty().length).toBeLessThan(4_000_000);
    expect(documentOf(deep.pretty()).compact()).toBe(deep.text);
  });

  it('reads a line of 60 kB and a list of 100,000', () => {
    const long = 'x'.repeat(60_000);
    expect(documentOf(JSON.stringify({ long })).value(1)).toBe(long);
    const list = documentOf(JSON.stringify(Array.from({ length: 100_000 }, (_, index) => index)));
    expect(list.root.count).toBe(100_000);
    expect(list.children(0, 99_999, 5).map(({ id }) => list.raw(id))).toEqual(['99999']);
  });
});

describe('parseJson', () => {
  it.each([
    ['', 'A value belongs here, not the end of the text.', 1, 1],
    ['{"a": 1,}', 'A comma must not stand before }.', 1, 9],
    ['[1, 2', 'A comma or ] belongs here, not the end of the text.', 1, 6],
    ['{\n  "a": 1\n  "b": 2\n}', 'A comma or } belongs here, not “"”.', 3, 3],
    ['{\r\n  a: 1}', 'A key in double quotes belongs here, not “a”.', 2, 3],
    ['{"a" 1}', 'A colon belongs after the key, not “1”.', 1, 6],
    ['[1] x', 'The JSON value is complete, and then comes “x”.', 1, 5],
    ['"abc', 'This string has no closing quote.', 1, 1],
    ['"a\tb"', '⟨U+0009⟩ inside a string has to be written as an escape.', 1, 3],
    ['"a\\x"', 'There is no such escape: \\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX are.', 1, 3],
    ['"\\u12g4"', 'There is no such escape: \\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX are.', 1, 2],
    ['01', 'This number is not written as JSON has it: no leading zero or plus, digits around the point.', 1, 1],
    ['-', 'This number is not written as JSON has it: no leading zero or plus, digits around the point.', 1, 1],
    ['[1.]', 'This number is not written as JSON has it: no leading zero or plus, digits around the point.', 1, 2],
    ['nul', 'A value belongs here, not “n”.', 1, 1],
    ['\u202e1', 'A value belongs here, not “⟨U+202E⟩”.', 1, 1],
    ['[,]', 'A value belongs here, not “,”.', 1, 2],
    ["{'a': 1}", 'A key in double quotes belongs here, not “\'”.', 1, 2],
    ['undefined', 'A value belongs here, not “u”.', 1, 1],
  ])('says where %o stops being JSON', (text, message, line, column) => {
    expect(parseJson(text)).toMatchObject({ ok: false, reason: 'not-json', message, line, column });
    expect(() => JSON.parse(text) as unknown).toThrow();
  });

  it('says so at the end of 10,000 levels that are not closed', () => {
    expect(parseJson('['.repeat(10_000))).toMatchObject({ ok: false, offset: 10_000 });
    expect(parseJson('{"a":'.repeat(10_000))).toMatchObject({ ok: false, line: 1, column: 50_001 });
  });

  it('agrees with JSON.parse on mutations of a text (fixed steps)', () => {
    const text = '{"a": [1, -2.5e+3, "x\\n\\u00e9", {"b": null}, true, false, []], "c": {}}';
    const isJson = (candidate: string): boolean => {
      try {
        JSON.parse(candidate);
        return true;
      } catch {
        return false;
      }
    };
    for (let at = 0; at < text.length; at += 1) {
      for (const insert of ['', ',', '"', '0', '-', '{', ']', ' ', '\\', '.', 'e', '\n']) {
        for (const drop of [0, 1, 2]) {
          const candidate = text.slice(0, at) + insert + text.slice(at + drop);
          expect([candidate, parseJson(candidate).ok]).toEqual([candidate, isJson(candidate)]);
        }
      }
    }
  });

  it('passes over a byte order mark, as people paste it', () => {
    expect(parseJson('\ufeff{}').ok).toBe(true);
  });
});
