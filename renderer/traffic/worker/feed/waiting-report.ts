import type { FeedMessage } from '../../../../electron/contract/feed.ts';
import type { Scheduler } from '../scheduler.ts';
import { RowCells } from '../store/columns.ts';
import type { PacketLog } from '../store/packet-log.ts';
import type { RowPlan } from './row-plan.ts';

/** As the contract says. */
const tellEveryMs = 1_000;

interface WaitingReportOptions {
  readonly scheduler: Scheduler;
  readonly post: (message: FeedMessage) => void;
}

/** Tells how many rows wait in the log, while some do, and once that none does any more. */
export class WaitingReport {
  readonly #options: WaitingReportOptions;
  readonly #cells = new RowCells();
  #toldAt = -Infinity;
  /** Rows that waited when it was told last. */
  #told = 0;
  #isDue = false;

  constructor(options: WaitingReportOptions) {
    this.#options = options;
  }

  /** Epoch ms at which `tell` has something to say; undefined: nothing waits. */
  get dueAt(): number | undefined {
    return this.#isDue ? this.nextAt : undefined;
  }

  /** Epoch ms before which it tells nothing. */
  get nextAt(): number {
    return this.#toldAt + tellEveryMs;
  }

  /** To be called whenever rows were read, or could not be. */
  tell(plan: RowPlan, log: PacketLog): void {
    const now = this.#options.scheduler.now();
    const rows = plan.left(log.nextRow);
    this.#isDue = rows > 0 || this.#told > 0;
    if (!this.#isDue || now < this.nextAt) return;
    const oldestMs = rows > 0 && log.read(plan.next, this.#cells) ? Math.max(0, now - this.#cells.time) : 0;
    this.#toldAt = now;
    this.#told = rows;
    this.#isDue = rows > 0;
    this.#options.post({ type: 'waiting', rows, oldestMs, left: rows });
  }
}
