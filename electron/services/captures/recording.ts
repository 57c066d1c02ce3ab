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
  #phase: 'armed' | 'on' | 'ended';
  #startedAt: number;
  /** Received, and in no file; without those that the feed tells. */
  #lostRows = 0;
  #waiting = nothingWaits;
  #isConnected = true;
  /** Since when the page that holds the log is gone, epoch ms; undefined: it is there. */
  #goneSince: number | undefined;
  #ending: Promise<void> | undefined;

  constructor(parts: RecordingParts) {
    const { options, files, openFeed, source, now, schedule, onChanged, onTrouble } = parts;
    this.#parts = parts;
    this.#phase = options.trigger === undefined ? 'on' : 'armed';
    this.#startedAt = now();
    const filter = options.filter ?? '';
    this.#files = new RecordedFiles({ files, source, filter, payloads: true, now, onProblem: () => onChanged(true) });
    this.#feed = new SourceFeed({
      openFeed,
      schedule,
      onBatch: (batch) => void this.#take(batch),
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
    const { options, now } = this.#parts;
    const { from } = options;
    const begun = await this.#connect(from === 'memory' ? 'oldest' : from === 'now' ? from : { sinceMs: now() - from });
    const made = begun.ok && this.#phase === 'on' ? await this.#files.begin() : begun;
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
    if (!this.#feed.isOpen) void this.#connect('oldest').then(() => this.#parts.onChanged(true));
    if (this.#isConnected && this.#goneSince !== undefined) {
      this.#note({ type: 'gap', fromMs: this.#goneSince, toMs: this.#parts.now(), why: pageBack });
      this.#goneSince = undefined;
    }
    const due = this.#completeness.take(report.completeness, this.#parts.now());
    if (this.#phase === 'on') {
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
    return this.#feed.isOpen && this.#isConnected ? 'recording' : 'interrupted';
  }

  #connect(from: FeedRequest['from']): Promise<Result<undefined>> {
    const { sessionId, format, filter, trigger } = this.#parts.options;
    return this.#feed.connect({
      sourceId: sessionId,
      format,
      ...(filter === undefined ? {} : { filter }),
      ...(trigger === undefined || this.#phase !== 'armed' ? {} : { trigger }),
      from,
      until: 'stopped',
      payloads: true,
    });
  }

  /** The trigger's row has come. */
  async #begin(time: number): Promise<void> {
    if (this.#phase !== 'armed') return;
    this.#phase = 'on';
    this.#startedAt = time;
    const begun = await this.#files.begin();
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
        this.#noteMissing(this.#waiting.rows, this.#parts.now() - this.#waiting.oldestMs, restNotHandedOver);
      }
    }
    this.#feed.close();
    this.#lostRows += await this.#files.finish(this.#completeness.last);
    this.#phase = 'ended';
    this.#parts.onChanged(true);
  }

  #noteMissing(rows: number, fromMs: number, why: string): void {
    this.#lostRows += rows;
    this.#note({ type: 'missing', rows, fromMs, toMs: this.#parts.now(), why });
  }

  #note(note: FeedNote): void {
    void this.#files.note(note);
  }
}

const pageGone =
  'The page that holds the rooms ended. What it had received in the last 0.2 s and not yet handed over is not in ' +
  'this file.';
const pageBack = 'The page that holds the rooms had ended; the room was joined again.';
const restNotHandedOver = 'What the log still held when the recording was ended could not be written.';
