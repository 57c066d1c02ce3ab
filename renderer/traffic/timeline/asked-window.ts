import type { Anchor } from './anchor.ts';
import type { LogMessage, ViewMessage } from '../protocol/index.ts';

type ShowMessage = Extract<ViewMessage, { type: 'show' }>;
type RowsMessage = Extract<LogMessage, { type: 'rows' }>;

/** The most rows that the worker sends at once (protocol.ts). */
const mostRows = 500;

/** Where is read: position of the row at the upper edge, rows that fit on screen, and whether the newest are. */
export interface Place {
  readonly top: number;
  readonly fit: number;
  readonly following: boolean;
}

/**
 * The window of rows to ask for, so that `fit` rows can be drawn from `top` on. It begins one row early, as the first
 * row drawn shows its distance to the one before; and while nothing moves by itself it holds a screenful more on
 * either side, so that a wheel is served from here. Nothing is asked for while nothing is drawn.
 */
export function windowFor({ top, fit, following }: Place): { readonly first: number; readonly count: number } {
  if (fit <= 0) return { first: Math.floor(top), count: 0 };
  const onScreen = Math.ceil(fit) + 1;
  if (following) return { first: 0, count: Math.min(mostRows, onScreen + 1) };
  const spare = Math.max(1, Math.min(onScreen, Math.floor((mostRows - onScreen) / 2)));
  const first = Math.max(0, Math.floor(top) - spare);
  return { first, count: Math.min(mostRows, Math.floor(top) - first + onScreen + spare) };
}

/** What the worker was asked for last, and whether it is what is needed. */
export class AskedWindow {
  #asked: ShowMessage = { type: 'show', first: 0, count: 0, tail: true, ask: 0 };
  #answered = 0;

  /** A row was asked for by its number, and where it stands is not known for sure yet. */
  get isSeeking(): boolean {
    return this.#asked.row !== undefined;
  }

  get isAnswered(): boolean {
    return this.#answered === this.#asked.ask;
  }

  /** The question for a place; with `kept`, for the rows from that one on, wherever it stands now. */
  next(place: Place, kept?: Anchor): ShowMessage {
    const ask = (this.#asked.ask ?? 0) + 1;
    const wanted = { ...windowFor(place), tail: place.following, ask };
    this.#asked =
      kept === undefined || place.following
        ? { type: 'show', ...wanted }
        : { type: 'show', ...wanted, first: kept.position, row: kept.row };
    return this.#asked;
  }

  /** It does not matter any more where the row stands. */
  stopSeeking(): void {
    this.#asked = { ...this.#asked, row: undefined };
  }

  /** True where what was asked for still does for a place, with half a screenful to spare. */
  serves(place: Place): boolean {
    const asked = this.#asked;
    const wanted = windowFor(place);
    if (asked.tail || place.following) return asked.tail === place.following && asked.count === wanted.count;
    if (this.isSeeking) return true;
    const spare = Math.ceil(place.fit / 2);
    const from = Math.max(0, Math.floor(place.top) - spare);
    const to = Math.floor(place.top) + Math.ceil(place.fit) + 1 + spare;
    return asked.first <= from && asked.first + asked.count >= to;
  }

  /**
   * Takes an answer: by how many positions the rows have moved since they were asked for, or undefined where it
   * answers an older question. `isFiltered`: the filter has looked at all rows; until then it may find one that is
   * nearer to the one sought, and the worker answers again.
   */
  take({ first, rows, ask }: RowsMessage, isFiltered: boolean): number | undefined {
    if (ask !== this.#asked.ask) return undefined;
    this.#answered = ask ?? 0;
    if (this.#asked.tail) return 0;
    const by = first - this.#asked.first;
    this.#asked = { ...this.#asked, first };
    // Where nothing is drawn no rows come, and yet the place is known: what is drawn later is asked for from there.
    if (isFiltered && (rows.length > 0 || this.#asked.count === 0)) this.stopSeeking();
    return by;
  }
}
