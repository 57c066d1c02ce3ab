import { describe, expect, it } from 'vitest';
import { MatchList } from '../../../../../../renderer/traffic/worker/filter/match-list.ts';

describe('MatchList', () => {
  it('grows at both ends and stays in order', () => {
    const list = new MatchList();
    const rows: number[] = [];
    for (let step = 0; step < 5_000; step += 1) {
      list.addNewest(10_000 + step);
      list.addOldest(9_999 - step);
      rows.push(10_000 + step);
      rows.unshift(9_999 - step);
    }
    expect(list.length).toBe(10_000);
    expect(list.heldBytes / list.length).toBeLessThan(8);
    expect(Array.from({ length: 10_000 }, (_, position) => list.at(position))).toEqual(rows);
    expect([list.at(-1), list.at(10_000)]).toEqual([undefined, undefined]);
  });

  it('finds positions and drops the oldest', () => {
    const list = new MatchList();
    for (const row of [2, 4, 8]) list.addNewest(row);
    expect([0, 2, 3, 8, 9].map((row) => list.positionFrom(row))).toEqual([0, 0, 1, 2, 3]);
    expect(list.dropBefore(4)).toBe(1);
    expect(list.dropBefore(4)).toBe(0);
    expect([list.at(0), list.at(1), list.length]).toEqual([4, 8, 2]);
    expect(list.dropBefore(100)).toBe(2);
    list.addOldest(50);
    list.addNewest(51);
    expect([list.at(0), list.at(1)]).toEqual([50, 51]);
  });
  it('holds rows of any number', () => {
    const list = new MatchList();
    for (const row of [2 ** 40, 2 ** 40 + 5]) list.addNewest(row);
    list.addOldest(2 ** 40 - 7);
    expect([list.at(0), list.at(1), list.at(2)]).toEqual([2 ** 40 - 7, 2 ** 40, 2 ** 40 + 5]);
    expect(list.dropBefore(2 ** 40 + 1)).toBe(2);
    expect(list.at(0)).toBe(2 ** 40 + 5);
  });
});
