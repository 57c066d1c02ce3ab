/** What a cursor knows of its table. */
interface CursorTable<Row> {
  /** The rows that are here, from position `first` on. */
  readonly rows: readonly Row[];
  readonly first: number;
  /** Undefined: not known yet. */
  readonly total: number | undefined;
}

/** What keys move through: the rows of a table, and the stops within a row. */
export interface CursorBounds {
  /** Rows that fit on screen. */
  readonly page: number;
  /** Stops of the row that it is at. */
  readonly stops: number;
}

/**
 * Where the keyboard is in a table: at a row, which it stays with while others are sorted around it, and at a stop in
 * that row. Rows that are not here yet are known by their position until they come.
 */
export class TableCursor<Row extends { readonly key: number }> {
  readonly #table: CursorTable<Row>;
  #key = $state.raw<number | undefined>(undefined);
  #position = $state.raw<number | undefined>(undefined);
  #stop = $state.raw(0);

  constructor(table: CursorTable<Row>) {
    this.#table = table;
  }

  /** The row that it is at, where that is among those that are here. */
  get row(): Row | undefined {
    const { rows, first } = this.#table;
    const at = this.#position === undefined ? undefined : rows[this.#position - first];
    if (this.#key === undefined) return at;
    return at?.key === this.#key ? at : rows.find(({ key }) => key === this.#key);
  }

  /** Position of the row in the table; undefined: it is nowhere yet. */
  get position(): number | undefined {
    const { rows, first } = this.#table;
    const index = rows.findIndex(({ key }) => key === this.#key);
    return index >= 0 ? first + index : this.#position;
  }

  /** Stop within the row, from 0. */
  get stop(): number {
    return this.#stop;
  }

  set(row: Row, stop: number): void {
    this.#key = row.key;
    this.#position = this.#table.first + this.#table.rows.indexOf(row);
    this.#stop = stop;
  }

  /** Moves as a key says; false for a key that does not move. */
  move(key: string, { page, stops }: CursorBounds): boolean {
    if (key === 'ArrowLeft' || key === 'ArrowRight') {
      const last = Math.max(0, stops - 1);
      const stop = Math.min(this.#stop, last) + (key === 'ArrowRight' ? 1 : -1);
      this.#stop = Math.min(last, Math.max(0, stop));
      if (this.#position === undefined) this.#moveTo(0);
      return true;
    }
    const total = this.#table.total ?? 0;
    const at = this.position ?? -1;
    const wanted = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + Math.max(1, page),
      PageUp: at - Math.max(1, page),
      Home: 0,
      End: total - 1,
    }[key];
    if (wanted === undefined) return false;
    this.#moveTo(Math.max(0, Math.min(total - 1, wanted)));
    return true;
  }

  #moveTo(position: number): void {
    const { rows, first } = this.#table;
    this.#position = position;
    this.#key = rows[position - first]?.key;
  }
}
