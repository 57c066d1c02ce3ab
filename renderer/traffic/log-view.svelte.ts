import { lastTop, reveal } from '../ui/row-window.ts';
import { anchorOf, type Anchor } from './timeline/anchor.ts';
import { AskedWindow } from './timeline/asked-window.ts';
import { animationFrame, LogLink } from './log-link.ts';
import type { DetailMessage, LogNews, LogPort, NextFrame, RowsMessage } from './log-link.ts';
import type { LogStatus, RowView } from './protocol/index.ts';
import * as reading from './timeline/reading.ts';

/** Rows as they stand in the log: `rows[0]` is at position `first`. */
export interface RowWindow {
  readonly first: number;
  readonly rows: readonly RowView[];
}

/** The row that is looked at; its position is unknown until it is among the rows that came under this filter. */
interface Selection {
  readonly row: number;
  readonly position: number | undefined;
}

interface LogViewOptions {
  readonly sessionId: string;
  /** The browser's animation frame, unless a test says otherwise. */
  readonly nextFrame?: NextFrame;
}

/** Typing is faster than this; a filter over a long log is not. */
const filterDelayMs = 80;

/**
 * One session's log as the window looks at it: which rows are on screen, what is selected, whether new rows move it.
 *
 * The log itself stays in the session page's worker. This holds the rows on screen and some around them, plain and
 * replaced whole, and outlives the components that draw them, so that a tab comes back as it was left.
 */
export class LogView {
  readonly sessionId: string;
  readonly #link: LogLink;
  #status = $state.raw<LogStatus | undefined>(undefined);
  #window = $state.raw<RowWindow>({ first: 0, rows: [] });
  #shown = $state.raw(0);
  #reading = $state.raw(reading.startReading);
  #fit = $state.raw(0);
  #filter = $state.raw('');
  #selection = $state.raw<Selection | undefined>(undefined);
  #detail = $state.raw<DetailMessage | undefined>(undefined);
  readonly #asked = new AskedWindow();
  /** A position to select as soon as its row is here. */
  #wanted: number | undefined;
  #kept: Anchor | undefined;
  #appliedFilter = '';
  #filterTimer: ReturnType<typeof setTimeout> | undefined;

  constructor({ sessionId, nextFrame = animationFrame }: LogViewOptions) {
    this.sessionId = sessionId;
    this.#link = new LogLink({ nextFrame, onNews: (news) => this.#take(news) });
  }

  /** Counts of the whole log; undefined until the worker has told them. */
  get status(): LogStatus | undefined {
    return this.#status;
  }

  get window(): RowWindow {
    return this.#window;
  }

