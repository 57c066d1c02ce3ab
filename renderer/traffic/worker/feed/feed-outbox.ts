import { feedBatchBytes, feedBatchMs, feedWindowBytes } from '../../../../electron/contract/feed.ts';
import type { FeedMessage, FeedNote, FeedRequest, FeedTotals } from '../../../../electron/contract/feed.ts';
import type { Scheduler } from '../scheduler.ts';
import type { SessionLog } from '../session-log.ts';
import { FeedCounts } from './feed-counts.ts';
import type { FeedRow } from './feed-row.ts';
import { McapRows } from './mcap-rows.ts';
import type { RowSink } from './row-sink.ts';
import { CsvRows, NdjsonRows } from './text-rows.ts';

interface FeedOutboxOptions {
  readonly session: SessionLog;
  readonly request: FeedRequest;
  readonly scheduler: Scheduler;
  readonly post: (message: FeedMessage) => void;
}

/** What a feed sends: rows and notes in batches, of which so many bytes may be under way. */
export class FeedOutbox {
  readonly #options: FeedOutboxOptions;
  readonly #sink: RowSink;
  readonly #counts = new FeedCounts();
  /** Batches that are not acknowledged, the oldest first. */
  readonly #under: { readonly number: number; readonly bytes: number }[] = [];
  #underBytes = 0;
  #batches = 0;
  #acknowledged = 0;
  /** Of the batch that is being filled: when it was begun (epoch ms), the rows before it, and times of its own. */
  #begunAt: number | undefined;
  #rowsBefore = 0;
  #firstTime = 0;
  #lastTime = 0;

  constructor(options: FeedOutboxOptions) {
    this.#options = options;
    this.#sink = sinkOf(options);
  }

  get totals(): FeedTotals {
    return this.#counts.totals();
  }

  /** Bytes that were sent and are not acknowledged. */
  get underBytes(): number {
    return this.#underBytes;
  }

  /** Number of the newest batch that has arrived where it was to go. */
  get acknowledged(): number {
    return this.#acknowledged;
  }

  /** More may be sent now. */
  get isOpen(): boolean {
    return this.#underBytes < feedWindowBytes;
  }

  /** The batch has its size. */
  get isFull(): boolean {
    return this.#sink.pendingBytes >= feedBatchBytes;
  }

  /** Epoch ms at which the batch is to be sent at the latest; undefined: there is nothing in it. */
  get dueAt(): number | undefined {
    return this.#begunAt === undefined ? undefined : this.#begunAt + feedBatchMs;
  }

  write(row: FeedRow): void {
    const counts = this.#counts;
    const { time } = row.cells;
    this.#begin();
    row.number = this.#number;
    this.#sink.write(row);
    if (counts.rows === this.#rowsBefore) this.#firstTime = time;
    this.#lastTime = time;
    counts.count(row);
  }

  /** Before the next row. `isHead`: a file that is begun anew repeats the newest. */
  note(note: FeedNote, time: number, isHead: boolean): void {
    this.#begin();
    this.#sink.note(note, time, this.#number, isHead);
  }

  /** So many rows went before they could be looked at. */
  miss(rows: number): void {
    this.#counts.missing += rows;
  }

  /** Sends what there is. */
  send(): void {
    const batch = this.#sink.take();
    this.#begunAt = undefined;
    if (batch === undefined) return;
    const counts = this.#counts;
    const rows = counts.rows - this.#rowsBefore;
    const [firstTime, lastTime] = rows === 0 ? [0, 0] : [this.#firstTime, this.#lastTime];
    this.#batches += 1;
    const number = this.#batches;
    this.#options.post({ type: 'batch', number, ...batch, rows, firstTime, lastTime, totals: counts.totals() });
    this.#under.push({ number, bytes: batch.bytes.length });
    this.#underBytes += batch.bytes.length;
    this.#rowsBefore = counts.rows;
  }

  /** Batches up to this one have arrived where they were to go. */
  acknowledge(number: number): void {
    this.#acknowledged = Math.max(this.#acknowledged, number);
    for (let [first] = this.#under; first !== undefined && first.number <= number; [first] = this.#under) {
      this.#under.shift();
      this.#underBytes -= first.bytes;
    }
  }

  /** Number of the next row in what is written. */
  get #number(): number {
    return this.#options.request.firstNumber + this.#counts.rows;
  }

  #begin(): void {
    this.#begunAt ??= this.#options.scheduler.now();
  }
}

function sinkOf({ session, request }: FeedOutboxOptions): RowSink {
  const { format, payloads } = request;
  if (format === 'mcap') return new McapRows({ session, payloads });
  return format === 'ndjson' ? new NdjsonRows(payloads) : new CsvRows(payloads);
}
