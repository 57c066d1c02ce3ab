import { lastTop, reveal } from '../../ui/row-window.ts';
import type { RowsMessage } from '../log-link.ts';
import type { RowView, ViewMessage } from '../protocol/index.ts';
import { anchorOf } from './anchor.ts';
import type { Anchor } from './anchor.ts';
import { AskedWindow } from './asked-window.ts';
import * as reading from './reading.ts';
import type { ChosenRow } from './selection.ts';

/** Rows as they stand in the log: `rows[0]` is at position `first`. */
export interface RowWindow {
  readonly first: number;
  readonly rows: readonly RowView[];
}

/** Which rows of a log are on screen, and whether new ones may move them. It asks the worker for those it lacks. */
export class LogScroll {
  readonly #send: (message: ViewMessage) => void;
  #window = $state.raw<RowWindow>({ first: 0, rows: [] });
  #shown = $state.raw(0);
  #total = $state.raw(0);
  #reading = $state.raw(reading.startReading);
  #fit = $state.raw(0);
  #missing = $state.raw<number | undefined>(undefined);
  readonly #asked = new AskedWindow();
  #kept: Anchor | undefined;
  /** A row that was asked for by its number, until it is known whether the filter shows it. */
  #sought: number | undefined;

  constructor(options: { readonly send: (message: ViewMessage) => void }) {
    this.#send = options.send;
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

  /** Rows that fit on screen, with the fraction of the last. */
  get fit(): number {
    return this.#fit;
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
    return reading.newSincePause(this.#reading, this.#total);
  }

  /** A row that was gone to, and that is not among those that are shown. */
  get missing(): number | undefined {
    return this.#missing;
  }

  /** It is not known yet whether the row that was gone to is shown. */
  get isSeekingRow(): boolean {
    return this.#sought !== undefined;
  }

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
    this.#read(reading.paused(this.#reading, this.#drawnEnd, this.#total, this.#fit));
  }

  resume(): void {
    this.#read(reading.resumed(this.#reading));
  }

  /** Brings a position into view, by the smallest move. */
  reveal(position: number): void {
    this.hold();
    this.#asked.stopSeeking();
    this.#read({ ...this.#reading, top: reveal(this.#reading.top, position, this.#fit) });
  }

  /** Brings a row into view by its number, a third below the upper edge; or the next newer one that is shown. */
  goTo(row: number): void {
    this.#reading = reading.held(this.#reading, this.#drawnEnd, this.#fit);
    [this.#sought, this.#missing] = [row, undefined];
    this.#show({ row, position: Math.floor(this.#reading.top + this.#fit / 3) });
  }

  /** A new worker knows nothing of what is shown. */
  askAgain(): void {
    this.#show(this.#anchor(undefined, false));
  }

  /** Other rows are shown now: what is read stays in place as far as it is among them. */
  refilter(current: ChosenRow | undefined, isClearing: boolean): Anchor | undefined {
    this.#kept = this.#anchor(current, isClearing);
    [this.#sought, this.#missing] = [undefined, undefined];
    this.#reading = reading.filtered(this.#reading);
    return this.#kept;
  }

  /** To be called when the worker knows the new filter. */
  showKept(kept: Anchor | undefined): void {
    this.#show(kept);
  }

  /** All rows were forgotten. */
  clear(): void {
    this.#window = { first: 0, rows: [] };
    [this.#shown, this.#kept, this.#sought, this.#missing] = [0, undefined, undefined, undefined];
    this.#reading = reading.cleared(this.#reading, this.#total);
    this.#show();
  }

  takeCounts(counts: { readonly total: number; readonly shown: number }): void {
    const restarted = counts.total < this.#total;
    this.#total = counts.total;
    this.#shown = counts.shown;
    if (restarted) this.#reading = reading.cleared(this.#reading, counts.total);
  }

  /** By how many positions the rows moved; undefined where the answer is to an older question, and tells nothing. */
  takeRows(message: RowsMessage, isFiltered: boolean): number | undefined {
    this.#window = { first: message.first, rows: message.rows };
    const by = this.#asked.take(message, isFiltered);
    if (by === undefined) return undefined;
    this.#shown = message.shown;
    const { pause } = this.#reading;
    const isJump = this.#sought !== undefined;
    this.#reading = reading.shifted(this.#reading, by);
    // The rows did not move: the reading went elsewhere. What a pause holds is the same.
    if (isJump) this.#reading = { ...this.#reading, pause };
    if (isJump && isFiltered) this.#arrive(message);
    this.#askIfNeeded();
    return isJump ? 0 : by;
  }

  /** The filter has looked at all rows: what is not there now does not come any more. */
  settle(): void {
    if (this.#asked.isSeeking && !this.#asked.isAnswered) return;
    this.#asked.stopSeeking();
    this.#reading = reading.settled(this.#reading, this.#shown, this.#total, this.#fit);
    this.#clamp();
    this.#askIfNeeded();
  }

  #arrive({ rows }: RowsMessage): void {
    // Nothing was asked for while another view is in front.
    const isHere = this.#fit === 0 || rows.some((row) => row.row === this.#sought);
    this.#missing = isHere ? undefined : this.#sought;
    this.#sought = undefined;
    this.#clamp();
  }

  #clamp(): void {
    const top = Math.min(this.#reading.top, lastTop(this.readable, this.#fit));
    if (!this.following) this.#reading = { ...this.#reading, top };
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
    this.#send(this.#asked.next(this.#place, kept));
  }

  /** End of what is on screen while following; the status may be a little ahead of the rows that came last. */
  get #drawnEnd(): number {
    const { first, rows } = this.#window;
    return this.following && rows.length > 0 ? Math.min(this.#shown, first + rows.length) : this.#shown;
  }

  #anchor(selection: ChosenRow | undefined, isClearing: boolean): Anchor | undefined {
    if (this.following) return undefined;
    const { top } = this.#reading;
    const rowAtTop = this.#window.rows[Math.floor(top) - this.#window.first]?.row;
    return anchorOf({ top, fit: this.#fit, rowAtTop, selection, isClearing, before: this.#kept });
  }
}
