import { describe, expect, it } from 'vitest';
import { RowPlan } from '../../../../../../renderer/traffic/worker/feed/row-plan.ts';

function rowsOf(plan: RowPlan, maximum = 100): number[] {
  const rows: number[] = [];
  while (!plan.isDone && rows.length < maximum) {
    rows.push(plan.next);
    plan.advance();
  }
  return rows;
}

describe('RowPlan', () => {
  it('goes from a row to the end', () => {
    expect(rowsOf(new RowPlan({ from: 3, end: 6 }))).toEqual([3, 4, 5]);
    expect(rowsOf(new RowPlan({ from: 3, end: 3 }))).toEqual([]);
    expect(rowsOf(new RowPlan({ from: 3, end: Infinity }), 3)).toEqual([3, 4, 5]);
  });

  it('goes through ranges, within its bounds', () => {
    const ranges = [[0, 2], [5, 5], [8, 20]] as const;
    expect(rowsOf(new RowPlan({ from: 0, end: 10, ranges }))).toEqual([0, 1, 2, 5, 8, 9]);
    expect(rowsOf(new RowPlan({ from: 2, end: 6, ranges }))).toEqual([2, 5]);
    expect(rowsOf(new RowPlan({ from: 6, end: 7, ranges }))).toEqual([]);
    expect(rowsOf(new RowPlan({ from: 0, end: 10, ranges: [] }))).toEqual([]);
  });

  it('takes each row once where ranges are not in order', () => {
    expect(rowsOf(new RowPlan({ from: 0, end: 9, ranges: [[3, 4], [4, 5], [2, 1], [0, 1]] }))).toEqual([3, 4, 5]);
  });

  it('counts what it passes over, of that which is asked for', () => {
    const plan = new RowPlan({ from: 0, end: 100, ranges: [[0, 2], [5, 5], [8, 20]] });
    expect(plan.left(1_000)).toBe(17);
    expect(plan.skipTo(2)).toBe(2);
    expect(plan.skipTo(2)).toBe(0);
    expect(plan.next).toBe(2);
    expect(plan.skipTo(10)).toBe(4);
    expect(plan.next).toBe(10);
    expect(plan.left(1_000)).toBe(11);
    expect(plan.left(12)).toBe(2);
    plan.endAt(15);
    expect(plan.left(1_000)).toBe(5);
    expect(plan.skipTo(1_000)).toBe(5);
    expect(plan.isDone).toBe(true);
    expect(plan.left(1_000)).toBe(0);
  });

  it('counts what waits where it follows the log', () => {
    const plan = new RowPlan({ from: 5, end: Infinity });
    expect(plan.left(5)).toBe(0);
    expect(plan.left(9)).toBe(4);
    expect(plan.skipTo(8)).toBe(3);
    expect(plan.left(9)).toBe(1);
    plan.endAt(8);
    expect(plan.isDone).toBe(true);
  });
});
