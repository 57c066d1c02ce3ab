import type { BudgetMember, ByteBudget } from './byte-budget.ts';
import { ByteRing } from './byte-ring.ts';
import type { ByteStore } from './byte-store.ts';
import { bytesPerRow, ColumnSegment, rowBits, RowCells, segmentBytes, segmentRows } from './columns.ts';
import { StringTable } from './string-table.ts';

/**
 * The rows of one session: columns in typed arrays, bytes in a store of their own: a ring, or a capture's file.
 *
 * Rows are numbered from 0 and keep their number; rows `firstRow … nextRow - 1` are held. When the budget is full the
 * oldest go, a segment at a time.
 */
export class PacketLog implements BudgetMember {
  readonly strings = new StringTable();
  /** A capture: what others receive now is no reason to forget it. */
  readonly isKept: boolean;
  readonly #budget: ByteBudget;
  readonly #bytes: ByteStore;
  readonly #leaveBudget: () => void;
  readonly #cells = new RowCells();
  #columns: ColumnSegment[] = [];
  /** Number of #columns[0]: its rows begin at this × segmentRows. */
  #firstColumns = 0;
  #firstRow = 0;
  #nextRow = 0;
  #evicted = 0;
  #marked = 0;
  #marksVersion = 0;

  /** `bytes`: where the rows' bytes are; left out: in memory. */
  constructor(budget: ByteBudget, bytes?: ByteStore) {
    this.#budget = budget;
    this.isKept = bytes !== undefined;
    this.#bytes = bytes ?? new ByteRing(budget);
    this.#leaveBudget = budget.join(this);
  }

  /** The oldest row that is held, if any is. */
  get firstRow(): number {
    return this.#firstRow;
  }

  /** The number that the next row gets: the count of all rows ever logged. */
  get nextRow(): number {
    return this.#nextRow;
  }

  get heldRows(): number {
    return this.#nextRow - this.#firstRow;
  }

  /** Rows that went because the budget was full; cleared ones are not among them. */
  get evictedRows(): number {
    return this.#evicted;
  }

  /** Rows that are marked, among those that are held. */
  get markedRows(): number {
    return this.#marked;
  }

  /** Counts the changes of marks: rows that were built before one may look different now. */
  get marksVersion(): number {
    return this.#marksVersion;
  }

  get usedBytes(): number {
    return this.#bytes.usedBytes + this.heldRows * bytesPerRow;
  }

  get allocatedBytes(): number {
    return this.#bytes.allocatedBytes + this.#columns.length * segmentBytes;
  }