  /** Positions that can be scrolled through: all that match, or those that matched when the pause began. */
  get readable(): number {
    return reading.readable(this.#reading, this.#shown);
  }

  /** Position of the row at the upper edge, with the fraction of it that is cut off. */
  get top(): number {
    return this.following ? lastTop(this.#shown, this.#fit) : this.#reading.top;
  }

  /** Rows that can be scrolled down to. */
  get rowsBelow(): number {
    return Math.max(0, Math.floor(this.readable - this.top - this.#fit));
  }

  get following(): boolean {
    return this.#reading.following;
  }

  get paused(): boolean {
    return this.#reading.pause !== undefined;
  }

  /** Rows logged since the pause began. */
  get newSincePause(): number {
    return reading.newSincePause(this.#reading, this.#status?.total ?? 0);
  }

  /** As it is typed; it takes hold a moment later. */
  get filter(): string {
    return this.#filter;
  }

  /** Number of the row that is looked at. */
  get selected(): number | undefined {
    return this.#selection?.row;
  }

  /** What the worker said last about a selected row; `detail.detail` is undefined where that row is gone. */
  get detail(): DetailMessage | undefined {
    return this.#detail;
  }

  /** Takes a port to the worker, in place of one that was there, and tells it all it must know. */
  connect(port: LogPort): void {
    this.#link.connect(port);
    if (this.#appliedFilter !== '') this.#sendFilter();
    this.#show(this.#anchor(undefined, false));
    if (this.#selection !== undefined) this.#link.send({ type: 'inspect', rows: [this.#selection.row] });
  }

  dispose(): void {
    clearTimeout(this.#filterTimer);
    this.#link.disconnect();
  }

  /** How many rows fit on screen, with the fraction of the last. */
  setFit(fit: number): void {
    if (fit === this.#fit) return;
    this.#fit = fit;
    this.#askIfNeeded();
  }

  scrollTo(top: number, atEnd: boolean): void {
    this.#asked.stopSeeking();
    this.#read(reading.scrolled(this.#reading, top, atEnd));
  }

  /** Keeps what is on screen where it is. */
  hold(): void {
    this.#read(reading.held(this.#reading, this.#drawnEnd, this.#fit));
  }

  follow(): void {
    this.#read(reading.followed(this.#reading, this.#shown, this.#fit));
  }

  pause(): void {
    this.#read(reading.paused(this.#reading, this.#drawnEnd, this.#status?.total ?? 0, this.#fit));
  }

  resume(): void {
    this.#read(reading.resumed(this.#reading));
  }

  setFilter(text: string): void {
    this.#filter = text;
    clearTimeout(this.#filterTimer);
    this.#filterTimer = setTimeout(() => this.#applyFilter(), filterDelayMs);
  }

  /** Forgets all rows up to now, in the worker too. It cannot be undone. */
  clear(): void {
    this.#link.send({ type: 'clear' });
    this.#window = { first: 0, rows: [] };
    [this.#shown, this.#kept] = [0, undefined];
    this.deselect();
    this.#reading = reading.cleared(this.#reading, this.#status?.total ?? 0);
    this.#show();
  }

  /** Looks at a row on screen. It stays there: a row that is read must not be moved by new ones. */
  select(row: number, position: number): void {
    this.hold();
    this.#wanted = undefined;
    this.#selection = { row, position };
    this.#link.send({ type: 'inspect', rows: [row] });
  }

  deselect(): void {
    this.#wanted = undefined;
    this.#selection = undefined;
    this.#detail = undefined;
  }

  /** Looks at the row `step` positions on, or at one on screen where none is selected; brings it into view. */
  selectBy(step: number): void {
    const from = this.#wanted ?? this.#selection?.position;
    const onScreen = Math.ceil(this.top) + (step < 0 ? Math.max(0, Math.floor(this.#fit) - 1) : 0);
    this.selectAt(from === undefined ? onScreen : from + step);
  }

  /** Looks at the row at a position, as soon as it is here. */
  selectAt(position: number): void {
    if (this.readable === 0) return;
    this.hold();
    this.#asked.stopSeeking();
    this.#wanted = Math.min(this.readable - 1, Math.max(0, position));
    this.#read({ ...this.#reading, top: reveal(this.#reading.top, this.#wanted, this.#fit) });
    this.#selectWanted();
  }

  #read(next: reading.Reading): void {
    this.#reading = next;
    this.#askIfNeeded();
  }

  get #place(): { top: number; fit: number; following: boolean } {
    return { top: this.#reading.top, fit: this.#fit, following: this.following };
  }

  #askIfNeeded(): void {
    if (!this.#asked.serves(this.#place)) this.#show();
  }

  /** Asks for the rows around `top`; with `kept`, for those from that one on, wherever it stands now. */
  #show(kept?: Anchor): void {
    this.#link.send(this.#asked.next(this.#place, kept));
  }

  #applyFilter(): void {
    const text = this.#filter.trim();
    if (text === this.#appliedFilter) return;
    this.#appliedFilter = text;
    this.#kept = this.#anchor(this.#selection, text === '');
    this.#sendFilter();
    this.#wanted = undefined;
    if (this.#selection !== undefined) this.#selection = { ...this.#selection, position: undefined };
    this.#reading = reading.filtered(this.#reading);
    this.#show(this.#kept);
  }

  #sendFilter(): void {
    const text = this.#appliedFilter;
    this.#link.send({ type: 'filter', tree: text === '' ? undefined : { type: 'words', text } });
    // Until the worker says otherwise it has looked at nothing.
    if (this.#status !== undefined) this.#status = { ...this.#status, unfiltered: this.#status.held };
  }

  /** End of what is on screen while following; the status may be a little ahead of the rows that came last. */
  get #drawnEnd(): number {
    const { first, rows } = this.#window;
    return this.following && rows.length > 0 ? Math.min(this.#shown, first + rows.length) : this.#shown;
  }

  #anchor(selection: Selection | undefined, isClearing: boolean): Anchor | undefined {
    if (this.following) return undefined;
    const { top } = this.#reading;
    const rowAtTop = this.#window.rows[Math.floor(top) - this.#window.first]?.row;
    return anchorOf({ top, fit: this.#fit, rowAtTop, selection, isClearing, before: this.#kept });
  }

  #take({ status, rows, detail }: LogNews): void {
    if (status !== undefined) this.#takeStatus(status);
    if (rows !== undefined) this.#takeRows(rows);
    if (status?.unfiltered === 0) this.#settle(status.total);
    if (detail !== undefined && detail.rows[0] === this.#selection?.row) this.#detail = detail;
  }

  #takeStatus(status: LogStatus): void {
    const restarted = status.total < (this.#status?.total ?? 0);
    this.#status = status;
    this.#shown = status.shown;
    if (restarted) {
      this.deselect();
      this.#reading = reading.cleared(this.#reading, status.total);
    }
  }

  /** The filter has looked at all rows: what is not there now does not come any more. */
  #settle(total: number): void {
    if (this.#asked.isSeeking && !this.#asked.isAnswered) return;
    this.#asked.stopSeeking();
    const next = reading.settled(this.#reading, this.#shown, total, this.#fit);
    const top = Math.min(next.top, lastTop(reading.readable(next, this.#shown), this.#fit));
    this.#read(next.following ? next : { ...next, top });
  }

  #takeRows(message: RowsMessage): void {
    this.#window = { first: message.first, rows: message.rows };
    const by = this.#asked.take(message, this.#status?.unfiltered === 0);
    // Rows that answer an older question are drawn, and tell nothing else.
    if (by !== undefined) {
      this.#shown = message.shown;
      this.#reading = reading.shifted(this.#reading, by);
      if (this.#wanted !== undefined) this.#wanted += by;
      this.#askIfNeeded();
    }
    this.#findSelection();
    this.#selectWanted();
  }

  #findSelection(): void {
    const { first, rows } = this.#window;
    const index = rows.findIndex((row) => row.row === this.selected);
    if (this.#selection !== undefined && index >= 0) this.#selection = { ...this.#selection, position: first + index };
  }

  #selectWanted(): void {
    if (this.#wanted === undefined) return;
    const row = this.#window.rows[this.#wanted - this.#window.first];
    if (row !== undefined) this.select(row.row, this.#wanted);
  }
}
