import type { Recording as RecordingState, RecordingOptions } from '../../contract/captures.ts';
import type { SessionReport } from '../../contract/domain.ts';
import { feedBatchMs } from '../../contract/feed.ts';
import type { FeedNote, FeedRequest, FeedTotals } from '../../contract/feed.ts';
import { refused } from '../../contract/result.ts';
import type { Result } from '../../contract/result.ts';
import { CompletenessNotes } from './completeness-notes.ts';
import type { FileSeries } from './file-series.ts';
import { RecordedFiles } from './recorded-files.ts';
import type { Written } from './recorded-files.ts';
import type { SourceFacts } from './source-facts.ts';
import { SourceFeed } from './source-feed.ts';
import type { OpenFeed } from './source-feed.ts';

export interface RecordingParts {
  readonly id: string;
  readonly options: RecordingOptions;
  readonly room: string;
  readonly rolling: boolean;
  /** Epoch ms; left out: now. Rows count from then, however long the page that holds the log takes to answer. */
  readonly askedAtMs?: number;
  readonly files: FileSeries;
  readonly openFeed: OpenFeed;
  readonly source: () => SourceFacts;
  /** Epoch ms. */
  readonly now: () => number;
  readonly schedule: (run: () => void, afterMs: number) => () => void;
  /** `state` is another: at once where it matters, else it may wait a little. */
  readonly onChanged: (isUrgent: boolean) => void;
  readonly onTrouble: (message: string) => void;
}

/** With nothing that could be refused, a page that is busy is not waited for longer: what comes meanwhile is in its log. */
const goesOnAfterMs = 1_000;
const nothingWaits = { rows: 0, oldestMs: 0 };

/**
 * One recording: takes what a session's log feeds it and sees that it is in a file. It outlives the page that holds
 * the log: when that one is back, and the room joined again, a new feed goes on in the same file.
 */
export class Recording {
  readonly #parts: RecordingParts;
  readonly #files: RecordedFiles;
  readonly #feed: SourceFeed;
  readonly #completeness = new CompletenessNotes();
  /** From where on the log is asked for; a page that begins anew has only rows of after. */
  #from: FeedRequest['from'];
  #phase: 'armed' | 'on' | 'ended';
  #startedAt: number;
  /** There was a file; before, nothing is told: where a filter is refused none is left behind. */
  #hasFile = false;
  /** Received, and in no file; without those that the feed tells. */
  #lostRows = 0;
  #waiting = nothingWaits;
  /** What the tap saw and the log lacks, as it was told last; undefined: not told yet. */
  #lag: { readonly behind: number; readonly lost: number } | undefined;
  #isConnected = true;
  /** Since when the page that holds the log is gone, epoch ms; undefined: it is there. */
  #goneSince: number | undefined;
  /** Since when the room is not heard though it may go on, epoch ms; undefined: it is heard, or is over. */
  #interruptedSince: number | undefined;
  #ending: Promise<void> | undefined;

