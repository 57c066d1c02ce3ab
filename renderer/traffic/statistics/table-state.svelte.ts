import type { ViewMessage } from '../protocol/index.ts';

/** What is told to the worker. */
export type Send = (message: ViewMessage) => void;

export interface TableSort<Column> {
  readonly column: Column;
  readonly descending: boolean;
}

/** The part of a table that is asked for. */
export interface TableAsk<Column> {
  readonly first: number;
  readonly count: number;
  readonly sort: Column;
  readonly descending: boolean;
}

interface TableStateOptions<Column> {
  /** The message that asks the worker for a part; a count of 0: for nothing more. */
  readonly ask: (part: TableAsk<Column>) => ViewMessage;
  readonly sort: TableSort<Column>;
  /** Columns that are sorted with the largest first when they are chosen. */
  readonly largestFirst: readonly Column[];
  /** As many as the worker sends at once. */
  readonly rowsMaximum: number;
  readonly onSort?: (sort: TableSort<Column>) => void;
}

/** Rows beyond the screen on either side, so that a little scrolling has no gaps. */
const margin = 20;

/** A long table that the worker sorts, of which the rows on screen are here. */
export class TableState<Row extends { readonly key: number }, Column extends string> {
  readonly #options: TableStateOptions<Column>;
  #send: Send | undefined;
  #sort = $state.raw<TableSort<Column>>();
  #rows = $state.raw<readonly Row[]>([]);
  #first = $state.raw(0);
  #total = $state.raw<number | undefined>(undefined);
  #shown = false;
  #wanted = { first: 0, count: 2 * margin };
  /** Who waits for the whole table. */
  #waiting: ((rows: readonly Row[]) => void) | undefined;

  constructor(options: TableStateOptions<Column>) {
    this.#options = options;
  }

  get sort(): TableSort<Column> {
    return this.#sort ?? this.#options.sort;
  }

  /** The rows that came last, from position `first` on. */
  get rows(): readonly Row[] {
    return this.#rows;
  }

  get first(): number {
    return this.#first;
  }

  /** Undefined until the worker has answered. */
  get total(): number | undefined {
    return this.#total;
  }

  /** Whether it is on screen: what nobody sees is not asked for. */
  set shown(shown: boolean) {
    if (shown === this.#shown) return;
    this.#shown = shown;
    if (shown) this.#ask();
    else this.#send?.(this.#options.ask({ first: 0, count: 0, sort: this.sort.column, descending: false }));
  }

  /** `send` reaches a worker that knows nothing yet. */
  connect(send: Send): void {
    this.#send = send;
    if (this.#shown) this.#ask();
  }

  /** All rows at once, as many as the worker gives; those on screen when it does not know more. */
  all(): Promise<readonly Row[]> {
    this.#waiting?.(this.#rows);
    return new Promise((resolve) => {
      if (this.#rows.length === (this.#total ?? 0) || !this.#shown) {
        resolve(this.#rows);
        return;
      }
      this.#waiting = resolve;
      this.#ask();
    });
  }

  /** Rows `first` … `first + count - 1` are on screen. */
  show(first: number, count: number): void {
    const from = Math.max(0, Math.floor(first / margin - 1) * margin);
    const rows = Math.ceil((count + 3 * margin) / margin) * margin;
    const wanted = { first: from, count: Math.min(this.#options.rowsMaximum, rows) };
    if (wanted.first === this.#wanted.first && wanted.count === this.#wanted.count) return;
    this.#wanted = wanted;
    if (this.#shown) this.#ask();
  }

  /** Sorts by a column; by the one it is sorted by already, the other way round. */
  sortBy(column: Column): void {
    const isSame = column === this.sort.column;
    const descending = isSame ? !this.sort.descending : this.#options.largestFirst.includes(column);
    this.#sort = { column, descending };
    this.#options.onSort?.(this.#sort);
    if (this.#shown) this.#ask();
  }

  take(answer: { readonly first: number; readonly total: number; readonly rows: readonly Row[] }): void {
    if (this.#waiting !== undefined && answer.first === 0 && answer.rows.length === answer.total) {
      this.#waiting(answer.rows);
      this.#waiting = undefined;
      this.#ask();
      return;
    }
    this.#first = answer.first;
    this.#total = answer.total;
    this.#rows = answer.rows;
  }

  #ask(): void {
    const { column, descending } = this.sort;
    const wanted = this.#waiting === undefined ? this.#wanted : { first: 0, count: this.#options.rowsMaximum };
    this.#send?.(this.#options.ask({ ...wanted, sort: column, descending }));
  }
}
