import { describe, expect, it } from 'vitest';
import { ByteBudget } from '../../../../../../renderer/traffic/worker/store/byte-budget.ts';
import { bytesPerRow, RowCells, segmentBytes, segmentRows } from '../../../../../../renderer/traffic/worker/store/columns.ts';
import { PacketLog } from '../../../../../../renderer/traffic/worker/store/packet-log.ts';

const mebibyte = 1_024 * 1_024;

function append(log: PacketLog, length: number, time: number): number {
  const cells = new RowCells();
  cells.time = time;
  cells.size = length;
  const bytes = new Uint8Array(length).fill(time % 251);
  return log.append(cells, bytes, 0, length);
}

/** Every row that is held has its own time and bytes. */
function expectWhole(log: PacketLog): void {
  const cells = new RowCells();
  for (let row = log.firstRow; row < log.nextRow; row += 1) {
    if (!log.read(row, cells)) throw new Error(`row ${row} is not there`);
    const bytes = log.bytesOf(cells);
    if (cells.time !== row || cells.row !== row || bytes.length !== cells.size) throw new Error(`row ${row} is wrong`);
    if (bytes.some((byte) => byte !== row % 251)) throw new Error(`the bytes of row ${row} are wrong`);
  }
}

describe('PacketLog', () => {
  it('numbers rows from 0 and gives them back', () => {
    const log = new PacketLog(new ByteBudget(100 * mebibyte));
    expect([append(log, 3, 0), append(log, 0, 1), append(log, 7, 2)]).toEqual([0, 1, 2]);
    expectWhole(log);
    expect(log.read(3, new RowCells())).toBe(false);
    expect(log.read(-1, new RowCells())).toBe(false);
    expect(log.usedBytes).toBe(10 + 3 * bytesPerRow);
  });

  it.each([
    ['small', 100],
    ['empty', 0],
    ['large', 15_000],
    ['larger than a segment', 1.5 * mebibyte],
  ])('evicts the oldest when the budget is full: %s messages', (_, length) => {
    const budgetBytes = 12 * mebibyte;
    const budget = new ByteBudget(budgetBytes);
    const log = new PacketLog(budget);
    const rows = length === 0 ? 400_000 : Math.ceil((3 * budgetBytes) / (length + bytesPerRow));
    for (let row = 0; row < rows; row += 1) append(log, length, row);
    expect(log.nextRow).toBe(rows);
    expect(log.evictedRows).toBe(log.firstRow);
    expect(log.evictedRows).toBeGreaterThan(0);
    expect(log.heldRows).toBeGreaterThan(0);
    expect(budget.allocatedBytes).toBeLessThanOrEqual(budgetBytes);
    // What is given up is a segment, not half the log.
    expect(budget.allocatedBytes).toBeGreaterThan(budgetBytes - 2 * mebibyte - segmentBytes);
    expectWhole(log);
    expect(log.read(log.firstRow - 1, new RowCells())).toBe(false);
  });

  it('evicts sizes of all kinds, one after the other', () => {
    const budget = new ByteBudget(8 * mebibyte);
    const log = new PacketLog(budget);
    const sizes = [0, 1, 64, 200, 1_000, 15_000, 300_000, 1_200_000];
    for (let row = 0; row < 3_000; row += 1) append(log, sizes[(row * 7) % sizes.length] ?? 0, row);
    expectWhole(log);
    expect(budget.allocatedBytes).toBeLessThanOrEqual(8 * mebibyte);
  });

  it('clears, and goes on numbering', () => {
    const budget = new ByteBudget(100 * mebibyte);
    const log = new PacketLog(budget);
    for (let row = 0; row < segmentRows + 10; row += 1) append(log, 10, row);
    log.clear();
    expect([log.firstRow, log.heldRows, log.evictedRows]).toEqual([segmentRows + 10, 0, 0]);
    expect(budget.allocatedBytes).toBe(0);
    for (let row = segmentRows + 10; row < 3 * segmentRows; row += 1) append(log, 10, row);
    expectWhole(log);
    log.clear();
    log.clear();
    expect(log.heldRows).toBe(0);
  });

  it('shares the budget: the log with the oldest row gives it up', () => {
    const budget = new ByteBudget(10 * mebibyte);
    const quiet = new PacketLog(budget);
    const busy = new PacketLog(budget);
    for (let row = 0; row < 50; row += 1) append(quiet, 100_000, row);
    const quietRows = quiet.heldRows;
    for (let row = 0; row < 120; row += 1) append(busy, 100_000, row);
    expect(quiet.heldRows).toBeLessThan(quietRows);
    expect(quiet.heldRows).toBeGreaterThan(0);
    expectWhole(quiet);
    busy.dispose();
    expect(budget.allocatedBytes).toBeLessThan(3 * mebibyte);
    expect(budget.usedBytes).toBe(quiet.usedBytes);
  });
});
