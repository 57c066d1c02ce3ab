import { describe, expect, it } from 'vitest';
import { blockBytes, blockKinds, BlockTable } from '../../../../../../renderer/traffic/worker/capture/block-table.ts';

const { plain, chunks, lines } = blockKinds;

describe('BlockTable', () => {
  it('gives positions that count on, and finds the block of each', () => {
    const table = new BlockTable();
    expect(table.find(0)).toBe(-1);
    expect(table.place(plain, 1_000, 10, 10)).toBe(0);
    // What lies between in the file is part of the block.
    expect(table.place(plain, 1_020, 10, 10)).toBe(20);
    expect(table.block(0)).toEqual({ number: 0, kind: plain, fileStart: 1_000, fileLength: 30, start: 0, length: 30 });
    expect(table.place(chunks, 2_000, 100, 5_000)).toBe(30);
    expect(table.place(chunks, 2_200, 100, 5_000)).toBe(5_030);
    expect(table.place(lines, 3_000, 40, 8)).toBe(10_030);
    expect(table.count).toBe(3);
    expect([0, 29, 30, 10_029, 10_030, 10_037].map((position) => table.find(position))).toEqual([0, 0, 1, 1, 2, 2]);
    expect(table.find(10_039)).toBe(-1);
    expect(table.block(1)).toMatchObject({ fileStart: 2_000, fileLength: 300, start: 30, length: 10_000 });
    expect(table.block(3)).toBeUndefined();
  });

  it('begins a block where one would grow too large, and after it was closed', () => {
    const table = new BlockTable();
    table.place(plain, 0, blockBytes, blockBytes);
    expect(table.openBlock).toBe(0);
    table.place(plain, blockBytes, 1, 1);
    expect(table.openBlock).toBe(1);
    table.close();
    expect(table.openBlock).toBeUndefined();
    table.place(plain, blockBytes + 1, 1, 1);
    expect(table.count).toBe(3);
    // Larger than a block: one of its own.
    expect(table.place(chunks, 5e6, 100, 3 * blockBytes)).toBe(blockBytes + 2);
    expect(table.place(chunks, 5e6 + 100, 100, 1)).toBe(4 * blockBytes + 2);
    expect(table.count).toBe(5);
  });

  it('grows to as many blocks as a file has', () => {
    const table = new BlockTable();
    for (let block = 0; block < 1_000; block += 1) table.place(plain, block * 2 * blockBytes, blockBytes, blockBytes);
    expect(table.find(999.5 * blockBytes)).toBe(999);
    expect(table.block(500)).toMatchObject({ start: 500 * blockBytes, fileStart: 1_000 * blockBytes });
  });
});
