import type { Session, SessionReport, SessionRole } from '../../contract/domain.ts';
import type { FeedTotals } from '../../contract/feed.ts';
import type { Result } from '../../contract/result.ts';
import type { SessionRegistry } from '../session-registry.ts';
import { exitCodeOf, exitCodes } from './exit-codes.ts';
import type { LiveOutput, LiveOutputEvents } from './live-output.ts';
import type { OpenFeed } from './followed-feed.ts';
import type { OutgoingMessage } from './outgoing-message.ts';
import type { OutputEnd } from './output-sink.ts';
import type { LivePlan } from './plan.ts';
import { ReportWatch } from './report-watch.ts';
import { RoomWords } from './room-words.ts';
import { RowCount } from './row-count.ts';
import type { RunEnd, RunOver } from './run-end.ts';
import type { Schedule } from './schedule.ts';
import { summaryOf } from './summary.ts';
import { agrees, judge } from './verdict.ts';
import type { Judgement } from './verdict.ts';

export interface LiveRunOptions {
  readonly plan: LivePlan;
  readonly profileId: string;
  readonly role: SessionRole;
  readonly sessions: Pick<SessionRegistry, 'openWhenThere' | 'waitForRoom'>;
  /** Undefined where it can be parsed; else what is wrong with it. */
  readonly checkFilter: (filter: string) => Promise<string | undefined>;
  readonly makeOutput: (events: LiveOutputEvents) => LiveOutput;
  readonly openFeed: OpenFeed;
  /** What is sent once joined. */
  readonly message: OutgoingMessage | undefined;
  readonly send: (sessionId: string, message: OutgoingMessage) => Promise<Result<undefined>>;
  /** A line for standard error. */
  readonly say: (line: string) => void;
  readonly schedule: Schedule;
  /** Monotonic, ms. */
  readonly now: () => number;
}

/** At the end one report is waited for in which the counts agree, ms; they are made once a second. */
const lastLookMs = 2_000;
/** A join that failed before anybody could see that it had begun is found by its state staying so, ms. */
const stillOutMs = 10_000;

/** One room, watched without a window: waits for it, records or prints what passes, and judges it at the end. */
export class LiveRun {
  readonly #options: LiveRunOptions;
  readonly #words: RoomWords;
  readonly #reports: ReportWatch;
  readonly #output: LiveOutput;
  readonly #matches: RowCount | undefined;
  readonly #timers: (() => void)[] = [];
  readonly #startedAt: number;
  #end: (over: RunOver) => void = () => undefined;
  readonly #over = new Promise<RunOver>((resolve) => (this.#end = resolve));
  #session: Session | undefined;
  #state: SessionReport['state'] = 'joining';
  #stateSince: number;
  /** The newest of the page that runs. */
  #report: SessionReport | undefined;
  #seen = false;
  #sent = false;
  /** Of pages that have ended: the gaps that they had told, and the one that their end was; and the resumes. */
  #gapsBefore = 0;
  #resumesBefore = 0;
  /** A page ended after the room was joined: the counts are those of the newest. */
  #restarted = false;

