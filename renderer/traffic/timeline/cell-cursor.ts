import type { RowView } from '../protocol/index.ts';
import type { ColumnName, FittedColumns } from './columns.ts';

/** A cell of a row: that of a column, or the last one, the preview or what happened. */
export type CellStop = ColumnName | 'preview';

/** What has a cell of its own in a room event's row; what happened stands across the others. */
const eventColumns: readonly ColumnName[] = ['time', 'delta', 'dir'];

/** The cells of a row from left to right. `shown`: the columns that are drawn, in their order. Pure. */
export function cellStops(type: RowView['type'], shown: readonly ColumnName[]): readonly CellStop[] {
  return [...(type === 'packet' ? shown : shown.filter((name) => eventColumns.includes(name))), 'preview'];
}

/** The cell of this row that stands where the keyboard is; undefined: the row as a whole. */
export function cellIn(at: CellStop | undefined, stops: readonly CellStop[]): CellStop | undefined {
  return at === undefined || stops.includes(at) ? at : 'preview';
}

/** One cell on. Left of the first cell is the row as a whole; at the right end it stays. */
export function nextCell(at: CellStop | undefined, stops: readonly CellStop[], step: 1 | -1): CellStop | undefined {
  const here = cellIn(at, stops);
  const index = (here === undefined ? -1 : stops.indexOf(here)) + step;
  return index < 0 ? undefined : stops[Math.min(index, stops.length - 1)];
}

interface CellCursorOptions {
  readonly log: { selectBy(step: number): void; readonly memory: { cell: CellStop | undefined } };
  /** The row that is looked at, where it is drawn. */
  readonly active: () => RowView | undefined;
  readonly fitted: () => FittedColumns;
}

/** Where the keyboard is in the row that is looked at; it stays in its column from row to row. */
export class CellCursor {
  readonly #options: CellCursorOptions;

  constructor(options: CellCursorOptions) {
    this.#options = options;
  }

  /** Undefined: at the row as a whole. */
  get at(): CellStop | undefined {
    return cellIn(this.#options.log.memory.cell, this.#stops);
  }

  /** Without a row that is drawn, the one that is looked at is brought into view, or one on screen is chosen. */
  move(step: 1 | -1): void {
    const { log, active } = this.#options;
    if (active() === undefined) log.selectBy(0);
    else log.memory.cell = nextCell(this.at, this.#stops, step);
  }

  get #stops(): readonly CellStop[] {
    const names = this.#options.fitted().columns.map(({ name }) => name);
    return cellStops(this.#options.active()?.type ?? 'packet', names);
  }
}
