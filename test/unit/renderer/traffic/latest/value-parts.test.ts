import { describe, expect, it } from 'vitest';
import { pathWords, plottable, valueParts } from '../../../../../renderer/traffic/latest/value-parts.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const line = (text: string): string | undefined => valueParts(bytes(text), undefined)?.map((part) => part.text).join('');

describe('valueParts', () => {
  it('is one line of JSON, with names as they are', () => {
    expect(line('{"x": 1.50, "name":"a b","tags":[true,null,{}]}')).toBe('{x: 1.5, name: "a b", tags: [true, null, {}]}');
    expect(line('-3')).toBe('-3');
  });

  it('is nothing for what has no parts to watch', () => {
    expect([line('"text"'), line('true'), line('hello'), line('')]).toEqual([undefined, undefined, undefined, undefined]);
    expect(valueParts(new Uint8Array([0xff]), undefined)).toBeUndefined();
  });

  it('knows where numbers stand', () => {
    expect(plottable(valueParts(bytes('{"a":[1,{"b":2}],"c":"3"}'), undefined))).toEqual([['a', 0], ['a', 1, 'b']]);
    expect(plottable(undefined)).toEqual([]);
  });

  it('marks what changed, and all that is in it', () => {
    const marked = valueParts(bytes('{"a":1,"b":{"c":2,"d":"x"}}'), [['b']])?.filter((part) => part.isChanged);
    expect(marked?.map((part) => part.text)).toEqual(['{', '2', '"x"', '}']);
    const one = valueParts(bytes('{"a":1,"b":{"c":2}}'), [['b', 'c']])?.filter((part) => part.isChanged);
    expect(one?.map((part) => part.text)).toEqual(['2']);
  });

  it('is cut, however long, wide or deep the value is', () => {
    const long = line(JSON.stringify(Array.from({ length: 50_000 }, (_, index) => index)));
    expect(long?.length).toBeLessThan(450);
    expect(long).toContain('…');
    expect(line(`{"a":"${'x'.repeat(10_000)}"}`)?.length).toBeLessThan(450);
    expect(line('['.repeat(20_000) + ']'.repeat(20_000))?.length).toBeLessThan(450);
  });

  it('shows what cannot be seen', () => {
    expect(line('{"a\u202e":"b\u200b"}')).not.toMatch(/[\u202e\u200b]/);
  });
});

describe('pathWords', () => {
  it.each([
    [[], 'value'],
    [['x'], 'x'],
    [['a', 0, 'b'], 'a[0].b'],
    [['a', 'odd key'], 'a."odd key"'],
  ])('%j', (path, words) => expect(pathWords(path)).toBe(words));
});
