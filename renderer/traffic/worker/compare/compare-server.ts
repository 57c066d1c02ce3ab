import type { ComparedPair, ComparedPart, ComparedSide, Comparison, LogMessage, ViewMessage } from '../../protocol/index.ts';
import type { Scheduler } from '../scheduler.ts';
import type { SessionLog } from '../session-log.ts';
import { LogComparison } from './log-comparison.ts';
import type { PairList } from './pair-list.ts';

/** Half a frame, then whatever arrived has its turn. */
const sliceMs = 8;
/** Numbers that change faster are not read. */
const statusEveryMs = 100;

export type CompareMessage = Extract<ViewMessage, { readonly type: 'compare' | 'showCompared' | 'findDifference' }>;
type Show = Extract<ViewMessage, { readonly type: 'showCompared' }>;
type FindDifference = Extract<ViewMessage, { readonly type: 'findDifference' }>;

interface CompareServerOptions {
  readonly session: SessionLog;
  /** The log of another session or capture of this worker. */
  readonly sessionOf: (sessionId: string) => SessionLog | undefined;
  readonly scheduler: Scheduler;
  readonly post: (message: LogMessage) => void;
}

/** Serves one view the comparison of its log with another one. */
export class CompareServer {
  readonly #options: CompareServerOptions;
  #with: string | undefined;
  #comparison: LogComparison | undefined;
  #shown: Show | undefined;
  #cancelSlice: (() => void) | undefined;
  #cancelStatus: (() => void) | undefined;
  #statusAt = -Infinity;
  #status = '';

  constructor(options: CompareServerOptions) {
    this.#options = options;
  }

  take(message: CompareMessage): void {
    switch (message.type) {
      case 'compare':
        this.#compare(message.with);
        return;
      case 'showCompared':
        this.#shown = message;
        this.#sendPairs();
        return;
      case 'findDifference':
        this.#find(message);
        return;
      default:
        assertNever(message);
    }
  }

  /** To be called when a log of the worker changed. */
  noteChange(): void {
    if (this.#with === undefined) return;
    const other = this.#options.sessionOf(this.#with);
    // A page that was restarted reads its captures anew.
    if (this.#comparison !== undefined && this.#comparison.right !== other) this.#forget();
    if (this.#comparison === undefined) this.#begin();
    this.#armStatus();
  }

  dispose(): void {
    this.#with = undefined;
    this.#forget();
    this.#cancelStatus?.();
    this.#cancelStatus = undefined;
  }

  #compare(other: string | undefined): void {
    this.#forget();
    this.#with = other;
    this.#status = '';
    if (other === undefined) return;
    this.#begin();
    this.#sendStatus();
  }

  #forget(): void {
    this.#cancelSlice?.();
    this.#cancelSlice = undefined;
    this.#comparison = undefined;
  }

  /** Waits until both logs are here and read. */
  #begin(): void {
    const { session, scheduler } = this.#options;
    const other = this.#other;
    if (other === undefined || isRead(session) === false || isRead(other) === false) return;
    this.#comparison = new LogComparison(session, other, scheduler.now());
    this.#cancelSlice = scheduler.soon(() => this.#slice());
  }

  #slice(): void {
    const { scheduler } = this.#options;
    const until = scheduler.now() + sliceMs;
    this.#comparison?.step(() => scheduler.now() >= until);
    this.#cancelSlice = this.#comparison === undefined || this.#pairs !== undefined ? undefined : scheduler.soon(() => this.#slice());
    if (this.#pairs === undefined) {
      this.#armStatus();
      return;
    }
    this.#sendStatus();
    this.#sendPairs();
  }

  get #other(): SessionLog | undefined {
    return this.#with === undefined ? undefined : this.#options.sessionOf(this.#with);
  }

  get #pairs(): PairList | undefined {
    return this.#comparison?.pairs;
  }

  #armStatus(): void {
    const { scheduler } = this.#options;
    this.#cancelStatus ??= scheduler.after(Math.max(0, this.#statusAt + statusEveryMs - scheduler.now()), () => this.#sendStatus());
  }

  #sendStatus(): void {
    this.#cancelStatus?.();
    this.#cancelStatus = undefined;
    const status = this.#statusNow();
    if (status === undefined) return;
    const key = JSON.stringify(status);
    if (key === this.#status) return;
    this.#status = key;
    this.#statusAt = this.#options.scheduler.now();
    this.#options.post(status);
  }

  #statusNow(): Comparison | undefined {
    if (this.#with === undefined) return undefined;
    const comparison = this.#comparison;
    const pairs = this.#pairs;
    const { session } = this.#options;
    const logged = session.log.nextRow + (this.#other?.log.nextRow ?? 0);
    return {
      type: 'comparison',
      with: this.#with,
      state: this.#other === undefined ? 'absent' : comparison === undefined ? 'reading' : pairs === undefined ? 'matching' : 'done',
      progress: comparison?.progress ?? 0,
      both: pairs?.count('both') ?? 0,
      left: pairs?.count('left') ?? 0,
      right: pairs?.count('right') ?? 0,
      leftOpen: pairs?.leftOpen ?? 0,
      rightOpen: pairs?.rightOpen ?? 0,
      offsetMs: comparison?.clock?.offsetMs,
      byPayload: comparison?.byPayload ?? true,
      newer: comparison === undefined ? 0 : logged - comparison.until,
    };
  }

  #sendPairs(): void {
    const shown = this.#shown;
    const pairs = this.#pairs;
    if (shown === undefined || shown.count === 0 || pairs === undefined) return;
    const { part, count, ask } = shown;
    const total = pairs.count(part);
    const wanted = shown.pair === undefined ? shown.first : pairs.positionFrom(part, shown.pair);
    const first = Math.min(wanted, Math.max(0, total - 1));
    this.#options.post({ type: 'compared', ask, part, first, total, pairs: this.#build(pairs, part, first, count) });
  }

  #build(pairs: PairList, part: ComparedPart, first: number, count: number): readonly ComparedPair[] {
    const built: ComparedPair[] = [];
    let pair = pairs.pairAt(part, first);
    while (pair !== undefined && built.length < count) {
      built.push(this.#pairOf(pairs, pair));
      pair = pairs.pairAt(part, first + built.length);
    }
    return built;
  }

  #pairOf(pairs: PairList, pair: number): ComparedPair {
    const comparison = this.#comparison;
    const left = sideOf(comparison?.left, comparison?.leftFirst, pairs.leftOf(pair));
    const right = sideOf(comparison?.right, comparison?.rightFirst, pairs.rightOf(pair));
    const lateMs =
      left?.view === undefined || right?.view === undefined
        ? undefined
        : right.view.time - left.view.time - (comparison?.clock?.offsetMs ?? 0);
    return { pair, left, right, lateMs, why: pairs.whyOf(pair) };
  }

  #find({ part, from, step, ask }: FindDifference): void {
    const pair = this.#pairs?.nextDifference(part, from, step);
    const position = pair === undefined ? undefined : this.#pairs?.positionFrom(part, pair);
    this.#options.post({ type: 'difference', ask, position });
  }
}

function sideOf(session: SessionLog | undefined, first = 0, index = -1): ComparedSide | undefined {
  return session === undefined || index < 0 ? undefined : { row: first + index, view: session.row(first + index) };
}

/** A live session is, at any time. */
function isRead(session: SessionLog): boolean {
  return session.reading?.status.done !== false;
}

function assertNever(message: never): never {
  throw new Error(`unexpected message ${String(message)}`);
}
