import { describe, expect, it } from 'vitest';
import {
  everything,
  extended,
  inspectedRows,
  isSelected,
  moved,
  only,
  placed,
  toggled,
  unplaced,
} from '../../../../../renderer/traffic/timeline/selection.ts';
import type { Selection } from '../../../../../renderer/traffic/timeline/selection.ts';

const at = (row: number, position: number | undefined = row) => ({ row, position });

function of(...rows: readonly number[]): Selection | undefined {
  return rows.reduce<Selection | undefined>((selection, row) => toggled(selection, at(row)), undefined);
}

describe('selection', () => {
  it('takes single rows in and out, and keeps ranges apart and in order', () => {
    expect(of(5, 3, 9)?.ranges).toEqual([[3, 3], [5, 5], [9, 9]]);
    expect(of(5, 3, 4)?.ranges).toEqual([[3, 5]]);
    const middle = of(3, 4, 5, 4);
    expect(middle).toMatchObject({ ranges: [[3, 3], [5, 5]], count: 2, current: { row: 5 } });
    expect(of(3, 3)).toBeUndefined();
  });

  it('counts the rows that the filter shows, not the numbers between', () => {
    const selection = extended(only(at(100, 4)), at(900, 6));
    expect(selection).toMatchObject({ ranges: [[100, 900]], count: 3 });
    expect(isSelected(selection, 500)).toBe(true);
    expect(unplaced(selection)?.count).toBeUndefined();
    expect(unplaced(of(3, 7))?.count).toBe(2);
  });

  it('inspects two rows together, else the one that is looked at', () => {
    expect(inspectedRows(only(at(7)))).toEqual([7]);
    expect(inspectedRows(extended(only(at(9, 1)), at(4, 0)))).toEqual([4, 9]);
    expect(inspectedRows(extended(only(at(9, 4)), at(4, 0)))).toEqual([4]);
    expect(inspectedRows(everything(at(9), at(3), 10))).toEqual([3]);
  });

  it('moves with its rows, and learns where they stand', () => {
    const selection = moved(extended(only(at(100, 4)), at(101, 5)), -2);
    expect(selection).toMatchObject({ anchor: { position: 2 }, current: { position: 3 } });
    expect(placed(only(at(5, undefined)), 8)).toMatchObject({ anchor: { position: 8 }, current: { position: 8 } });
  });

  it('has no more pieces than the worker takes', () => {
    const many = of(...Array.from({ length: 1_001 }, (_, index) => index * 2));
    expect(many?.ranges).toHaveLength(1_000);
  });
});
