import { Asks } from './asks.ts';
import { LogFilter } from './log-filter.svelte.ts';
import type { ParseFilter } from './log-filter.svelte.ts';
import { animationFrame, LogLink } from './log-link.ts';
import type { DetailMessage, LogNews, LogPort, NextFrame, RowsMessage, ShownAnswer } from './log-link.ts';
import type { FilterTree, LogStatus, RowRanges, RowView, ViewMessage } from './protocol/index.ts';
import { repeatedDetail } from './repeated-detail.ts';
import { isProvenHidden } from './timeline/hidden-row.ts';
import { LogScroll } from './timeline/log-scroll.svelte.ts';
import type { RowWindow } from './timeline/log-scroll.svelte.ts';
import { TimelineMemory } from './timeline/timeline-memory.svelte.ts';
import * as selecting from './timeline/selection.ts';
import type { ChosenRow, Selection } from './timeline/selection.ts';

interface TableSink {
  connect(send: (message: ViewMessage) => void): void;
  take(answer: ShownAnswer): void;
}

interface LogViewOptions {
  readonly sessionId: string;
  readonly parse: ParseFilter;
  /** Tables and plots over the log: they are told of each worker, and of what it says about them. */
  readonly tables?: TableSink;
  /** The browser's animation frame, unless a test says otherwise. */
  readonly nextFrame?: NextFrame;
}

/** How a row joins those that are selected already. `point`: as `only`, by who does not ask to look at it. */
export type SelectMode = 'only' | 'toggle' | 'extend' | 'point';

export type ColourRules = readonly { readonly tree: FilterTree; readonly colour: number }[];

/**
 * One session's log as the window looks at it: which rows are on screen, what is selected, whether new rows move it.
 *
 * The log itself stays in the session page's worker. This holds the rows on screen and some around them, plain and
 * replaced whole, and outlives the components that draw them, so that a tab comes back as it was left.
 */
export class LogView {
  readonly sessionId: string;
  readonly filter: LogFilter;
  readonly asks: Asks;
  readonly memory = new TimelineMemory();
  readonly #link: LogLink;
  /** What is on screen, and whether new rows move it. */
  readonly scroll: LogScroll;
  readonly #tables: TableSink | undefined;
  #status = $state.raw<LogStatus | undefined>(undefined);
  #selection = $state.raw<Selection | undefined>(undefined);
  #detail = $state.raw<DetailMessage | undefined>(undefined);
  #looks = $state.raw(0);
  #colours: ColourRules = [];
  /** A position to select as soon as its row is here. */
  #wanted: { readonly position: number; readonly mode: SelectMode } | undefined;

