import type { Recording, RecordingOptions } from '../../contract/captures.ts';
import type { FeedTotals } from '../../contract/feed.ts';
import type { Result } from '../../contract/result.ts';
import type { LiveOutput, LiveOutputEvents } from './live-output.ts';
import type { LivePlan } from './plan.ts';
import { noTotals } from '../captures/feed-totals.ts';

/** What is used of the recordings. */
export interface Recorder {
  /** `replaces`: a file that is there may go; where nothing is begun it stays. */
  start(options: RecordingOptions, replaces: boolean): Promise<Result<Recording>>;
  /** Its file is whole when this is answered. */
  stop(recordingId: string): Promise<Result<Recording>>;
  /** Of what is in its files; undefined where there is no such recording. */
  totals(recordingId: string): FeedTotals | undefined;
}

export interface RecordOutputOptions extends LiveOutputEvents {
  readonly recorder: Recorder;
  readonly file: NonNullable<LivePlan['record']>;
  readonly filter: string | undefined;
}

/** Rows to a file: a recording as in the window, of all that the log holds since the room was joined. */
export class RecordOutput implements LiveOutput {
  readonly #options: RecordOutputOptions;
  #started: Promise<Result<Recording>> | undefined;
  #recording: Recording | undefined;
  #totals: FeedTotals = noTotals;
  #finished = false;

  constructor(options: RecordOutputOptions) {
    this.#options = options;
  }

  get totals(): FeedTotals {
    this.#look();
    // The recording knows also of rows that got lost on their way into the file.
    const missing = Math.max(this.#totals.missing, this.#recording?.missingRows ?? 0);
    return { ...this.#totals, missing };
  }

  get file(): string | undefined {
    return this.#recording?.path;
  }

  begin(sessionId: string): void {
    this.#started ??= this.#start(sessionId);
  }

  /** The recording goes on by itself once the room is there again. */
  pageLost(): void {
    // Nothing to do.
  }

  /** The recordings changed. */
  handleRecordings(recordings: readonly Recording[]): void {
    const recording = recordings.find((one) => one.id === this.#recording?.id);
    if (recording === undefined) return;
    this.#recording = recording;
    this.#look();
    // Nobody is there who could name another place.
    if (recording.state === 'failed' && !this.#finished) this.#fail(recording.problem);
  }

  async finish(): Promise<void> {
    this.#finished = true;
    const started = await this.#started;
    if (started?.ok !== true) return;
    const stopped = await this.#options.recorder.stop(started.value.id);
    this.#look();
    if (stopped.ok) this.#recording = stopped.value;
    const { problem } = this.#recording ?? started.value;
    if (!stopped.ok) this.#options.onProblem(stopped.message);
    else if (problem !== undefined) this.#fail(problem);
  }

  async #start(sessionId: string): Promise<Result<Recording>> {
    const { recorder, file, filter, onProblem } = this.#options;
    const options: RecordingOptions = {
      sessionId,
      path: file.path,
      format: file.format,
      from: 'memory',
      ...(filter === undefined ? {} : { filter }),
    };
    const started = await recorder.start(options, file.overwrite);
    if (started.ok) this.#recording = started.value;
    else onProblem(started.message);
    return started;
  }

  /** Kept, since an ended recording may be forgotten. */
  #look(): void {
    const id = this.#recording?.id;
    const totals = id === undefined ? undefined : this.#options.recorder.totals(id);
    if (totals !== undefined) this.#totals = totals;
  }

  #fail(problem: string | undefined): void {
    this.#options.onProblem(problem ?? `${this.#options.file.path} could not be written.`);
  }
}
