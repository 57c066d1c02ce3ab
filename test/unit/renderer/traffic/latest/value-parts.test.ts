import { describe, expect, it } from 'vitest';
import { pathWords, plottable, valueLine } from '../../../../../renderer/traffic/latest/value-parts.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const line = (text: string): string | undefined => valueLine(bytes(text), undefined)?.parts.map((part) => part.text).join('');

describe('valueLine', () => {
  it('is one line of JSON, with names as they are', () => {
    expect(line('{"x": 1.50, "name":"a b","tags":[true,null,{}]}')).toBe('{x: 1.5, name: "a b", tags: [true, null, {}]}');
    expect(line('-3')).toBe('-3');
  });

  it('is nothing for what has no parts to watch', () => {
    expect([line('"text"'), line('true'), line('hello'), line('')]).toEqual([undefined, undefined, undefined, undefined]);
    expect(valueLine(new Uint8Array([0xff]), undefined)).toBeUndefined();
  });

  it('knows where numbers stand', () => {
    expect(plottable(valueLine(bytes('{"a":[1,{"b":2}],"c":"3"}'), undefined))).toEqual([['a', 0], ['a', 1, 'b']]);
    expect(plottable(undefined)).toEqual([]);
  });

  it('marks what changed, and all that is in it', () => {
    const marked = valueLine(bytes('{"a":1,"b":{"c":2,"d":"x"}}'), [['b']])?.parts.filter((part) => part.isChanged);
    expect(marked?.map((part) => part.text)).toEqual(['{', '2', '"x"', '}']);
    const one = valueLine(bytes('{"a":1,"b":{"c":2}}'), [['b', 'c']])?.parts.filter((part) => part.isChanged);
    expect(one?.map((part) => part.text)).toEqual(['2']);
  });

  it('tells what is gone', () => {
    const gone = (text: string, ...changed: (string | number)[][]): unknown => valueLine(bytes(text), changed)?.gone;
    expect(gone('{"a":1,"b":{"c":2},"d":[1]}', ['a'], ['x'], ['b', 'y'], ['d', 0], ['d', 1])).toEqual([['x'], ['b', 'y'], ['d', 1]]);
    expect(gone('{"a":null}', ['a'])).toEqual([]);
    expect(gone('{}', ['__proto__'], ['constructor'])).toEqual([['__proto__'], ['constructor']]);
  });

  it('is cut, however long, wide or deep the value is', () => {
    const long = line(JSON.stringify(Array.from({ length: 50_000 }, (_, index) => index)));
    expect(long?.length).toBeLessThan(450);
    expect(long).toContain('…');
    expect(line(`{"a":"${'x'.repeat(10_000)}"}`)?.length).toBeLessThan(450);
    expect(line('['.repeat(20_000) + ']'.repeat(20_000))?.length).toBeLessThan(450);
  });

  it('says whether something of it is left out', () => {
    const isCut = (text: string): boolean | undefined => valueLine(bytes(text), undefined)?.isCut;
    expect([isCut('{"x":1}'), isCut('7'), isCut('[]')]).toEqual([false, false, false]);
    expect(isCut(JSON.stringify(Array.from({ length: 50_000 }, (_, index) => index)))).toBe(true);
    expect(isCut(`{"a":"${'x'.repeat(100)}"}`)).toBe(true);
    expect(isCut(`{"${'k'.repeat(100)}":1}`)).toBe(true);
    expect(isCut('['.repeat(20) + ']'.repeat(20))).toBe(true);
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
