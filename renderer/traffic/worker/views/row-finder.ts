import type { LogMessage, ViewMessage } from '../../protocol/index.ts';
import { compileFilter } from '../filter/compile-filter.ts';
import { RowCursor } from '../filter/row-cursor.ts';
import type { RowTest } from '../filter/row-test.ts';
import type { ShownRows } from '../filter/shown-rows.ts';
import type { Scheduler } from '../scheduler.ts';
import type { SessionLog } from '../session-log.ts';

/** Half a frame, then whatever arrived has its turn. */
const sliceMs = 8;
const rowsPerLook = 64;
const bytesPerLook = 32 * 1_024;

export type FindMessage = Extract<ViewMessage, { readonly type: 'find' }>;

interface RowFinderOptions {
  readonly session: SessionLog;
  readonly scheduler: Scheduler;
  readonly shown: () => ShownRows;
  readonly post: (message: LogMessage) => void;
}

interface Search {
  readonly message: FindMessage;
  readonly test: RowTest;
  /** The last row that was looked at. */
  row: number;
}

/** Finds the nearest shown row that matches, bit by bit. A new search ends the one before, which gets no answer. */
export class RowFinder {
  readonly #options: RowFinderOptions;
  readonly #cursor: RowCursor;
  #cancel: (() => void) | undefined;

  constructor(options: RowFinderOptions) {
    this.#options = options;
    this.#cursor = new RowCursor(options.session);
  }

  find(message: FindMessage): void {
    this.dispose();
    const test = compileFilter(message.tree, this.#options.session);
    this.#goOn({ message, test, row: message.from });
  }

  dispose(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #goOn(search: Search): void {
    const { scheduler, post } = this.#options;
    const { ask } = search.message;
    const found = this.#slice(search, scheduler.now() + sliceMs);
    if (found === 'not yet') {
      this.#cancel = scheduler.soon(() => this.#goOn(search));
      return;
    }
    this.#cancel = undefined;
    const position = found === undefined ? undefined : this.#options.shown().positionFrom(found);
    post({ type: 'found', ask, row: found, position });
  }

  /** The row, undefined where there is none. */
  #slice(search: Search, deadline: number): number | undefined | 'not yet' {
    const { scheduler } = this.#options;
    const shown = this.#options.shown();
    const cursor = this.#cursor;
    const { step } = search.message;
    cursor.reset();
    let position = step === 1 ? shown.positionFrom(search.row + 1) : shown.positionFrom(search.row) - 1;
    let rows = 0;
    let work = cursor.work;
    for (;;) {
      const row = shown.rowAt(position);
      if (row === undefined) return this.#atEnd(shown, search);
      const matched = cursor.seek(row) && search.test.matches(cursor);
      if (matched === true) return row;
      if (matched === false) {
        search.row = row;
        position += step;
      }
      rows += 1;
      if (rows < rowsPerLook && cursor.work - work < bytesPerLook) continue;
      if (scheduler.now() >= deadline) return 'not yet';
      rows = 0;
      work = cursor.work;
    }
  }

  /** No more rows are shown; there may be some when the filter has looked at all. */
  #atEnd(shown: ShownRows, search: Search): 'not yet' | undefined {
    if (shown.pending === 0) return undefined;
    const before = shown.count;
    shown.step(sliceMs);
    const isDone = shown.pending === 0 && shown.count === before && search.message.step === 1;
    return isDone ? undefined : 'not yet';
  }
}
