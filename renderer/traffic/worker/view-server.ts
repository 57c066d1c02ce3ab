import { viewMessage } from '../protocol.ts';
import type { LogMessage, LogStatus, ViewMessage } from '../protocol.ts';
import type { ByteBudget } from './byte-budget.ts';
import { inspectRow } from './packet-detail.ts';
import { RowWindow } from './row-window.ts';
import { wordsOf } from './row-matcher.ts';
import type { Scheduler } from './scheduler.ts';
import type { SessionLog } from './session-log.ts';
import { AllRows } from './shown-rows.ts';
import type { ShownRows } from './shown-rows.ts';
import { TextFilter } from './text-filter.ts';

/** About a frame: a view cannot draw more often. */
const rowsEveryMs = 16;
const statusEveryMs = 100;
/** Half a frame of filtering, then whatever arrived has its turn. */
const sliceMs = 8;

export interface ViewServerOptions {
  readonly session: SessionLog;
  readonly budget: ByteBudget;
  readonly scheduler: Scheduler;
  readonly post: (message: LogMessage, transfer: ArrayBuffer[]) => void;
  /** The view had the log cleared: all views of the session have to know. */
  readonly onCleared: () => void;
}

/** Serves one view: sends it the rows it shows, whenever they changed, and the counts of the log. */
export class ViewServer {
  readonly #options: ViewServerOptions;
  readonly #window: RowWindow;
  #shown: ShownRows;
  #isDisposed = false;
  #rowsSentAt = -Infinity;
  #statusSentAt = -Infinity;
  #status: LogStatus | undefined;
  #cancelRows: (() => void) | undefined;
  #cancelStatus: (() => void) | undefined;
  #cancelRate: (() => void) | undefined;
  #cancelFilter: (() => void) | undefined;

  constructor(options: ViewServerOptions) {
    this.#options = options;
    this.#shown = new AllRows(options.session.log);
    this.#window = new RowWindow(options.session);
    this.#armStatus();
  }

  /** Takes a message of the view; false for one that is none. */
  handle(data: unknown): boolean {
    const parsed = viewMessage.safeParse(data);
    if (!parsed.success) return false;
    if (!this.#isDisposed) this.#take(parsed.data);
    return true;
  }

  /** To be called when the log or its context changed. */
  noteChange(): void {
    if (this.#isDisposed) return;
    if (this.#shown.pending > 0) this.#armFilter();
    this.#armRows();
    this.#armStatus();
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#cancelRows?.();
    this.#cancelStatus?.();
    this.#cancelRate?.();
    this.#cancelFilter?.();
  }

  #take(message: ViewMessage): void {
    switch (message.type) {
      case 'show':
        this.#window.show(message, this.#shown);
        this.#sendRows(true);
        return;
      case 'filter':
        this.#filter(message.text);
        return;
      case 'inspect':
        this.#inspect(message.row);
        return;
      case 'clear':
        this.#options.session.log.clear();
        this.#options.onCleared();
        return;
      default:
        assertNever(message);
    }
  }

  #filter(text: string): void {
    const { session, scheduler } = this.#options;
    this.#cancelFilter?.();
    this.#cancelFilter = undefined;
    this.#shown = wordsOf(text).length === 0 ? new AllRows(session.log) : new TextFilter(text, session, scheduler.now);
    this.#shown.step(sliceMs);
    this.#window.rebase(this.#shown);
    this.#sendRows(true);
    this.noteChange();
  }

  #inspect(row: number): void {
    const detail = inspectRow(row, this.#options.session);
    const transfer: ArrayBuffer[] = [];
    if (detail !== undefined && 'packet' in detail) transfer.push(detail.packet.buffer, detail.payload.buffer);
    this.#options.post({ type: 'detail', row, detail }, transfer);
  }

  #armFilter(): void {
    this.#cancelFilter ??= this.#options.scheduler.soon(() => {
      this.#cancelFilter = undefined;
      this.#shown.step(sliceMs);
      this.noteChange();
    });
  }

  #armRows(): void {
    if (!this.#window.isWanted) return;
    const { scheduler } = this.#options;
    this.#cancelRows ??= scheduler.after(Math.max(0, this.#rowsSentAt + rowsEveryMs - scheduler.now()), () => {
      this.#cancelRows = undefined;
      this.#sendRows(false);
    });
  }

  #sendRows(isAsked: boolean): void {
    const message = this.#window.read(this.#shown, isAsked);
    if (message === undefined) return;
    this.#rowsSentAt = this.#options.scheduler.now();
    this.#options.post(message, []);
  }

  #armStatus(): void {
    const { scheduler } = this.#options;
    this.#cancelStatus ??= scheduler.after(Math.max(0, this.#statusSentAt + statusEveryMs - scheduler.now()), () => {
      this.#cancelStatus = undefined;
      this.#sendStatus();
    });
  }

  #sendStatus(): void {
    const { session, scheduler, post } = this.#options;
    const now = scheduler.now();
    const status = this.#statusAt(now);
    if (JSON.stringify(status) !== JSON.stringify(this.#status)) {
      this.#status = status;
      this.#statusSentAt = now;
      post(status, []);
    }
    // The rate falls by itself when nothing arrives any more. A timer of its own: changes are told sooner than that.
    if (session.isRateMoving(now)) {
      this.#cancelRate ??= scheduler.after(1_000 - (now % 1_000), () => {
        this.#cancelRate = undefined;
        this.#sendStatus();
      });
    }
  }

  #statusAt(now: number): LogStatus {
    const { session, budget } = this.#options;
    const { log } = session;
    return {
      type: 'status',
      total: log.nextRow,
      held: log.heldRows,
      shown: this.#shown.count,
      unfiltered: this.#shown.pending,
      received: session.received,
      sent: session.sent,
      heldBytes: budget.usedBytes,
      budgetBytes: budget.totalBytes,
      evicted: log.evictedRows,
      perSecond: session.perSecond(now),
    };
  }
}

function assertNever(message: never): never {
  throw new Error(`unexpected message ${String(message)}`);
}
