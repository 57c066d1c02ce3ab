import type { LogMessage, LogStatus } from '../../protocol/index.ts';
import type { ByteBudget } from '../store/byte-budget.ts';
import type { ShownRows } from '../filter/shown-rows.ts';
import type { Scheduler } from '../scheduler.ts';
import type { SessionLog } from '../session-log.ts';

const statusEveryMs = 100;

interface StatusFeedOptions {
  readonly session: SessionLog;
  readonly budget: ByteBudget;
  readonly scheduler: Scheduler;
  /** What the view shows now. */
  readonly shown: () => ShownRows;
  readonly post: (message: LogMessage) => void;
}

/** Tells one view the counts of the log, at most every 100 ms and only when they changed or the filter did. */
export class StatusFeed {
  readonly #options: StatusFeedOptions;
  #sentAt = -Infinity;
  #sent = '';
  #cancel: (() => void) | undefined;
  #cancelRate: (() => void) | undefined;

  constructor(options: StatusFeedOptions) {
    this.#options = options;
    this.noteChange();
  }

  noteChange(): void {
    const { scheduler } = this.#options;
    this.#cancel ??= scheduler.after(Math.max(0, this.#sentAt + statusEveryMs - scheduler.now()), () => {
      this.#cancel = undefined;
      this.#send();
    });
  }

  /** The view waits to hear of a new filter, also where its counts are those of the one before. */
  noteFilter(): void {
    this.#sent = '';
    this.noteChange();
  }

  dispose(): void {
    this.#cancel?.();
    this.#cancelRate?.();
  }

  #send(): void {
    const { session, scheduler, post } = this.#options;
    const now = scheduler.now();
    const status = this.#statusAt(now);
    const key = JSON.stringify(status);
    if (key !== this.#sent) {
      this.#sent = key;
      this.#sentAt = now;
      post(status);
    }
    // The rate falls by itself when nothing arrives any more. A timer of its own: changes are told sooner than that.
    if (session.reading === undefined && session.isRateMoving(now)) {
      this.#cancelRate ??= scheduler.after(1_000 - (now % 1_000), () => {
        this.#cancelRate = undefined;
        this.#send();
      });
    }
  }

  #statusAt(now: number): LogStatus {
    const { session, budget } = this.#options;
    const { log } = session;
    const shown = this.#options.shown();
    return {
      type: 'status',
      total: log.nextRow,
      held: log.heldRows,
      shown: shown.count,
      unfiltered: shown.pending,
      received: session.received,
      sent: session.sent,
      heldBytes: budget.usedBytes,
      budgetBytes: budget.totalBytes,
      evicted: log.evictedRows,
      // Of a capture, this would be how fast it is read.
      perSecond: session.reading === undefined ? session.perSecond(now) : 0,
      flagged: session.flaggedRows,
      marked: log.markedRows,
      oldestMs: log.oldestRowTime,
      reading: session.reading?.status,
    };
  }
}