  constructor({ sessionId, parse, tables, nextFrame = animationFrame }: LogViewOptions) {
    this.#tables = tables;
    this.sessionId = sessionId;
    this.#link = new LogLink({
      nextFrame,
      onNews: (news) => this.#take(news),
      onAnswer: (answer) => this.asks.take(answer),
    });
    const send = (message: ViewMessage): void => this.#link.send(message);
    this.asks = new Asks({ send, isConnected: () => this.#link.isConnected });
    this.scroll = new LogScroll({ send });
    this.filter = new LogFilter({ parse, onApply: (tree) => this.#refilter(tree) });
  }

  /** Counts of the whole log; undefined until the worker has told them. */
  get status(): LogStatus | undefined {
    return this.#status;
  }

  get window(): RowWindow {
    return this.scroll.window;
  }

  /** Positions that can be scrolled through: all that match, or those that matched when the pause began. */
  get readable(): number {
    return this.scroll.readable;
  }

  /** Number of the row that is looked at. */
  get selected(): number | undefined {
    return this.#selection?.current.row;
  }

  /** How often a row was asked to be looked at, the same one again included. */
  get looks(): number {
    return this.#looks;
  }

  get selection(): Selection | undefined {
    return this.#selection;
  }

  /** The row that is looked at, where the filter hides it. */
  get hidden(): number | undefined {
    const { selected } = this;
    if (selected === undefined || !this.filter.isOn) return undefined;
    return this.scroll.missing === selected || this.#isHidden(selected) ? selected : undefined;
  }

  /** What the worker said last about what is selected: one row, or both of two; undefined within where it is gone. */
  get detail(): DetailMessage | undefined {
    return this.#detail;
  }

  /** The row that is looked at, as far as it is here. */
  get selectedRow(): RowView | undefined {
    const inWindow = this.window.rows.find((row) => row.row === this.selected);
    if (inWindow !== undefined) return inWindow;
    const details = this.#detail?.details.map((detail) => (detail !== undefined && 'packet' in detail ? detail.row : detail));
    return details?.find((row) => row?.row === this.selected);
  }

  /** The row at the upper edge. */
  get rowAtTop(): RowView | undefined {
    return this.window.rows[Math.ceil(this.scroll.top) - this.window.first];
  }

  isSelected(row: number): boolean {
    return selecting.isSelected(this.#selection, row);
  }

  /** Takes a port to the worker, in place of one that was there, and tells it all it must know. */
  connect(port: LogPort): void {
    this.asks.giveUp();
    this.#link.connect(port);
    if (this.#colours.length > 0) this.#sendColours();
    if (this.filter.isOn) this.#sendFilter(this.filter.tree);
    this.scroll.askAgain();
    this.#tables?.connect((message) => this.#link.send(message));
    this.#inspect();
  }

  dispose(): void {
    this.filter.dispose();
    this.asks.giveUp();
    this.#link.disconnect();
  }

  /** Rows that match a rule get its colour, in all windows of rows from now on. */
  setColours(rules: ColourRules): void {
    if (rules.length === 0 && this.#colours.length === 0) return;
    this.#colours = rules;
    this.#sendColours();
  }

  mark(ranges: RowRanges, marked: boolean): void {
    this.#link.send({ type: 'mark', ranges, marked });
  }

  /** Forgets all rows up to now, in the worker too. It cannot be undone. */
  clear(): void {
    this.#link.send({ type: 'clear' });
    this.deselect();
    this.scroll.clear();
  }

  /** Looks at a row on screen. It stays there: a row that is read must not be moved by new ones. */
  select(row: number, position: number, mode: SelectMode = 'only'): void {
    this.scroll.hold();
    this.#wanted = undefined;
    this.#choose({ row, position }, mode);
  }

  /** Looks at a row wherever it is, and brings it into view. */
  goTo(row: number): void {
    this.#wanted = undefined;
    this.#choose({ row, position: undefined }, 'only');
    this.scroll.goTo(row);
  }

  selectAll(): void {
    const { rows } = this.window;
    // While paused, what came since is not among those that are seen.
    const last = this.#status === undefined ? rows.at(-1)?.row : this.#status.total - this.scroll.newSincePause - 1;
    if (last === undefined || this.readable === 0) return;
    this.scroll.hold();
    this.#selection = selecting.everything(
      { row: last, position: this.readable - 1 },
      this.#selection?.current ?? this.#placeOnScreen(),
      this.readable,
    );
    this.#inspect();
  }

  deselect(): void {
    this.#wanted = undefined;
    this.#selection = undefined;
    this.#detail = undefined;
  }

  /** Looks at the row `step` positions on, or at one on screen where none is selected; brings it into view. */
  selectBy(step: number, mode: SelectMode = 'only'): void {
    const from = this.#wanted?.position ?? this.#selection?.current.position;
    const onScreen = Math.ceil(this.scroll.top) + (step < 0 ? Math.max(0, Math.floor(this.scroll.fit) - 1) : 0);
    this.selectAt(from === undefined ? onScreen : from + step, mode);
  }

  /** Looks at the row at a position, as soon as it is here. */
  selectAt(position: number, mode: SelectMode = 'only'): void {
    if (this.readable === 0) return;
    this.#wanted = { position: Math.min(this.readable - 1, Math.max(0, position)), mode };
    this.scroll.reveal(this.#wanted.position);
    this.#selectWanted();
  }

  #isHidden(row: number): boolean {
    const { total, held, unfiltered } = this.#status ?? { total: 0, held: 0, unfiltered: 1 };
    // A row that is gone is hidden by nothing.
    if (unfiltered > 0 || row < total - held || this.scroll.isSeekingRow) return false;
    return isProvenHidden(row, this.window, this.readable);
  }

  #choose(row: ChosenRow, mode: SelectMode): void {
    const before = this.#selection;
    if (mode !== 'point') this.#looks += 1;
    if (mode === 'only' || mode === 'point') this.#selection = selecting.only(row);
    else this.#selection = mode === 'toggle' ? selecting.toggled(before, row) : selecting.extended(before, row);
    if (this.#selection === undefined) this.#detail = undefined;
    this.#inspect();
  }

  #inspect(): void {
    if (this.#selection === undefined) return;
    this.#link.send({ type: 'inspect', rows: [...selecting.inspectedRows(this.#selection)] });
  }

  #placeOnScreen(): ChosenRow | undefined {
    const row = this.rowAtTop?.row;
    return row === undefined ? undefined : { row, position: Math.ceil(this.scroll.top) };
  }

  #refilter(tree: FilterTree | undefined): void {
    const kept = this.scroll.refilter(this.#selection?.current, tree === undefined);
    this.#sendFilter(tree);
    this.#wanted = undefined;
    this.#selection = selecting.unplaced(this.#selection);
    this.scroll.showKept(kept);
  }

  #sendColours(): void {
    this.#link.send({ type: 'colours', rules: [...this.#colours] });
  }

  #sendFilter(tree: FilterTree | undefined): void {
    this.#link.send({ type: 'filter', tree });
    // Until the worker says otherwise it has looked at nothing.
    if (this.#status !== undefined) this.#status = { ...this.#status, unfiltered: this.#status.held };
  }

  #take({ status, rows, detail, tables }: LogNews): void {
    if (status !== undefined) this.#takeStatus(status);
    if (rows !== undefined) this.#takeRows(rows);
    if (status?.unfiltered === 0) this.scroll.settle();
    if (detail !== undefined && this.#isAbout(detail)) this.#detail = repeatedDetail(detail, this.#detail);
    for (const table of tables) this.#tables?.take(table);
  }

  #isAbout(detail: DetailMessage): boolean {
    const rows = this.#selection === undefined ? [] : selecting.inspectedRows(this.#selection);
    return rows.length === detail.rows.length && rows.every((row, index) => row === detail.rows[index]);
  }

  #takeStatus(status: LogStatus): void {
    if (status.total < (this.#status?.total ?? 0)) this.deselect();
    this.#status = status;
    this.scroll.takeCounts(status);
  }

  #takeRows(message: RowsMessage): void {
    const by = this.scroll.takeRows(message, this.#status?.unfiltered === 0);
    if (by !== undefined) {
      this.#selection = selecting.moved(this.#selection, by);
      if (this.#wanted !== undefined) this.#wanted = { ...this.#wanted, position: this.#wanted.position + by };
    }
    this.#findSelection();
    this.#selectWanted();
  }

  #findSelection(): void {
    const { first, rows } = this.window;
    const index = rows.findIndex((row) => row.row === this.selected);
    if (this.#selection !== undefined && index >= 0) this.#selection = selecting.placed(this.#selection, first + index);
  }

  #selectWanted(): void {
    const wanted = this.#wanted;
    if (wanted === undefined) return;
    const row = this.window.rows[wanted.position - this.window.first];
    if (row !== undefined) this.select(row.row, wanted.position, wanted.mode);
  }
}
