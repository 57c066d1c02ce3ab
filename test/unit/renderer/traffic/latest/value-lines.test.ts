import { describe, expect, it } from 'vitest';
import { ValueLines } from '../../../../../renderer/traffic/latest/value-lines.ts';
import { latestRow } from '../statistics/table-fixtures.ts';

const payload = new TextEncoder().encode('{"x":1}');

describe('ValueLines', () => {
  it('reads a value once while it is the newest', () => {
    const lines = new ValueLines();
    const line = lines.of(latestRow({ key: 1, row: 7, payload }));
    expect(line?.parts.length).toBeGreaterThan(0);
    expect(lines.of(latestRow({ key: 1, row: 7, payload: payload.slice() }))).toBe(line);
    expect(lines.of(latestRow({ key: 2, row: 8, payload }))).not.toBe(line);
    expect(lines.of(latestRow({ key: 1, row: 9, payload }))).not.toBe(line);
  });

  it('has none for what is gone or no JSON', () => {
    const lines = new ValueLines();
    expect(lines.of(latestRow({ key: 1, row: 7, payload }))).toBeDefined();
    expect(lines.of(latestRow({ key: 1, row: 7, payload: undefined }))).toBeUndefined();
    expect(lines.of(latestRow({ key: 3, row: 9, payload: new Uint8Array([0xff]) }))).toBeUndefined();
  });

  it('keeps no more than are drawn', () => {
    const lines = new ValueLines();
    const first = lines.of(latestRow({ key: 0, row: 0, payload }));
    for (let key = 1; key <= 500; key += 1) lines.of(latestRow({ key, row: key, payload }));
    expect(lines.of(latestRow({ key: 0, row: 0, payload }))).not.toBe(first);
  });
});
