import type { FeedNote } from '../../../../electron/contract/feed.ts';
import type { Scheduler } from '../scheduler.ts';
import type { SessionLog } from '../session-log.ts';
import { RowCells } from '../store/columns.ts';

export type MissingNote = Extract<FeedNote, { readonly type: 'missing' }>;

interface LostRowsOptions {
  readonly session: SessionLog;
  readonly scheduler: Scheduler;
}

const evicted =
  'The memory for rows was full before these could be written: the disk, or who reads the output, is slower than what arrives.';
const cleared = 'The rows were cleared before these could be written.';

/** Rows that went before they could be looked at: what is to be said of them. */
export class LostRows {
  readonly #options: LostRowsOptions;
  readonly #cells = new RowCells();
  /** Epoch ms of the last row that was written. */
  #lastTime: number | undefined;
  /** Of the rows that are being cleared now. */
  #cleared: { readonly fromMs: number; readonly toMs: number } | undefined;
  #note: MissingNote | undefined;

  constructor(options: LostRowsOptions) {
    this.#options = options;
  }

  noteRow(time: number): void {
    this.#lastTime = time;
  }

  /** All rows are about to be cleared, and from `next` on they were not looked at. */
  noteClear(next: number): void {
    const { log } = this.#options.session;
    const fromMs = this.#timeOf(next);
    const toMs = this.#timeOf(log.nextRow - 1);
    this.#cleared = fromMs === undefined || toMs === undefined ? undefined : { fromMs, toMs };
  }

  /** Rows before the first that is held are lost. */
  add(rows: number): void {
    const toMs = this.#cleared?.toMs ?? this.#oldestTime() ?? this.#options.scheduler.now();
    const fromMs = this.#cleared?.fromMs ?? this.#lastTime ?? toMs;
    const why = this.#cleared === undefined ? evicted : cleared;
    this.#cleared = undefined;
    const before = this.#note;
    this.#note =
      before === undefined
        ? { type: 'missing', rows, fromMs, toMs, why }
        : { ...before, rows: before.rows + rows, toMs: Math.max(before.toMs, toMs) };
  }

  /** What is to be said now. */
  take(): MissingNote | undefined {
    const note = this.#note;
    this.#note = undefined;
    return note;
  }

  /** What was asked for reaches further back than the rows that are held; undefined: it does not. */
  beyond(sinceMs: number): MissingNote | undefined {
    const { log } = this.#options.session;
    const toMs = this.#oldestTime();
    if (log.firstRow === 0 || toMs === undefined || toMs <= sinceMs) return undefined;
    const why = 'Rows of before were not in memory any more. How many there were is not known.';
    return { type: 'missing', rows: 0, fromMs: sinceMs, toMs, why };
  }

  #oldestTime(): number | undefined {
    return this.#timeOf(this.#options.session.log.firstRow);
  }

  #timeOf(row: number): number | undefined {
    return this.#options.session.log.read(row, this.#cells) ? this.#cells.time : undefined;
  }
}
