import type { ExportState, Recording } from '../../contract/captures.ts';
import type { Session, SessionReport, SessionRole } from '../../contract/domain.ts';
import type { Result } from '../../contract/result.ts';
import type { Sendings } from '../sendings.ts';
import { terminalText } from '../terminal-text.ts';
import { withoutWindow } from './advice.ts';
import { CaptureRun } from './capture-run.ts';
import type { CaptureRunOptions } from './capture-run.ts';
import { exitCodes } from './exit-codes.ts';
import type { ExitCode } from './exit-codes.ts';
import { checkFilter } from './filter-check.ts';
import type { OpenFeed } from './followed-feed.ts';
import type { LiveOutputEvents } from './live-output.ts';
import { LiveRun } from './live-run.ts';
import type { LiveRunOptions } from './live-run.ts';
import { OutputSink } from './output-sink.ts';
import type { WriteSome } from './output-sink.ts';
import type { HeadlessPlan, LivePlan } from './plan.ts';
import { readMessageFile } from './preflight.ts';
import { RecordOutput } from './record-output.ts';
import type { Recorder } from './record-output.ts';
import type { RunEnd } from './run-end.ts';
import type { Schedule } from './schedule.ts';
import { summaryLine } from './summary.ts';
import type { Summary } from './summary.ts';
import { TailOutput } from './tail-output.ts';
import { closingWords } from './closing-words.ts';

export interface HeadlessOptions {
  readonly plan: HeadlessPlan;
  /** The server, or why there is none. */
  readonly profileId: Result<string>;
  /** Resolves when the page that holds the rooms runs; false: it was closed before. */
  readonly pageReady: () => Promise<boolean>;
  readonly sessions: LiveRunOptions['sessions'];
  readonly recorder: Recorder;
  readonly exports: CaptureRunOptions['exports'];
  readonly openCapture: CaptureRunOptions['open'];
  readonly openFeed: OpenFeed;
  readonly sendings: Pick<Sendings, 'send'>;
  /** A made-up identity for who gave none. */
  readonly newIdentity: () => string;
  /** To standard output. */
  readonly write: WriteSome;
  /** A line to standard error. */
  readonly say: (line: string) => void;
  readonly schedule: Schedule;
  /** Monotonic, ms. */
  readonly now: () => number;
}

/** The last line is written within this, or nobody reads it; ms. */
const lastLineMs = 2_000;

/** The application without a window: runs its plan, prints what came of it, and knows the exit code. */
export class Headless {
  readonly #options: HeadlessOptions;
  readonly #sink: OutputSink;
  #live: LiveRun | undefined;
  #recordOutput: RecordOutput | undefined;
  #capture: CaptureRun | undefined;
  #done: Promise<void> | undefined;
  #stopped = false;
  #exitCode: ExitCode = exitCodes.failed;

