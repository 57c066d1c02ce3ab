import { RowCells } from '../store/columns.ts';
import type { PacketLog } from '../store/packet-log.ts';

/** The first row held at or after `sinceMs` (epoch ms); the log's next row where all are older. Rows come in by time. */
export function firstRowSince(log: PacketLog, sinceMs: number): number {
  const cells = new RowCells();
  let low = log.firstRow;
  let high = log.nextRow;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (log.read(middle, cells) && cells.time < sinceMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
