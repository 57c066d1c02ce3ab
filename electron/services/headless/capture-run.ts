import type { ExportOptions, ExportState, OpenCapture } from '../../contract/captures.ts';
import type { CaptureWords, FeedTotals } from '../../contract/feed.ts';
import type { Result } from '../../contract/result.ts';
import { exitCodeOf, exitCodes } from './exit-codes.ts';
import { FollowedFeed } from './followed-feed.ts';
import type { OpenFeed } from './followed-feed.ts';
import type { OutputEnd, OutputSink } from './output-sink.ts';
import type { CapturePlan } from './plan.ts';
import { RowCount } from './row-count.ts';
import type { RunEnd } from './run-end.ts';
import type { Schedule } from './schedule.ts';
import { noTotals } from '../captures/feed-totals.ts';
import { summaryOf } from './summary.ts';
import { writeText } from './tail-output.ts';
import { verdictOfCapture } from './verdict.ts';

export interface CaptureRunOptions {
  readonly plan: CapturePlan;
  readonly checkFilter: (filter: string) => Promise<string | undefined>;
  readonly open: (path: string) => Promise<Result<OpenCapture>>;
  readonly exports: {
    /** `replaces`: a file that is there may go, once the new one is whole. */
    start(options: ExportOptions, replaces: boolean): Promise<Result<ExportState>>;
    cancel(exportId: string): Promise<Result<ExportState>>;
  };
  readonly openFeed: OpenFeed;
  readonly sink: Pick<OutputSink, 'write'>;
  readonly schedule: Schedule;
  /** Monotonic, ms. */
  readonly now: () => number;
}

/** Why one part of the work did not come to its end. */
class Stopped extends Error {}

/** One capture, looked through without a window: counted, printed, exported. */
export class CaptureRun {
  readonly #options: CaptureRunOptions;
  readonly #startedAt: number;
  readonly #stops = new Set<(why: string) => void>();
  #stopped: string | undefined;
  /** The reader has seen enough, which is no failure. */
  #closed = false;
  #exportEnded: (state: ExportState) => void = () => undefined;
  #exportId: string | undefined;
  /** What goes to standard output. */
  #printed: FollowedFeed | undefined;

  constructor(options: CaptureRunOptions) {
    this.#options = options;
    this.#startedAt = options.now();
  }

  /** Ends it before its end; what was being written is not whole, and `run` says so. */
  stop(): void {
    this.#stopAll('It was stopped before the end.');
  }

  /** Standard output takes nothing any more. */
  handleOutputEnd(end: OutputEnd): void {
    if (end.kind === 'closed') this.#closed = true;
    this.#stopAll(end.kind === 'closed' ? 'Nobody reads standard output any more.' : end.message);
  }

  #stopAll(why: string): void {
    this.#stopped ??= why;
    for (const stop of [...this.#stops]) stop(why);
    if (this.#exportId !== undefined) void this.#options.exports.cancel(this.#exportId);
  }

  /** The exports changed. */
  handleExports(exports: readonly ExportState[]): void {
    const state = exports.find((one) => one.id === this.#exportId);
    if (state !== undefined && state.state !== 'running') this.#exportEnded(state);
  }

  async run(): Promise<RunEnd> {
    const { plan, checkFilter, open } = this.#options;
    for (const filter of [plan.filter, plan.expect?.filter]) {
      const wrong = filter === undefined ? undefined : await checkFilter(filter);
      if (wrong !== undefined) return usage(wrong);
    }
    const opened = await open(plan.path);
    if (!opened.ok) return usage(opened.message);
    const capture = opened.value;
    try {
      const found = await this.#look(capture.id);
      return typeof found === 'string' ? usage(found) : this.#finish(capture, found);
    } catch (error) {
      if (error instanceof Stopped) return this.#finish(capture, { totals: this.#printed?.totals ?? noTotals, problem: error.message });
      throw error;
    }
  }

  /** What is in it, and what became of that; or why there is nothing at all. */
  async #look(captureId: string): Promise<Found | string> {
    const { plan } = this.#options;
    const counted = plan.rows ? await this.#print(captureId) : await this.#count(captureId, plan.filter);
    if (counted.cut !== undefined && counted.totals.rows === 0 && counted.words?.isOurs !== true) {
      const all = await this.#count(captureId, undefined);
      if (all.totals.rows === 0) return counted.cut;
    }
    const problem = plan.export === undefined ? undefined : await this.#export(captureId, plan.export);
    const matched = plan.expect === undefined ? undefined : await this.#count(captureId, plan.expect.filter);
    return { ...counted, problem, matched: matched?.totals.rows };
  }

  #finish(capture: OpenCapture, { problem, cut, words, totals, matched }: Found): RunEnd {
    const { plan } = this.#options;
    const count = plan.expect?.count ?? 0;
    const expected = plan.expect === undefined ? 'nothing' : (matched ?? 0) >= count ? 'met' : 'not-met';
    const doubts = [...(cut === undefined ? [] : [cut]), ...(words?.doubts ?? [])];
    const verdict = doubts.length === 0 ? 'agree' : 'unverified';
    const exitCode = this.#closed
      ? exitCodes.agreed
      : exitCodeOf({ problem, seen: true, expected, verdict });
    const reasons = this.#closed ? [] : [
      ...(problem === undefined ? [] : [problem]),
      ...doubts,
      ...(exitCode === exitCodes.notMet ? [`${matched ?? 0} of ${count} expected rows are in it.`] : []),
    ];
    const summary = summaryOf({
      totals,
      completeness: words?.completeness,
      verdict: words === undefined ? verdict : verdictOfCapture({ ...words, doubts }, totals),
      gaps: words?.gaps ?? 0,
      resumes: words?.completeness?.resumes ?? 0,
      file: plan.export?.path,
      ms: this.#options.now() - this.#startedAt,
      room: undefined,
      capture: capture.path,
      matched,
      exitCode,
      reasons,
    });
    return { exitCode, summary, words: reasons };
  }

