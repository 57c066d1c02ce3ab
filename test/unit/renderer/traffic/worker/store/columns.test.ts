import { describe, expect, it } from 'vitest';
import { bytesPerRow, ColumnSegment, RowCells, segmentBytes } from '../../../../../../renderer/traffic/worker/store/columns.ts';

describe('ColumnSegment', () => {
  it('takes the memory that the budget is told, at most 64 bytes a row', () => {
    const columns: unknown[] = Object.values(new ColumnSegment());
    const bytes = columns.map((column) => (ArrayBuffer.isView(column) ? column.byteLength : NaN));
    expect(bytes.reduce((sum, length) => sum + length, 0)).toBe(segmentBytes);
    expect(bytesPerRow).toBeLessThanOrEqual(64);
  });

  it('gives back every cell that was written', () => {
    const written = new RowCells();
    Object.keys(written).forEach((name, index) => Reflect.set(written, name, index + 1));
    written.row = 0;
    written.time = 1_763_967_600_123.456;
    written.position = 2 ** 52;
    written.sequence = 2 ** 32 - 1;
    const segment = new ColumnSegment();
    segment.write(8_191, written);
    const read = new RowCells();
    segment.read(8_191, read);
    expect(read).toEqual(written);
  });
});
