import { segmentRows } from '../store/columns.ts';
import type { ColumnSegment } from '../store/columns.ts';
import type { PacketLog } from '../store/packet-log.ts';

/** Rows looked at on each side: about a second of the fastest flood, and well below a millisecond of work. */
export const nearbyMaximum = 50_000;

/**
 * The nearest row from `from` (itself left out) that passes, within 50,000 rows of `around`; undefined: none. `step`: -1
 * looks back, 1 ahead. The test gets the columns and the index in them.
 */
export function nearestRow(
  log: PacketLog,
  from: number,
  step: 1 | -1,
  test: (columns: ColumnSegment, index: number) => boolean,
  around = from,
): number | undefined {
  const first = Math.max(log.firstRow, around - nearbyMaximum);
  const last = Math.min(log.nextRow - 1, around + nearbyMaximum);
  for (let row = from + step; row >= first && row <= last; row += step) {
    const columns = log.segmentOf(row);
    if (columns !== undefined && test(columns, row % segmentRows)) return row;
  }
  return undefined;
}
