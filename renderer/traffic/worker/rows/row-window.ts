import type { LogMessage, RowView, ViewMessage } from '../../protocol/index.ts';
import type { SessionLog } from '../session-log.ts';
import type { ShownRows } from '../filter/shown-rows.ts';
import { StreamProgress } from './stream-progress.ts';

type Wanted = Omit<Extract<ViewMessage, { readonly type: 'show' }>, 'type'>;
type RowsMessage = Extract<LogMessage, { readonly type: 'rows' }>;

/**
 * The window of rows that one view shows. Its rows are built once and kept while they stay in it.
 *
 * A window that does not follow the tail stays with its rows: when older rows come in before it, or go, its first
 * position moves with them.
 */
export class RowWindow {
  readonly #session: SessionLog;
  #wanted: Wanted | undefined;
  /** `base` of the shown rows when #wanted.first was right. */
  #base = 0;
  #built = new Map<number, RowView>();
  #builtVersion = -1;
  readonly #progress: StreamProgress;
  /** What was sent last, to tell whether it changed. */
  #sent = '';

  readonly #colourOf: (row: number) => number | undefined;

  /** @param colourOf The colour that a rule gives to a row; asked once when the row is built. */
  constructor(session: SessionLog, colourOf: (row: number) => number | undefined = () => undefined) {
    this.#session = session;
    this.#colourOf = colourOf;
    this.#progress = new StreamProgress(session);
  }

  /** Whether the view shows anything now. */
  get isWanted(): boolean {
    return (this.#wanted?.count ?? 0) > 0;
  }

  show(wanted: Wanted, shown: ShownRows): void {
    this.#wanted = wanted;
    this.#base = shown.base;
  }

  /** Other rows are shown now: positions mean something else. */
  rebase(shown: ShownRows): void {
    this.#base = shown.base;
  }

  /** Rows look different now, in their colours: all are built anew. */
  rebuild(): void {
    this.#built = new Map();
    this.#sent = '';
  }

  /** The rows in the window; undefined where they are those of the last time and nobody asked. */
  read(shown: ShownRows, isAsked: boolean): RowsMessage | undefined {
    const wanted = this.#follow(shown);
    if (wanted === undefined) return undefined;
    const first = firstPosition(wanted, shown);
    const numbers: number[] = [];
    for (let position = first; position < first + wanted.count; position += 1) {
      const row = shown.rowAt(position);
      if (row === undefined) break;
      numbers.push(row);
    }
    // Positions between two rows are rows between them, so the ends tell whether anything in between changed.
    const { context, log } = this.#session;
    const changes = `${context.version} ${log.marksVersion} ${this.#progress.changes()}`;
    const key = `${first} ${numbers.length} ${numbers[0]} ${numbers.at(-1)} ${changes}`;
    if (key === this.#sent && !isAsked) return undefined;
    this.#sent = key;
    return { type: 'rows', first, shown: shown.count, rows: this.#build(numbers), ask: wanted.ask };
  }

  /** Moves the window with its rows. */
  #follow(shown: ShownRows): Wanted | undefined {
    const wanted = this.#wanted;
    if (wanted === undefined) return undefined;
    const { base } = shown;
    if (base !== this.#base) {
      this.#wanted = { ...wanted, first: Math.max(0, wanted.first + base - this.#base) };
      this.#base = base;
    }
    return this.#wanted;
  }

  #build(numbers: readonly number[]): readonly RowView[] {
    const { version } = this.#session.context;
    const known = this.#builtVersion === version ? this.#built : new Map<number, RowView>();
    const built = new Map<number, RowView>();
    for (const number of numbers) {
      const before = this.#progress.isCurrent(number) ? known.get(number) : undefined;
      const row = before?.marked === this.#session.log.isMarked(number) ? before : this.#newRow(number);
      if (row !== undefined) built.set(number, row);
    }
    this.#progress.watch(built);
    this.#built = built;
    this.#builtVersion = version;
    return [...built.values()];
  }

  #newRow(number: number): RowView | undefined {
    const row = this.#session.row(number);
    const colour = row === undefined ? undefined : this.#colourOf(number);
    return row === undefined || colour === undefined ? row : { ...row, colour };
  }
}

function firstPosition(wanted: Wanted, shown: ShownRows): number {
  if (wanted.tail) return Math.max(0, shown.count - wanted.count);
  // Looked up anew each time: while a filter is at work, it may find an older row that is nearer to the one wanted.
  if (wanted.row !== undefined) return shown.positionFrom(wanted.row);
  return Math.min(wanted.first, Math.max(0, shown.count - 1));
}
