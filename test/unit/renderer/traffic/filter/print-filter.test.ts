import { describe, expect, it } from 'vitest';
import { parseFilter } from '../../../../../renderer/traffic/filter/parse-filter.ts';
import {
  onlyFilter,
  printFilter,
  timeFilter,
} from '../../../../../renderer/traffic/filter/print-filter.ts';
import type { FilterTree } from '../../../../../renderer/traffic/protocol/index.ts';
import { and, has, hostileTexts, json, not, or, randomTree, seeded, test, words } from './filter-fixtures.ts';

const printed: readonly (readonly [tree: FilterTree, text: string])[] = [
  [test('topic', '==', 'chat'), 'topic == "chat"'],
  [test('kind', '==', 'lossy'), 'kind == lossy'],
  [test('dir', '==', 'in'), 'dir == in'],
  [json(['user', 'id'], '==', 7), 'json.user.id == 7'],
  [json(['a b', 0, '.x'], '==', null), 'json["a b"][0][".x"] == null'],
  [test('topic', '~', '^cur\\d "x"'), 'topic ~ "^cur\\d \\"x\\""'],
  [test('topic', '==', 'a\u202eb\u200b'), 'topic == "a\\u202eb\\u200b"'],
  [{ type: 'in', field: 'topic', values: ['a', 'b'] }, 'topic in ("a", "b")'],
  [and(or(words('a'), words('b')), not(has('seq'))), '(a or b) and not seq'],
  [or(and(words('a'), words('b')), words('c')), 'a and b or c'],
  [not(and(words('a'), words('b'))), 'not (a and b)'],
  [words('not topic "x" plain'), '"not" topic "\\"x\\"" plain'],
  [words('topic'), '"topic"'],
  [and(), ''],
];

describe('printFilter', () => {
  it.each(printed)('%j', (tree, text) => {
    expect(printFilter(tree)).toBe(text);
  });

  it('is read back as the same tree, whatever the names', () => {
    const random = seeded(7);
    for (let round = 0; round < 3_000; round += 1) {
      const tree = randomTree(random, 3);
      const text = printFilter(tree);
      if (text.length <= 10_000) expect(parseFilter(text), text).toEqual({ tree, diagnostics: [] });
    }
  });

  it('writes patterns that mean the same', () => {
    for (const pattern of ['a"b', '\\"', "\\'", '\\\\', '\\b\\d', 'a\nb', '\u202e', '[\\]"]']) {
      const { tree, diagnostics } = parseFilter(printFilter(test('topic', '~', pattern)));
      expect(diagnostics).toEqual([]);
      expect(tree).toMatchObject({ field: 'topic', operator: '~' });
    }
    const plain = test('topic', '~', '\\bcur\\.\\d+$');
    expect(parseFilter(printFilter(plain)).tree).toEqual(plain);
  });
});

describe('what clicks make', () => {
  it('shows only a value', () => {
    expect(onlyFilter('topic', 'chat')).toBe('topic == "chat"');
    expect(onlyFilter('size', 128)).toBe('size == 128');
    expect(onlyFilter('json', true, ['a', 'b c'])).toBe('json.a["b c"] == true');
    expect(onlyFilter('json', undefined, ['a'])).toBe('not json.a');
    expect(onlyFilter('topic', '')).toBe('not topic');
    expect(onlyFilter('seq', undefined)).toBe('not seq');
    expect(onlyFilter('marked', true)).toBe('marked');
    for (const value of hostileTexts.filter((text) => text !== '')) {
      expect(parseFilter(onlyFilter('from', value)).tree).toEqual(test('from', '==', value));
    }
  });

  it('writes a time as people read it, and finds just that µs', () => {
    for (const at of [1_795_529_201_348.29, 1_795_529_201_348, 1_795_529_201_999.999]) {
      const text = onlyFilter('time', at);
      expect(text).toMatch(/^time == "\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}"$/);
      const { tree } = parseFilter(text);
      expect(tree).toEqual(and(test('time', '>=', at), test('time', '<', at + 0.001)));
      if (tree === undefined) continue;
      expect(printFilter(tree)).toBe(text);
      expect(printFilter(not(tree))).toBe(`not ${text}`);
      expect(printFilter(and(test('topic', '==', 'a'), ...(tree.type === 'and' ? tree.parts : [])))).toBe(`topic == "a" and ${text}`);
    }
    // Times are stored in steps of about a quarter of a µs: one between two µs is within the first, at a second's end too.
    for (const start of [1_795_529_201_348.29, 1_795_529_201_999.998, 1_795_529_201_999.999]) {
      for (let at = start; at < start + 0.001; at += 0.000_25) {
        const { tree } = parseFilter(onlyFilter('time', at));
        const [from, to] = tree?.type === 'and' ? tree.parts : [];
        expect(onlyFilter('time', at)).toMatch(/^time == "/);
        expect(from?.type === 'compare' && Number(from.value) <= at).toBe(true);
        expect(to?.type === 'compare' && Number(to.value) > at).toBe(true);
      }
    }
    // Beyond what can be written with a date of four digits, it is a number.
    expect(onlyFilter('time', 300_000_000_000_000)).toBe('time == 300000000000000');
  });

  it('makes a stretch of time, to the µs', () => {
    const [from, to] = [1_795_521_729_118.25, 1_795_521_730_000];
    const text = timeFilter(to, from);
    expect(parseFilter(text).tree).toEqual(and(test('time', '>=', from), test('time', '<', to)));
    expect(timeFilter(0, 1_795_521_729_118)).toMatch(/^time >= "\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.000" and time < "/);
  });
});
