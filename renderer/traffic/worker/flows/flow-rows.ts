import type { PacketScanner } from '../packet/scan-packet.ts';
import { RowCells, segmentRows } from '../store/columns.ts';
import type { PacketLog } from '../store/packet-log.ts';

/** Reads the bytes of a row with `scanner`, which is returned. */
export function scanRow(cells: RowCells, log: PacketLog, scanner: PacketScanner): PacketScanner {
  const bytes = log.bufferOf(cells.position);
  const start = log.byteOffset(cells.position);
  scanner.scan(bytes, start, start + cells.keptBytes);
  return scanner;
}

/** Rows of one flow that are looked at; a stream with more is told by its counts, and the rest of it is left out. */
const rowsMaximum = 20_000;

/** Calls for the rows of a flow that are held, from `first` to `last`, oldest first. `cells` are used again. */
export function eachFlowRow(
  log: PacketLog,
  flow: number,
  range: { readonly first: number; readonly last: number },
  visit: (cells: RowCells) => void,
): void {
  const cells = new RowCells();
  let left = rowsMaximum;
  const end = Math.min(range.last, log.nextRow - 1);
  for (let row = Math.max(range.first, log.firstRow); row <= end && left > 0; row += 1) {
    if (log.segmentOf(row)?.flow[row % segmentRows] !== flow) continue;
    log.read(row, cells);
    left -= 1;
    visit(cells);
  }
}