  constructor(parts: RecordingParts) {
    const { options, files, openFeed, source, now, schedule, onChanged, onTrouble } = parts;
    this.#parts = parts;
    this.#phase = options.trigger === undefined ? 'on' : 'armed';
    this.#startedAt = now();
    this.#from = firstOf(parts);
    const filter = options.filter ?? '';
    this.#files = new RecordedFiles({ files, source, filter, payloads: true, now, onProblem: () => onChanged(true) });
    this.#feed = new SourceFeed({
      openFeed,
      schedule,
      onBatch: (batch) => void this.#take(batch),
      onBegun: () => {
        this.#from = 'oldest';
        onChanged(true);
      },
      onMatched: (time) => void this.#begin(time),
      onWaiting: ({ rows, oldestMs }) => this.#noteWaiting(rows, oldestMs),
      onDone: (why) => {
        if (why === 'source-closed') void this.stop();
      },
      onGone: () => this.#noteGone(),
      onTrouble,
    });
  }

  get state(): RecordingState {
    const { id, options, room, rolling, files } = this.#parts;
    const { rows, flagged } = this.#files.totals;
    const waits = this.#phase !== 'ended';
    return {
      id,
      sessionId: options.sessionId,
      room,
      state: this.#stateWord(),
      path: files.path,
      format: options.format,
      startedAtMs: this.#startedAt,
      files: files.files,
      bytes: files.bytes,
      rows,
      flagged,
      missingRows: this.#feed.totals.missing + this.#lostRows,
      waitingRows: waits ? this.#waiting.rows + this.#files.waitingRows : 0,
      behindMs: waits && this.#waiting.rows > 0 ? this.#waiting.oldestMs : 0,
      problem: this.#files.problem,
      rolling,
    };
  }

  /** What is in the files. */
  get totals(): FeedTotals {
    return this.#files.totals;
  }

  get isEnded(): boolean {
    return this.#phase === 'ended';
  }

  /** Refused where a filter cannot be read, the page does not answer, or the file cannot be made. */
  async start(): Promise<Result<undefined>> {
    const begun = await this.#connect();
    const made = begun.ok && this.#phase === 'on' ? await this.#files.begin() : begun;
    this.#hasFile = made.ok && this.#phase === 'on';
    if (made.ok) return made;
    this.#feed.close();
    this.#phase = 'ended';
    return made;
  }

  /** All that was received until now goes into the file, which is whole when this resolves. */
  stop(): Promise<void> {
    this.#ending ??= this.#end();
    return this.#ending;
  }

  /** After a problem; see RecordedFiles. `fallback`: a path for where there is no place beside the last file. */
  async goOn(path: string | undefined, fallback: () => Promise<string>): Promise<Result<undefined>> {
    if (this.#phase === 'ended') return refused('recording-ended', 'This recording has ended. Start another one.');
    const gone = await this.#files.goOn(path, fallback);
    this.#parts.onChanged(true);
    return gone;
  }

  /** Once a second. */
  tick(): void {
    if (this.#phase === 'on') void this.#files.check();
  }

  /** The page tells of this session: it is there, and so is the session's log. */
  handleReport(report: SessionReport): void {
    if (this.#phase === 'ended' || this.#ending !== undefined) return;
    const wasConnected = this.#isConnected;
    this.#isConnected = report.state === 'connected';
    const { interruptedSinceMs, clockOffsetMs } = report;
    this.#interruptedSince = interruptedSinceMs === undefined ? undefined : Math.round(interruptedSinceMs + clockOffsetMs);
    if (!this.#feed.isOpen) void this.#connect().then(() => this.#parts.onChanged(true));
    if (this.#isConnected && this.#goneSince !== undefined) {
      this.#note({ type: 'gap', fromMs: this.#goneSince, toMs: this.#parts.now(), why: pageBack });
      this.#goneSince = undefined;
    }
    this.#noteLag(report);
    const due = this.#completeness.take(report.completeness, this.#parts.now());
    if (this.#hasFile) {
      this.#files.noteSource();
      if (due !== undefined) this.#note(due);
    }
    if (wasConnected !== this.#isConnected) this.#parts.onChanged(true);
  }

  /** The page that holds the log has ended. */
  handlePageGone(): void {
    this.#feed.handleGone();
  }

  #stateWord(): RecordingState['state'] {
    if (this.#phase === 'ended') return 'ended';
    if (this.#files.problem !== undefined) return 'failed';
    if (this.#phase === 'armed') return 'armed';
    return this.#feed.isBegun && this.#isConnected ? 'recording' : 'interrupted';
  }

  #connect(): Promise<Result<undefined>> {
    const { sessionId, format, filter, trigger } = this.#parts.options;
    const request = {
      sourceId: sessionId,
      format,
      ...(filter === undefined ? {} : { filter }),
      ...(trigger === undefined || this.#phase !== 'armed' ? {} : { trigger }),
      from: this.#from,
      until: 'stopped' as const,
      payloads: true,
    };
    return this.#feed.connect(request, filter === undefined && trigger === undefined ? goesOnAfterMs : undefined);
  }

  /** The trigger's row has come. */
  async #begin(time: number): Promise<void> {
    if (this.#phase !== 'armed') return;
    this.#phase = 'on';
    this.#startedAt = time;
    const begun = await this.#files.begin();
    this.#hasFile = true;
    // The first batch tries again, and says what is wrong.
    if (!begun.ok) this.#parts.onTrouble(begun.message);
    this.#parts.onChanged(true);
  }

  async #take(batch: Written): Promise<void> {
    await this.#files.write(batch);
    this.#parts.onChanged(false);
  }

  #noteWaiting(rows: number, oldestMs: number): void {
    const turns = rows > 0 !== this.#waiting.rows > 0;
    this.#waiting = { rows, oldestMs };
    this.#parts.onChanged(turns);
  }

  /** What was lost before the recording began is none of its rows; a page that begins anew counts from 0. */
  #noteLag({ completeness: { behind, unlogged } }: SessionReport): void {
    // `unlogged` has `behind` in it where the log stands still, and else not.
    const before = Math.min(this.#lag?.lost ?? unlogged, unlogged);
    const lost = Math.max(before, unlogged - behind);
    const more = this.#lag === undefined ? 0 : lost - before;
    this.#lag = { behind, lost };
    if (this.#hasFile && more > 0) this.#noteMissing(more, this.#parts.now(), neverLogged);
  }

  #noteGone(): void {
    const now = this.#parts.now();
    const { rows, oldestMs } = this.#waiting;
    this.#waiting = nothingWaits;
    if (this.#phase === 'on' && this.#goneSince === undefined) {
      this.#goneSince = now - feedBatchMs;
      this.#note({ type: 'gap', fromMs: this.#goneSince, why: pageGone });
      if (rows > 0) this.#noteMissing(rows, now - oldestMs, 'They waited to be written in the page that ended.');
    }
    this.#parts.onChanged(true);
  }

  async #end(): Promise<void> {
    if (this.#phase === 'on') {
      const canWrite = this.#files.problem === undefined || (await this.#files.retry());
      const isAllHere = canWrite && (await this.#feed.askForRest());
      if (!isAllHere && this.#feed.isOpen) {
        // Those that the log has, and those that have not even come to it.
        const rows = this.#waiting.rows + (this.#lag?.behind ?? 0);
        this.#noteMissing(rows, this.#parts.now() - this.#waiting.oldestMs, restNotHandedOver);
      }
    }
    this.#feed.close();
    this.#lostRows += await this.#files.finish([...this.#openGap(), ...this.#completeness.last]);
    this.#phase = 'ended';
    this.#parts.onChanged(true);
  }

  /** A connection that is lost at the end: the log tells a gap only once it is over. */
  #openGap(): readonly FeedNote[] {
    const fromMs = this.#goneSince === undefined ? this.#interruptedSince : undefined;
    return fromMs === undefined ? [] : [{ type: 'gap', fromMs, why: stillLost }];
  }

  #noteMissing(rows: number, fromMs: number, why: string): void {
    this.#lostRows += rows;
    this.#note({ type: 'missing', rows, fromMs, toMs: this.#parts.now(), why });
  }

  #note(note: FeedNote): void {
    void this.#files.note(note);
  }
}

/** Rows are stamped by a clock that does not follow when the system's is set; a moment early does no harm. */
function firstOf({ options: { from }, askedAtMs, now, source }: RecordingParts): FeedRequest['from'] {
  if (from === 'memory') return 'oldest';
  const askedAt = (askedAtMs ?? now()) - source().clockOffsetMs;
  return { sinceMs: Math.floor(askedAt) - (from === 'now' ? earlyMs : from) };
}

/** What both clocks may differ by where they agree: whole ms on one side. */
const earlyMs = 1;
const pageGone =
  'The page that holds the rooms ended. What it had received in the last 0.2 s and not yet handed over is not in ' +
  'this file.';
const pageBack = 'The page that holds the rooms had ended; the room was joined again.';
const stillLost =
  'The connection was lost when the recording was ended. Whether anything passed since then, and what, is not known.';
const restNotHandedOver =
  'The log was too busy to hand over what it still had when the recording was ended; what was received and had not come ' +
  'to it by then is among these rows. Where their number is not told, it is not known.';
const neverLogged = 'They were received or sent, and did not come to the log.';