  /** Epoch ms of the oldest row that is held. */
  get oldestRowTime(): number | undefined {
    return this.read(this.#firstRow, this.#cells) ? this.#cells.time : undefined;
  }

  /** Appends a row with the bytes[start … end); `row` and `position` of the cells are set. Returns the row number. */
  append(cells: RowCells, bytes: Uint8Array, start: number, end: number): number {
    cells.position = this.#bytes.write(bytes, start, end, this.#nextRow);
    const columns = this.segmentOf(this.#nextRow) ?? this.#addColumns();
    cells.row = this.#nextRow;
    columns.write(this.#nextRow % segmentRows, cells);
    this.#nextRow += 1;
    return cells.row;
  }

  isMarked(row: number): boolean {
    return ((this.segmentOf(row)?.flags[row % segmentRows] ?? 0) & rowBits.marked) !== 0;
  }

  /** Marks a row, or takes its mark away; nothing happens to one that is not held. */
  mark(row: number, marked: boolean): void {
    const flags = row < this.#firstRow || row >= this.#nextRow ? undefined : this.segmentOf(row)?.flags;
    if (flags === undefined || this.isMarked(row) === marked) return;
    flags[row % segmentRows] = (flags[row % segmentRows] ?? 0) ^ rowBits.marked;
    this.#marked += marked ? 1 : -1;
    this.#marksVersion += 1;
  }

  /** Fills `cells` with a row; false when it is not held. */
  read(row: number, cells: RowCells): boolean {
    if (row < this.#firstRow || row >= this.#nextRow) return false;
    const columns = this.segmentOf(row);
    if (columns === undefined) return false;
    columns.read(row % segmentRows, cells);
    cells.row = row;
    return true;
  }

  /** The columns that hold a row, at index row % segmentRows; for loops over many rows. */
  segmentOf(row: number): ColumnSegment | undefined {
    return this.#columns[Math.floor(row / segmentRows) - this.#firstColumns];
  }

  /** The bytes of a row, borrowed: valid until the next append. Where a file has lost them, `cells` say so then. */
  bytesOf(cells: RowCells): Uint8Array {
    const bytes = this.#bytes.view(cells.position, cells.keptBytes);
    if (!this.#bytes.isLost(cells.position)) return bytes;
    cells.flags |= rowBits.bytesMissing;
    return bytes.subarray(0, 0);
  }

  /** The bytes of a row were there and are not any more: its file was cut or is gone. */
  isLost(cells: RowCells): boolean {
    return this.#bytes.isLost(cells.position);
  }

  /** The buffer that holds a row's bytes, from `byteOffset(position)` on; for loops that must not allocate. */
  bufferOf(position: number): Uint8Array {
    return this.#bytes.segmentOf(position);
  }

  byteOffset(position: number): number {
    return this.#bytes.offsetOf(position);
  }

  /** Forgets all rows; numbering goes on. */
  clear(): void {
    this.#firstRow = this.#nextRow;
    this.#marked = 0;
    this.#bytes.clear();
    this.#dropColumns(this.#columns.length);
  }

  /** Gives back all memory; the log is not used any more. */
  dispose(): void {
    this.clear();
    this.#leaveBudget();
  }

  oldestTime(): number | undefined {
    if (!this.#bytes.canDrop && !this.#bytes.canSpare && this.#columns.length < 2) return undefined;
    return this.read(this.#firstRow, this.#cells) ? this.#cells.time : undefined;
  }

  evictOldest(): void {
    if (this.#bytes.canSpare) {
      this.#bytes.spare();
      return;
    }
    const before = this.#firstRow;
    // Either the oldest columns are given up, or the oldest bytes: whichever takes fewer rows with it.
    let end = this.#columns.length > 1 ? (this.#firstColumns + 1) * segmentRows : this.#nextRow;
    if (this.#bytes.canDrop) end = Math.min(end, this.#firstRowFrom(this.#bytes.secondStart));
    const first = Math.max(before, end);
    for (let row = before; row < first && this.#marked > 0; row += 1) if (this.isMarked(row)) this.#marked -= 1;
    this.#firstRow = first;
    this.#evicted += this.#firstRow - before;

    const keep = this.read(this.#firstRow, this.#cells) ? this.#cells.position : this.#bytes.secondStart;
    this.#bytes.dropBefore(keep, this.#firstRow);
    const unused = Math.floor(this.#firstRow / segmentRows) - this.#firstColumns;
    this.#dropColumns(Math.min(unused, this.#columns.length));
  }

  /** The first row held whose bytes lie at or after `position`. */
  #firstRowFrom(position: number): number {
    // Positions grow with row numbers.
    let low = this.#firstRow;
    let high = this.#nextRow;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      this.read(middle, this.#cells);
      if (this.#cells.position < position) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #addColumns(): ColumnSegment {
    this.#budget.reserve(segmentBytes);
    const number = Math.floor(this.#nextRow / segmentRows);
    if (this.#columns.length === 0) this.#firstColumns = number;
    const columns = new ColumnSegment();
    this.#columns.push(columns);
    return columns;
  }

  #dropColumns(count: number): void {
    if (count <= 0) return;
    this.#columns = this.#columns.slice(count);
    this.#firstColumns += count;
    this.#budget.release(count * segmentBytes);
  }
}
