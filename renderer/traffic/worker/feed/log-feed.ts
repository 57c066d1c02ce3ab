import type { FeedMessage, FeedOrder, FeedRequest } from '../../../../electron/contract/feed.ts';
import type { FilterTree } from '../../protocol/index.ts';
import type { LogWatcher, RoomContext } from '../log-watchers.ts';
import type { Scheduler } from '../scheduler.ts';
import type { SessionLog } from '../session-log.ts';
import { CaptureFeed } from './capture-feed.ts';
import { FeedOutbox } from './feed-outbox.ts';
import { FeedRow } from './feed-row.ts';
import { firstRowSince } from './first-row-since.ts';
import { LostRows } from './lost-rows.ts';
import { contextNote, RoomMarks } from './room-marks.ts';
import { RowGate } from './row-gate.ts';
import { RowPlan } from './row-plan.ts';
import { WaitingReport } from './waiting-report.ts';

/** Half a frame, then whatever arrived has its turn. */
const sliceMs = 8;
/** Rows that came are read together: well within the age of a batch, and a slice's worth at the fastest flood. */
const readEveryMs = 25;
/** After so many rows or bytes the clock is looked at: both take well under 0.1 ms. */
const rowsPerLook = 64;
const bytesPerLook = 32 * 1_024;
/** When the log is about to be cleared: what it takes at the most to send what is in it, whatever is not acknowledged. */
const drainMs = 250;
const drainBytes = 64 * 1_048_576;

export interface LogFeedOptions {
  readonly session: SessionLog;
  readonly request: FeedRequest;
  readonly filter: FilterTree | undefined;
  readonly trigger: FilterTree | undefined;
  readonly scheduler: Scheduler;
  readonly post: (message: FeedMessage) => void;
  /** It has said `done`, or is not wanted any more. */
  readonly onEnd: () => void;
}

export type FeedEnd = Extract<FeedMessage, { readonly type: 'done' }>['why'];

/**
 * One feed (see electron/contract/feed.ts): reads a log row by row and sends batches, while few enough bytes of them are
 * not acknowledged. What it does not read stays in the log.
 */
export class LogFeed implements LogWatcher {
  readonly #options: LogFeedOptions;
  readonly #row: FeedRow;
  readonly #gate: RowGate;
  readonly #plan: RowPlan;
  readonly #outbox: FeedOutbox;
  readonly #marks: RoomMarks;
  readonly #lost: LostRows;
  readonly #capture: CaptureFeed | undefined;
  readonly #waiting: WaitingReport;
  readonly #unwatch: () => void;
  #end: FeedEnd | undefined;
  #isOver = false;
  #isRead: boolean;
  #timer: { readonly at: number; readonly cancel: () => void } | undefined;