  constructor(options: HeadlessOptions) {
    this.#options = options;
    const { write, schedule } = options;
    this.#sink = new OutputSink({
      write,
      schedule,
      onEnd: (end) => {
        this.#live?.handleOutputEnd(end);
        this.#capture?.handleOutputEnd(end);
      },
    });
  }

  /** Of the process, once `run` is over. */
  get exitCode(): ExitCode {
    return this.#exitCode;
  }

  /** Runs the plan to its end; never rejects for what can be expected. */
  run(): Promise<void> {
    this.#done ??= this.#run();
    return this.#done;
  }

  /** Ends the run in order; resolves when all is written. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#live?.stop();
    this.#capture?.stop();
    await this.#done;
  }

  handleSessions(sessions: readonly Session[]): void {
    this.#live?.handleSessions(sessions);
  }

  handleRecordings(recordings: readonly Recording[]): void {
    this.#recordOutput?.handleRecordings(recordings);
  }

  handleExports(exports: readonly ExportState[]): void {
    this.#capture?.handleExports(exports);
  }

  handleReport(report: SessionReport): void {
    this.#live?.handleReport(report);
  }

  /** The page that holds the rooms has ended; it is started again by itself. */
  handlePageGone(): void {
    this.#live?.handlePageGone();
  }

  async #run(): Promise<void> {
    const { plan } = this.#options;
    const { pageReady, openFeed, schedule } = this.#options;
    const ready = await pageReady();
    if (!ready) return;
    // Its worker must have loaded as well: an Electron 25 that ends while it serves a page's files hangs (seen in a third
    // of the runs that were over at once, in node::FreeEnvironment).
    await checkFilter('', openFeed, schedule);
    const end = plan.kind === 'live' ? await this.#runLive(plan) : await this.#runCapture(plan);
    this.#exitCode = end.exitCode;
    for (const line of closingWords(plan, end)) this.#say(line);
    if (plan.json && end.summary !== undefined) await this.#writeSummary(end.summary);
  }

  async #writeSummary(summary: Summary): Promise<void> {
    const before = this.#sink.end;
    const written = this.#sink.write(new TextEncoder().encode(summaryLine({ ...summary, reasons: summary.reasons.map(withoutWindow) })));
    await Promise.race([written, new Promise<void>((late) => this.#options.schedule(late, lastLineMs))]);
    const { end } = this.#sink;
    // What it ended with earlier is said; a reader that is gone wants no summary.
    if (before !== undefined || end?.kind !== 'failed') return;
    this.#say(`${end.message} The summary is lost.`);
    const isWhole = this.#exitCode === exitCodes.agreed || this.#exitCode === exitCodes.unverified;
    if (isWhole) this.#exitCode = exitCodes.failed;
  }

  async #runLive(plan: LivePlan): Promise<RunEnd> {
    const { profileId, openFeed, schedule, sessions, sendings, now } = this.#options;
    if (!profileId.ok) return usage(profileId.message);
    const message = plan.sendPath === undefined ? undefined : await readMessageFile(plan.sendPath);
    if (message?.ok === false) return usage(message.message);
    this.#live = new LiveRun({
      plan,
      profileId: profileId.value,
      role: this.#roleOf(plan),
      sessions,
      checkFilter: (filter) => checkFilter(filter, openFeed, schedule),
      makeOutput: (events) => this.#outputOf(plan, events),
      openFeed,
      message: message?.value,
      send: (sessionId, { topic, ...rest }) =>
        sendings.send({ sessionId, ...rest, ...(topic === undefined ? {} : { topic }) }),
      say: (line) => this.#say(line),
      schedule,
      now,
    });
    if (this.#stopped) this.#live.stop();
    return this.#live.run();
  }

  #runCapture(plan: CaptureRunOptions['plan']): Promise<RunEnd> {
    const { openCapture, exports, openFeed, schedule, now } = this.#options;
    this.#capture = new CaptureRun({
      plan,
      checkFilter: (filter) => checkFilter(filter, openFeed, schedule),
      open: openCapture,
      exports,
      openFeed,
      sink: this.#sink,
      schedule,
      now,
    });
    if (this.#stopped) this.#capture.stop();
    return this.#capture.run();
  }

  #outputOf({ record, filter }: LivePlan, events: LiveOutputEvents): TailOutput | RecordOutput {
    const { openFeed, schedule, recorder } = this.#options;
    if (record === undefined) return new TailOutput({ openFeed, filter, sink: this.#sink, schedule, ...events });
    this.#recordOutput = new RecordOutput({ recorder, file: record, filter, ...events });
    return this.#recordOutput;
  }

  #roleOf({ role }: LivePlan): SessionRole {
    if (role.kind === 'observe') return { kind: 'observe', as: 'agent' };
    const identity = role.identity ?? this.#options.newIdentity();
    return { kind: 'participate', identity, name: '', metadata: '', attributes: {}, canUpdateOwnMetadata: false };
  }

  #say(line: string): void {
    this.#options.say(terminalText(withoutWindow(line)));
  }
}

function usage(message: string): RunEnd {
  return { exitCode: exitCodes.usage, summary: undefined, words: [message] };
}
