import { flagsOfMask } from '../../protocol/index.ts';
import type { SequenceRow } from '../../protocol/index.ts';
import type { SessionLog } from '../session-log.ts';
import { RowCells, rowBits } from '../store/columns.ts';
import type { ColumnSegment } from '../store/columns.ts';
import { emptyString, notInterned } from '../store/string-table.ts';
import { nearestRow } from './nearby-rows.ts';

/** Rows shown on each side of the one that is looked at. */
const sideRows = 20;

/** What the numbers of a sender are compared with: its received packets that have one. */
export function isNumbered(sid: number): (columns: ColumnSegment, index: number) => boolean {
  return (columns, index) =>
    columns.sid[index] === sid && columns.sequence[index] !== 0 && ((columns.flags[index] ?? 0) & rowBits.sent) === 0;
}

/** The numbered packets of a row's sender around it, oldest first; empty where it has no number itself. */
export function sequenceRowsOf(cells: RowCells, session: SessionLog): readonly SequenceRow[] {
  const { sid, sequence, row } = cells;
  if (sequence === 0 || sid === emptyString || sid === notInterned || cells.has(rowBits.sent)) return [];
  const test = isNumbered(sid);
  const rows = [row];
  for (const step of [-1, 1] as const) {
    let at: number | undefined = row;
    for (let count = 0; count < sideRows; count += 1) {
      at = nearestRow(session.log, at, step, test, row);
      if (at === undefined) break;
      if (step < 0) rows.unshift(at);
      else rows.push(at);
    }
  }
  const read = new RowCells();
  return rows.flatMap((number) => {
    if (!session.log.read(number, read)) return [];
    const flags = flagsOfMask(session.flags.maskOf(read));
    return [{ row: number, time: read.time, sequence: read.sequence, flags }];
  });
}
