import { describe, expect, it } from 'vitest';
import { TableCursor } from '../../../../../renderer/traffic/statistics/table-cursor.svelte.ts';

const table = (keys: number[], first = 0, total = first + keys.length) => ({
  rows: keys.map((key) => ({ key })),
  first,
  total,
});
const bounds = { page: 10, stops: 3 };

describe('TableCursor', () => {
  it('moves by rows and stops, and stays within', () => {
    const cursor = new TableCursor(table([5, 6, 7]));
    expect(cursor.row).toBeUndefined();
    expect(cursor.move('ArrowDown', bounds)).toBe(true);
    expect(cursor.row).toEqual({ key: 5 });
    for (const key of ['End', 'ArrowDown', 'ArrowRight', 'ArrowRight', 'ArrowRight']) cursor.move(key, bounds);
    expect([cursor.row?.key, cursor.stop]).toEqual([7, 2]);
    cursor.move('PageUp', bounds);
    cursor.move('ArrowLeft', bounds);
    expect([cursor.row?.key, cursor.stop]).toEqual([5, 1]);
    expect(cursor.move('x', bounds)).toBe(false);
  });

  it('stays with its row when others are sorted around it', () => {
    const changing = { ...table([1, 2, 3]) };
    const cursor = new TableCursor(changing);
    cursor.set(changing.rows[2] ?? { key: -1 }, 1);
    changing.rows = [{ key: 3 }, { key: 1 }, { key: 2 }];
    expect([cursor.row?.key, cursor.position]).toEqual([3, 0]);
    cursor.move('ArrowDown', bounds);
    expect(cursor.row?.key).toBe(1);
  });

  it('goes to rows that are not here yet', () => {
    const changing = { ...table([1, 2], 0, 100) };
    const cursor = new TableCursor(changing);
    cursor.move('End', bounds);
    expect([cursor.row, cursor.position]).toEqual([undefined, 99]);
    changing.rows = [{ key: 98 }, { key: 99 }];
    changing.first = 98;
    expect(cursor.row?.key).toBe(99);
    cursor.move('ArrowUp', bounds);
    expect(cursor.row?.key).toBe(98);
  });

  it('is nowhere in an empty table', () => {
    const cursor = new TableCursor(table([]));
    cursor.move('ArrowDown', bounds);
    cursor.move('End', bounds);
    expect(cursor.row).toBeUndefined();
  });
});