  constructor(options: LogFeedOptions) {
    const { session, request } = options;
    const { log, watchers } = session;
    const from = firstRowOf(options);
    // All of a capture is there only once it is read.
    this.#isRead = session.reading?.status.done !== false;
    const isHere = request.until === 'here' && this.#isRead;
    this.#options = options;
    this.#row = new FeedRow(session);
    this.#gate = new RowGate(options);
    this.#plan = new RowPlan({ from, end: isHere ? log.nextRow : Infinity, ranges: request.rows });
    this.#outbox = new FeedOutbox(options);
    this.#marks = new RoomMarks(watchers.resets.filter(({ row }) => row >= from));
    this.#lost = new LostRows(options);
    this.#capture = session.reading && new CaptureFeed({ session, outbox: this.#outbox });
    this.#waiting = new WaitingReport(options);
    this.#unwatch = watchers.add(this);
    this.#end = isHere ? 'here' : undefined;
    options.post({ type: 'begun' });
    if (!this.#gate.isArmed) this.#open();
    this.#schedule(0);
  }

  /** Number of the newest batch that has arrived where it was to go. */
  get acknowledged(): number {
    return this.#outbox.acknowledged;
  }

  take(order: FeedOrder): void {
    if (this.#isOver) return;
    switch (order.type) {
      case 'written':
        this.#outbox.acknowledge(order.number);
        this.#schedule(0);
        return;
      case 'stop':
        this.end('stopped');
        return;
      case 'cancel':
        this.dispose();
        return;
      default:
        assertNever(order);
    }
  }

  /** What is logged by now is the last that is sent; then it says why. */
  end(why: FeedEnd): void {
    if (this.#isOver) return;
    this.#end ??= why;
    this.#plan.endAt(this.#options.session.log.nextRow);
    this.#schedule(0);
  }

  /** To be called when the log changed. */
  noteChange(): void {
    if (!this.#isRead && this.#options.session.reading?.status.done === true) {
      this.#isRead = true;
      if (this.#options.request.until === 'here') this.end('here');
    }
    if (this.#isOver || this.#plan.next >= this.#options.session.log.nextRow) return;
    if (this.#outbox.isOpen) this.#schedule(readEveryMs);
    else this.#scheduleAt(this.#waiting.nextAt);
  }

  context(context: RoomContext, row: number): void {
    this.#marks.context(context, row, this.#options.scheduler.now());
    this.#schedule(readEveryMs);
  }

  sdkReset(row: number, time: number): void {
    this.#marks.sdkReset(row, time);
    this.#schedule(readEveryMs);
  }

  beforeClear(): void {
    const { scheduler } = this.#options;
    const deadline = scheduler.now() + drainMs;
    const mostBytes = this.#outbox.underBytes + drainBytes;
    this.#gate.reset();
    while (this.#read(deadline) && scheduler.now() < deadline && this.#outbox.underBytes < mostBytes) {
      if (this.#outbox.isFull) this.#outbox.send();
    }
    this.#outbox.send();
    this.#lost.noteClear(this.#plan.next);
    this.#schedule(0);
  }

  dispose(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#timer?.cancel();
    this.#unwatch();
    this.#options.onEnd();
  }

  /** What stands before all rows: who is in the room. */
  #open(): void {
    const { session, request, scheduler } = this.#options;
    const { ownIdentity, ownSid, known } = session.context;
    // Rows of before may be of people who have left since.
    const participants = request.from === 'now' ? session.watchers.newestContext.participants : known;
    const first = Math.max(this.#plan.next, session.log.firstRow);
    const time = this.#row.load(first) ? this.#row.cells.time : scheduler.now();
    this.#outbox.note(contextNote({ ownIdentity, ownSid, participants }), time, true);
    const beyond = typeof request.from === 'object' ? this.#lost.beyond(request.from.sinceMs) : undefined;
    if (beyond !== undefined) this.#outbox.note(beyond, time, false);
  }

  #step(): void {
    const { scheduler, session } = this.#options;
    const { log } = session;
    const outbox = this.#outbox;
    const deadline = scheduler.now() + sliceMs;
    this.#timer = undefined;
    this.#gate.reset();
    this.#marks.noteTime(scheduler.now(), log.nextRow, this.#end !== undefined);
    let isMore = true;
    while (isMore && outbox.isOpen) {
      isMore = this.#read(deadline);
      if (!outbox.isFull) break;
      outbox.send();
    }
    // Without a window nothing is read, so what was asked for is not done.
    const isAtEnd = this.#end !== undefined && this.#plan.isDone && !isMore;
    if (isAtEnd) this.#capture?.close(this.#row.cells.time);
    if (isAtEnd || (outbox.dueAt ?? Infinity) <= scheduler.now()) outbox.send();
    if (isAtEnd) {
      this.#finish();
      return;
    }
    if (isMore && outbox.isOpen) this.#schedule(0);
    this.#waiting.tell(this.#plan, log);
    this.#scheduleAt(outbox.dueAt);
    this.#scheduleAt(this.#marks.dueAt);
    this.#scheduleAt(this.#waiting.dueAt);
  }

  /** Reads rows until the batch is full, or `deadline`; false: all were read. */
  #read(deadline: number): boolean {
    const { scheduler, session } = this.#options;
    const { log } = session;
    let rows = 0;
    let work = this.#gate.work;
    while (!this.#outbox.isFull) {
      this.#takeLost();
      const { next, end, isDone } = this.#plan;
      this.#writeMarks(Math.min(next, end, log.nextRow));
      if (isDone || next >= log.nextRow) return false;
      if (this.#look(next)) this.#plan.advance();
      rows += 1;
      if (rows < rowsPerLook && this.#gate.work - work < bytesPerLook) continue;
      if (scheduler.now() >= deadline) return true;
      rows = 0;
      work = this.#gate.work;
    }
    return true;
  }

  /** Looks at a row, and writes it where it is wanted; false: it is large, and has to be looked at again. */
  #look(row: number): boolean {
    if (this.#gate.isArmed) {
      const fires = this.#gate.fires(row);
      if (fires !== true) return fires === false;
      if (this.#row.load(row)) this.#options.post({ type: 'matched', time: this.#row.cells.time });
      this.#open();
      this.#writeMarks(row);
    }
    if (this.#capture?.take(this.#row, row) === true) return true;
    const passes = this.#gate.passes(row);
    if (passes !== true) return passes === false;
    if (!this.#row.load(row)) return true;
    this.#outbox.write(this.#row);
    this.#lost.noteRow(this.#row.cells.time);
    return true;
  }

  /** The oldest rows may have gone before they were looked at. */
  #takeLost(): void {
    const { firstRow } = this.#options.session.log;
    if (this.#plan.next >= firstRow) return;
    const rows = this.#plan.skipTo(firstRow);
    if (rows === 0) return;
    this.#outbox.miss(rows);
    this.#lost.add(rows);
  }

  /** Notes that stand before a row of the log. While a trigger is waited for, nothing is written down. */
  #writeMarks(row: number): void {
    const isArmed = this.#gate.isArmed;
    const lost = isArmed ? undefined : this.#lost.take();
    if (lost !== undefined) this.#outbox.note(lost, lost.toMs, false);
    for (let mark = this.#marks.takeBefore(row); mark !== undefined; mark = this.#marks.takeBefore(row)) {
      if (!isArmed) this.#outbox.note(mark.note, mark.time, mark.isContext);
    }
  }

  /** Goes on after `ms`, or earlier where that was said before. */
  #schedule(ms: number): void {
    if (this.#isOver) return;
    const { scheduler } = this.#options;
    const at = scheduler.now() + ms;
    if (this.#timer !== undefined && this.#timer.at <= at) return;
    this.#timer?.cancel();
    const run = (): void => this.#step();
    this.#timer = { at, cancel: ms <= 0 ? scheduler.soon(run) : scheduler.after(ms, run) };
  }

  /** Epoch ms. */
  #scheduleAt(at: number | undefined): void {
    if (at !== undefined) this.#schedule(Math.max(0, at - this.#options.scheduler.now()));
  }

  #finish(): void {
    const problem = this.#options.session.reading?.status.problem;
    const { totals } = this.#outbox;
    this.#options.post({ type: 'done', why: this.#end ?? 'stopped', totals, problem, capture: this.#capture?.words });
    this.dispose();
  }
}

function firstRowOf({ session, request }: LogFeedOptions): number {
  const { log } = session;
  if (request.from === 'now') return log.nextRow;
  if (request.from !== 'oldest') return firstRowSince(log, request.from.sinceMs);
  // Of rows that are asked for by number it is said when they are gone.
  return request.rows?.[0]?.[0] ?? log.firstRow;
}

function assertNever(message: never): never {
  throw new Error(`unexpected order ${String(message)}`);
}
