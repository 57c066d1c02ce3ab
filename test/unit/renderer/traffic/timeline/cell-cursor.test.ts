import { describe, expect, it, vi } from 'vitest';
import { CellCursor, cellIn, cellStops, nextCell } from '../../../../../renderer/traffic/timeline/cell-cursor.ts';
import type { CellStop } from '../../../../../renderer/traffic/timeline/cell-cursor.ts';
import { columnNames, fitColumns } from '../../../../../renderer/traffic/timeline/columns.ts';
import type { RowView } from '../../../../../renderer/traffic/protocol/index.ts';
import { eventRow, packetRow } from '../log-fixtures.ts';

const packetStops = cellStops('packet', ['time', 'dir', 'sender', 'flags']);

it('has a stop for each cell that is drawn', () => {
  expect(packetStops).toEqual(['time', 'dir', 'sender', 'flags', 'preview']);
  expect(cellStops('event', ['time', 'dir', 'sender', 'flags'])).toEqual(['time', 'dir', 'preview']);
});

it('stands in what happened where an event has no such cell', () => {
  expect(cellIn('sender', packetStops)).toBe('sender');
  expect(cellIn('sender', cellStops('event', ['time', 'dir', 'sender']))).toBe('preview');
  expect(cellIn(undefined, packetStops)).toBeUndefined();
});

it('goes from the whole row to its last cell and back', () => {
  expect(nextCell(undefined, packetStops, 1)).toBe('time');
  expect(nextCell('sender', packetStops, 1)).toBe('flags');
  expect(nextCell('preview', packetStops, 1)).toBe('preview');
  expect(nextCell('time', packetStops, -1)).toBeUndefined();
  expect(nextCell(undefined, packetStops, -1)).toBeUndefined();
});

describe('CellCursor', () => {
  const fitted = fitColumns(columnNames, {}, { width: 1_200, rem: 16, digit: 6.7, mono: 6.9 });

  function cursorIn(active: RowView | undefined, cell?: CellStop) {
    const log = { memory: { cell }, selectBy: vi.fn<(step: number) => void>() };
    return { log, cursor: new CellCursor({ log, active: () => active, fitted: () => fitted }) };
  }

  it('stays in its column from row to row', () => {
    expect(cursorIn(packetRow(), 'topic').cursor.at).toBe('topic');
    const { log, cursor } = cursorIn(eventRow(), 'topic');
    expect(cursor.at).toBe('preview');
    cursor.move(-1);
    expect(log.memory.cell).toBe('dir');
  });

  it('first brings a row into view', () => {
    const { log, cursor } = cursorIn(undefined);
    cursor.move(1);
    expect(log.selectBy).toHaveBeenCalledExactlyOnceWith(0);
    expect(log.memory.cell).toBeUndefined();
  });
});
