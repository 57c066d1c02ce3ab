import { copyLengthMaximum } from '../../protocol/index.ts';
import type { LogMessage, RowRanges, ViewMessage } from '../../protocol/index.ts';
import type { ShownRows } from '../filter/shown-rows.ts';
import type { Scheduler } from '../scheduler.ts';
import type { SessionLog } from '../session-log.ts';
import { frequentNames } from './frequent-names.ts';
import { copyFrames, copyRow } from './row-copy.ts';
import type { RowCopy } from './row-copy.ts';

export type RowAction = Extract<ViewMessage, { readonly type: 'mark' | 'copy' | 'stopCopying' | 'names' }>;
type CopyMessage = Extract<ViewMessage, { readonly type: 'copy' }>;

/** Half a frame, then whatever arrived has its turn. */
const sliceMs = 8;

interface RowActionsOptions {
  readonly session: SessionLog;
  readonly scheduler: Scheduler;
  readonly shown: () => ShownRows;
  readonly post: (message: LogMessage) => void;
}

/** A copy that is being written. */
interface Copying {
  readonly message: CopyMessage;
  readonly parts: string[];
  length: number;
  rows: number;
  /** Rows that have nothing to copy in this format, or are gone. */
  left: number;
  guarded: number;
}

/** What a view does with rows besides showing them: marks them, copies them, asks for the names in them. */
export class RowActions {
  readonly #options: RowActionsOptions;
  #cancelCopy: (() => void) | undefined;

  constructor(options: RowActionsOptions) {
    this.#options = options;
  }

  take(message: RowAction): void {
    switch (message.type) {
      case 'mark':
        for (const row of this.#shownRows(message.ranges)) this.#options.session.log.mark(row, message.marked);
        return;
      case 'copy':
        this.#copy(message);
        return;
      case 'stopCopying':
        this.#stopCopy();
        return;
      case 'names':
        this.#options.post({ type: 'names', ask: message.ask, ...frequentNames(this.#options.session.log) });
        return;
      default:
        assertNever(message);
    }
  }

  dispose(): void {
    this.#stopCopy();
  }

  #stopCopy(): void {
    this.#cancelCopy?.();
    this.#cancelCopy = undefined;
  }

  /** A copy may be of a million rows: it is written bit by bit. A newer one ends it: nobody waits for it then. */
  #copy(message: CopyMessage): void {
    const { session, scheduler, post } = this.#options;
    const frame = copyFrames[message.as];
    const copying: Copying = { message, parts: [], length: frame.head.length + frame.tail.length, rows: 0, left: 0, guarded: 0 };
    const rows = this.#shownRows(message.ranges);
    const write = (): void => {
      const end = scheduler.now() + sliceMs;
      for (let next = rows.next(); next.done !== true; next = rows.next()) {
        if (!this.#write(copying, copyRow(next.value, session, message.as), frame.between.length)) {
          // Whatever comes after a row that does not fit is left out too: a copy has no holes. Counted, not written.
          copying.left += this.#countShown(message.ranges, next.value);
          break;
        }
        if (scheduler.now() >= end) {
          this.#cancelCopy = scheduler.soon(write);
          return;
        }
      }
      this.#cancelCopy = undefined;
      const text = copying.rows === 0 ? '' : frame.head + copying.parts.join(frame.between) + frame.tail;
      const { rows: written, left, guarded } = copying;
      post({ type: 'copied', ask: message.ask, text, rows: written, left, guarded });
    };
    this.#stopCopy();
    write();
  }

  /** False for a row that does not fit. */
  #write(copying: Copying, copy: RowCopy | undefined, between: number): boolean {
    if (copy === undefined) {
      copying.left += 1;
      return true;
    }
    if (copying.length + copy.text.length + between > copyLengthMaximum) return false;
    copying.parts.push(copy.text);
    copying.length += copy.text.length + between;
    copying.guarded += copy.guarded;
    copying.rows += 1;
    return true;
  }

  /** How many rows of the ranges are shown, from row `from` on. */
  #countShown(ranges: RowRanges, from: number): number {
    const shown = this.#options.shown();
    return ranges.reduce((count, [first, last]) => {
      return last < from ? count : count + shown.positionFrom(last + 1) - shown.positionFrom(Math.max(first, from));
    }, 0);
  }

  /** The rows of the ranges that are shown, oldest first. Rows may go and come while it is walked through. */
  *#shownRows(ranges: RowRanges): Generator<number, void> {
    for (const [first, last] of ranges) {
      let row = first;
      for (;;) {
        const shown = this.#options.shown();
        const next = shown.rowAt(shown.positionFrom(row));
        if (next === undefined || next > last) break;
        yield next;
        row = next + 1;
      }
    }
  }
}

function assertNever(message: never): never {
  throw new Error(`unexpected message ${String(message)}`);
}
