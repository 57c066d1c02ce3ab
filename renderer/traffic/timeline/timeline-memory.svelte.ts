import type { CellStop } from './cell-cursor.ts';
import type { ColumnName } from './columns.ts';

/** A row that times are told from. */
export interface TimeReference {
  readonly row: number;
  /** Epoch ms. */
  readonly time: number;
}

/** What the timeline of one log keeps while other tabs are in front, besides its rows. */
export class TimelineMemory {
  /** Undefined: times are told from the row above. */
  reference = $state.raw<TimeReference | undefined>(undefined);
  /** What is looked for from row to row, as it is typed. */
  findText = $state('');
  /** Where in the row that is looked at the keyboard is; undefined: at the row as a whole. */
  cell = $state.raw<CellStop | undefined>(undefined);
  /** Columns that were chosen, and are not drawn for want of room. */
  noRoom = $state.raw<readonly ColumnName[]>([]);
}
