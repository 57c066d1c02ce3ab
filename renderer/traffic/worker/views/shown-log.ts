import type { FilterTree, LogMessage, ViewMessage } from '../../protocol/index.ts';
import { AllRows } from '../filter/shown-rows.ts';
import type { ShownRows } from '../filter/shown-rows.ts';
import { TreeFilter } from '../filter/tree-filter.ts';
import { RowWindow } from '../rows/row-window.ts';
import type { Scheduler } from '../scheduler.ts';
import type { SessionLog } from '../session-log.ts';
import { RowColours } from './row-colours.ts';
import type { ColourRules } from './row-colours.ts';
import { RowFinder } from './row-finder.ts';
import type { FindMessage } from './row-finder.ts';

/** About a frame: a view cannot draw more often. */
const foundEveryMs = 16;
/**
 * Two frames. Nobody reads rows that change faster, and for each answer the window lays out and paints all rows on
 * screen: at each frame, a flood would cost twice the processor time and look the same. What a view asks for, and what
 * arrives after a pause, is sent at once; what a filter finds, with the next frame.
 */
const rowsEveryMs = 33;
/** Half a frame of filtering, then whatever arrived has its turn. */
const sliceMs = 8;

interface ShownLogOptions {
  readonly session: SessionLog;
  readonly scheduler: Scheduler;
  readonly post: (message: LogMessage) => void;
  /** What is shown, or how much of it is known, changed. */
  readonly onProgress: () => void;
}

type Show = Extract<ViewMessage, { readonly type: 'show' }>;

/** The rows that one view shows: filters them bit by bit, and sends those in its window whenever they changed. */
export class ShownLog {
  readonly #options: ShownLogOptions;
  readonly #window: RowWindow;
  readonly #colours: RowColours;
  readonly #finder: RowFinder;
  #shown: ShownRows;
  #rowsSentAt = -Infinity;
  #cancelRows: (() => void) | undefined;
  #cancelFilter: (() => void) | undefined;

  constructor(options: ShownLogOptions) {
    this.#options = options;
    this.#shown = new AllRows(options.session.log);
    this.#colours = new RowColours(options.session);
    this.#window = new RowWindow(options.session, this.#colours.of);
    this.#finder = new RowFinder({ ...options, shown: () => this.#shown });
  }

  get rows(): ShownRows {
    return this.#shown;
  }

  show(message: Show): void {
    this.#window.show(message, this.#shown);
    this.#sendRows(true);
  }

  filter(tree: FilterTree | undefined): void {
    const { session, scheduler } = this.#options;
    this.#cancelFilter?.();
    this.#cancelFilter = undefined;
    this.#shown = tree === undefined ? new AllRows(session.log) : new TreeFilter(tree, session, scheduler.now);
    this.#shown.step(sliceMs);
    this.#window.rebase(this.#shown);
    this.#sendRows(true);
    this.noteChange();
    this.#options.onProgress();
  }

  /** Rows that match a rule have its colour from now on. */
  colour(rules: ColourRules): void {
    this.#colours.set(rules);
    this.#window.rebuild();
    this.#sendRows(false);
  }

  /** Looks for the next shown row that matches; answered by `found`. */
  find(message: FindMessage): void {
    this.#finder.find(message);
  }

  /** To be called when the log or its context changed. */
  noteChange(): void {
    if (this.#shown.pending > 0) this.#armFilter();
    this.#armRows();
  }

  dispose(): void {
    this.#cancelRows?.();
    this.#cancelFilter?.();
    this.#finder.dispose();
  }

  #armFilter(): void {
    this.#cancelFilter ??= this.#options.scheduler.soon(() => {
      this.#cancelFilter = undefined;
      this.#shown.step(sliceMs);
      this.noteChange();
      this.#options.onProgress();
    });
  }

  #armRows(): void {
    if (!this.#window.isWanted) return;
    const { scheduler } = this.#options;
    const everyMs = this.#shown.pending > 0 ? foundEveryMs : rowsEveryMs;
    this.#cancelRows ??= scheduler.after(Math.max(0, this.#rowsSentAt + everyMs - scheduler.now()), () => {
      this.#cancelRows = undefined;
      this.#sendRows(false);
    });
  }

  #sendRows(isAsked: boolean): void {
    const message = this.#window.read(this.#shown, isAsked);
    if (message === undefined) return;
    this.#rowsSentAt = this.#options.scheduler.now();
    const [first] = message.rows;
    if (first !== undefined && this.#shown instanceof TreeFilter) this.#shown.anchorRow = first.row;
    this.#options.post(message);
  }
}
