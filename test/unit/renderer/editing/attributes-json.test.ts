import { describe, expect, it } from 'vitest';
import {
  attributesAsJson,
  changesTo,
  readAttributesJson,
  sizeOfAttributes,
} from '../../../../renderer/editing/attributes-json.ts';

describe('attributes as JSON', () => {
  it('writes what there would be, in the order of the keys, and reads it back', () => {
    const changes = new Map([
      ['lang', { base: 'de', value: '' }],
      ['bed', { base: undefined, value: '"12"\n' }],
    ]);
    const text = attributesAsJson({ lang: 'de', '10': 'x', '9': 'y' }, changes);
    expect(text).toBe('{\n  "10": "x",\n  "9": "y",\n  "bed": "\\"12\\"\\n"\n}');
    const read = readAttributesJson(text);
    expect(read.ok && [...read.values]).toEqual([['10', 'x'], ['9', 'y'], ['bed', '"12"\n']]);
    expect(attributesAsJson({}, new Map())).toBe('{}');
  });

  it.each([
    ['[]', /one object/],
    ['{"a":1}', /\$\.a is no string/],
    ['{"a":null}', /no string/],
    ['{"a":"1","\\u0061":"2"}', /twice/],
    ['{"":"x"}', /needs a key/],
    ['{"a":"1"', /JSON error at line 1/],
  ])('refuses %s', (text, problem) => {
    const read = readAttributesJson(text);
    expect(read.ok ? '' : read.problem).toMatch(problem);
  });

  it('changes what differs, and deletes what is not there any more', () => {
    const changes = changesTo(new Map([['a', '1'], ['b', '2'], ['__proto__', 'p']]), { a: '1', b: '1', c: '3' }, new Map([['b', { base: '0', value: '9' }]]));
    expect([...changes]).toEqual([
      ['b', { base: '0', value: '2' }],
      ['c', { base: '3', value: '' }],
      ['__proto__', { base: undefined, value: 'p' }],
    ]);
  });

  it('counts bytes of keys and values', () => {
    expect(sizeOfAttributes(new Map([['ä', 'x'], ['gone', '']]))).toBe(3);
  });
});