  constructor(options: LiveRunOptions) {
    const { plan, openFeed, schedule } = options;
    this.#options = options;
    this.#words = new RoomWords(plan.room, options.say);
    this.#reports = new ReportWatch(options.now);
    this.#startedAt = options.now();
    this.#stateSince = this.#startedAt;
    const onProblem = (message: string): void => this.#end({ why: 'problem', message });
    this.#output = options.makeOutput({ onProblem });
    const { expect } = plan;
    if (expect === undefined) return;
    this.#matches = new RowCount({
      openFeed,
      filter: expect.filter,
      until: 'stopped',
      onTotals: ({ rows }) => {
        if (rows >= expect.count) this.#end({ why: 'met' });
      },
      onRefused: onProblem,
      schedule,
    });
  }

  /** Ends it in order; `run` resolves then. */
  stop(): void {
    this.#end({ why: 'asked' });
  }

  async run(): Promise<RunEnd> {
    const { plan, sessions, profileId, role, schedule } = this.#options;
    for (const ms of [plan.forMs, plan.expect?.withinMs]) {
      if (ms !== undefined) this.#timers.push(schedule(() => this.#end({ why: 'time' }), ms));
    }
    void this.#begin(() => sessions.openWhenThere({ profileId, room: plan.room, role, takeOverIdentity: false }));
    const over = await this.#over;
    for (const cancel of this.#timers) cancel();
    return this.#windUp(over);
  }

  /** Standard output takes nothing any more. */
  handleOutputEnd(end: OutputEnd): void {
    this.#end(end.kind === 'closed' ? { why: 'closed' } : { why: 'problem', message: end.message });
  }

  /** The list of open sessions changed. */
  handleSessions(sessions: readonly Session[]): void {
    const session = sessions.find((one) => one.id === this.#session?.id);
    if (session === undefined) return;
    const waited = this.#session?.waitingForRoom === true;
    this.#session = session;
    this.#words.session(session);
    if (!waited || session.waitingForRoom) return;
    this.#stateSince = this.#options.now();
    // The waiting ended without a join: somebody has this identity, or the server will not have it.
    if (session.waitNote !== undefined) this.#end({ why: 'usage', message: session.waitNote });
  }

  handleReport(report: SessionReport): void {
    const session = this.#session;
    if (session === undefined || report.sessionId !== session.id) return;
    this.#reports.handle(report);
    this.#report = report;
    const { state } = report;
    const before = this.#state;
    const now = this.#options.now();
    if (state !== before) {
      this.#state = state;
      this.#stateSince = now;
      this.#words.state(state, session.identity, before);
    }
    this.#output.begin(session.id);
    this.#matches?.begin(session.id);
    if (state === 'connected') this.#joined(session);
    const isOut = state === 'disconnected' && (before !== state || now - this.#stateSince > stillOutMs);
    if (!isOut || session.waitingForRoom) return;
    this.#stateSince = now;
    this.#options.sessions.waitForRoom(session.id, true);
  }

  /** The page that holds the rooms has ended; it is started again, and the room joined anew. */
  handlePageGone(): void {
    if (this.#session === undefined) return;
    this.#gapsBefore += (this.#report?.gaps ?? 0) + (this.#seen ? 1 : 0);
    this.#resumesBefore = this.#resumes();
    this.#report = undefined;
    this.#restarted ||= this.#seen;
    this.#reports.forget();
    this.#state = 'joining';
    this.#output.pageLost();
    this.#matches?.pageLost();
  }

  async #begin(open: () => Promise<Result<Session>>): Promise<void> {
    const { plan, checkFilter } = this.#options;
    for (const filter of [plan.filter, plan.expect?.filter]) {
      const wrong = filter === undefined ? undefined : await checkFilter(filter);
      if (wrong !== undefined) return this.#end({ why: 'usage', message: wrong });
    }
    const opened = await open();
    if (!opened.ok) return this.#end({ why: 'usage', message: opened.message });
    this.#session = opened.value;
    this.#words.session(opened.value);
  }

  #joined(session: Session): void {
    this.#seen = true;
    const { message, send } = this.#options;
    if (message === undefined || this.#sent) return;
    this.#sent = true;
    void send(session.id, message).then((result) => {
      if (!result.ok) this.#end({ why: 'problem', message: `The message was not sent: ${result.message}` });
      else this.#options.say('The message was sent.');
    });
  }

  async #windUp(over: RunOver): Promise<RunEnd> {
    if (over.why === 'usage') return { exitCode: exitCodes.usage, summary: undefined, words: [over.message] };
    const { schedule, plan } = this.#options;
    const looksOnce = this.#seen && (over.why === 'time' || over.why === 'asked');
    if (looksOnce) await this.#reports.next((report) => agrees(report.completeness), schedule, lastLookMs);
    await this.#matches?.finish();
    await this.#output.finish();
    const { totals } = this.#output;
    // What the newest report counted may have come after the last row.
    const settled = this.#gapsBefore > 0 ? undefined : this.#reports.settled;
    if (!looksOnce && over.why !== 'closed') await this.#catchUp(totals);
    const completeness = this.#reports.newest?.completeness;
    const gaps = this.#gaps();
    const resumes = this.#resumes();
    const judgement = judge({
      completeness,
      settled,
      totals,
      filtered: plan.filter !== undefined,
      gaps,
      interrupted: this.#report?.interruptedSinceMs !== undefined,
      resumes,
      restarted: this.#restarted,
    });
    const problem = over.why === 'problem' ? over.message : undefined;
    const matched = this.#matches?.totals.rows;
    const exitCode =
      over.why === 'closed' && plan.expect === undefined
        ? exitCodes.agreed
        : exitCodeOf({ problem, seen: this.#seen, expected: this.#expected(matched), verdict: judgement.verdict });
    const reasons = exitCode === exitCodes.agreed ? [] : this.#reasons(exitCode, problem, judgement, matched);
    const summary = summaryOf({
      totals,
      completeness: this.#seen ? completeness : undefined,
      restarted: this.#restarted,
      verdict: judgement.verdict,
      gaps,
      resumes,
      file: this.#output.file,
      ms: this.#options.now() - this.#startedAt,
      room: plan.room,
      capture: undefined,
      matched,
      exitCode,
      reasons,
    });
    return { exitCode, summary, words: reasons };
  }

  #expected(matched: number | undefined): 'nothing' | 'met' | 'not-met' {
    const { expect } = this.#options.plan;
    if (expect === undefined) return 'nothing';
    return (matched ?? 0) >= expect.count ? 'met' : 'not-met';
  }

  /** The counts that are told beside the rows must not be older than they are. */
  async #catchUp(totals: FeedTotals): Promise<void> {
    const isNew = ({ completeness: { received, sent } }: SessionReport): boolean =>
      received >= totals.in && sent >= totals.out;
    const { newest } = this.#reports;
    // Those of a page that began anew never are as many.
    if (newest === undefined || this.#restarted || isNew(newest)) return;
    await this.#reports.next(isNew, this.#options.schedule, lastLookMs);
  }

  /** A room that is known to be gone has nothing that could be missed: its end is no gap. */
  #gaps(): number {
    const { waitingForRoom, waitNote } = this.#session ?? { waitingForRoom: false };
    const { gaps: told = 0, interruptedSinceMs } = this.#report ?? {};
    const isOver = this.#state === 'disconnected' && interruptedSinceMs === undefined;
    const hasEnded = isOver && waitingForRoom && waitNote === undefined;
    return this.#gapsBefore + Math.max(0, hasEnded ? told - 1 : told);
  }

  #resumes(): number {
    return this.#resumesBefore + (this.#report?.completeness.resumes ?? 0);
  }

  #reasons(exitCode: number, problem: string | undefined, judgement: Judgement, matched = 0): readonly string[] {
    const { plan } = this.#options;
    if (problem !== undefined) return [problem];
    if (exitCode === exitCodes.noRoom) {
      const note = this.#session?.waitNote;
      return [note === undefined ? `Room “${plan.room}” never appeared.` : `The room was never joined: ${note}`];
    }
    if (exitCode === exitCodes.notMet) return [`${matched} of ${plan.expect?.count ?? 1} expected rows came.`];
    return judgement.reasons;
  }
}