  #print(captureId: string): Promise<Found> {
    const { plan, openFeed, sink } = this.#options;
    return this.#untilStopped((done, failed) => {
      const feed: FollowedFeed = new FollowedFeed({
        open: openFeed,
        request: {
          sourceId: captureId,
          format: 'ndjson',
          ...(plan.filter === undefined ? {} : { filter: plan.filter }),
          from: 'oldest',
          until: 'here',
          payloads: true,
        },
        take: (batch) => writeText(sink, batch.bytes),
        onRefused: (_reason, message) => failed(message),
        onDone: (cut, words) => done({ totals: feed.totals, cut, words }),
      });
      this.#printed = feed;
      if (!feed.resume()) failed(pageGone);
      return () => feed.close();
    });
  }

  #count(captureId: string, filter: string | undefined): Promise<Found> {
    const { openFeed, schedule } = this.#options;
    return this.#untilStopped((done, failed) => {
      const count: RowCount = new RowCount({
        openFeed,
        filter,
        until: 'here',
        onRefused: failed,
        onDone: (cut, words) => done({ totals: count.totals, cut, words }),
        schedule,
      });
      if (!count.begin(captureId)) failed(pageGone);
      return () => count.close();
    });
  }

  /** Answers what went wrong. */
  async #export(captureId: string, out: NonNullable<CapturePlan['export']>): Promise<string | undefined> {
    const { exports, plan } = this.#options;
    const ended = new Promise<ExportState>((resolve) => (this.#exportEnded = resolve));
    const options: ExportOptions = {
      sourceId: captureId,
      format: out.format,
      path: out.path,
      payloads: out.payloads,
      ...(plan.filter === undefined ? {} : { filter: plan.filter }),
    };
    const started = await exports.start(options, out.overwrite);
    if (!started.ok) return started.message;
    this.#exportId = started.value.id;
    const state = started.value.state === 'running' ? await ended : started.value;
    this.#exportId = undefined;
    if (state.state === 'done') return undefined;
    return state.problem ?? this.#stopped ?? 'The export was stopped before the end.';
  }

  /** Runs what comes to an end by itself, unless it is stopped before; `begin` answers how it is called off. */
  async #untilStopped<T>(begin: (done: (value: T) => void, failed: (why: string) => void) => () => void): Promise<T> {
    let stop: (why: string) => void = () => undefined;
    let callOff = (): void => undefined;
    try {
      return await new Promise<T>((resolve, reject) => {
        stop = (why) => reject(new Stopped(why));
        this.#stops.add(stop);
        if (this.#stopped !== undefined) stop(this.#stopped);
        else callOff = begin(resolve, stop);
      });
    } finally {
      this.#stops.delete(stop);
      callOff();
    }
  }
}

interface Found {
  readonly totals: FeedTotals;
  /** Why the capture could be read only in part. */
  readonly cut?: string | undefined;
  readonly words?: CaptureWords | undefined;
  readonly problem?: string | undefined;
  readonly matched?: number | undefined;
}

const pageGone = 'The page that reads captures is gone.';

function usage(message: string): RunEnd {
  return { exitCode: exitCodes.usage, summary: undefined, words: [message] };
}
