import { describe, expect, it } from 'vitest';
import { latestBytesMaximum } from '../../../../../../renderer/traffic/protocol/index.ts';
import {
  changedPaths,
  numberAt,
  pathsMaximum,
  readJson,
} from '../../../../../../renderer/traffic/worker/statistics/json-changes.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('readJson', () => {
  it('reads JSON, and nothing else', () => {
    expect(readJson(bytes('{"a":1}'))).toEqual({ value: { a: 1 } });
    expect(readJson(bytes('null'))).toEqual({ value: null });
    expect(readJson(bytes('hello'))).toBeUndefined();
    expect(readJson(new Uint8Array([0xff, 0xfe]))).toBeUndefined();
    expect(readJson(new Uint8Array(0))).toBeUndefined();
    expect(readJson(bytes('1'.repeat(latestBytesMaximum + 1)))).toBeUndefined();
  });

  it('reads and compares what is 30,000 levels deep', () => {
    const deep = (leaf: string): unknown => readJson(bytes('['.repeat(30_000) + leaf + ']'.repeat(30_000)))?.value;
    expect(changedPaths(deep('1'), deep('2'))).toHaveLength(1);
  });
});

describe('changedPaths', () => {
  it.each([
    [{ a: 1 }, { a: 1 }, []],
    [{ a: 1, b: 2 }, { a: 1, b: 3 }, [['b']]],
    [{ a: { b: [1, 2] } }, { a: { b: [1, 5] } }, [['a', 'b', 1]]],
    [{ a: 1 }, { b: 1 }, [['b'], ['a']]],
    [[1], [1, 2, 3], [[1], [2]]],
    [1, 2, [[]]],
    [{ a: [] }, { a: {} }, [['a']]],
    [{ a: null }, { a: 0 }, [['a']]],
  ])('%j → %j', (before, after, paths) => {
    expect(changedPaths(before, after)).toEqual(paths);
  });

  it('tells at most 100', () => {
    const values = (value: number): number[] => Array.from({ length: 10_000 }, () => value);
    expect(changedPaths(values(1), values(2))).toHaveLength(pathsMaximum);
  });

  it('knows own members only', () => {
    expect(changedPaths({}, JSON.parse('{"__proto__":1}'))).toEqual([['__proto__']]);
    expect(changedPaths({ a: 1 }, JSON.parse('{"a":1,"toString":1}'))).toEqual([['toString']]);
  });
});

describe('numberAt', () => {
  it('finds a number, and only that', () => {
    const value = { a: [{ b: 2.5 }], c: '7', 1: 4 };
    expect(numberAt(value, ['a', 0, 'b'])).toBe(2.5);
    expect(numberAt(value, ['1'])).toBe(4);
    for (const path of [['c'], ['a', 1], ['a', 'length'], ['toString', 'length'], []]) {
      expect(numberAt(value, path)).toBeNaN();
    }
    expect(numberAt(3, [])).toBe(3);
  });
});
