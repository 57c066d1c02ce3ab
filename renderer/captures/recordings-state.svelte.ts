import type { Recording, RecordingOptions } from '../../electron/contract/captures.ts';
import type { Result } from '../../electron/contract/result.ts';
import type { Listen, Request } from '../bridge.ts';

interface RecordingsOptions {
  readonly request: Request;
  readonly on: Listen;
  /** One that was under way has ended, or has failed: told once for each. */
  readonly onTurn: (recording: Recording) => void;
}

/** The recordings of all rooms, as the main process tells of them. They outlive this page. */
export class RecordingsState {
  readonly #options: RecordingsOptions;
  #list = $state.raw<readonly Recording[]>([]);
  #isRead = false;

  constructor(options: RecordingsOptions) {
    this.#options = options;
  }

  /** Those under way, and those that have just ended. */
  get list(): readonly Recording[] {
    return this.#list;
  }

  /** Those that a person started and that go on, or would. */
  get running(): readonly Recording[] {
    return this.#list.filter(({ state, rolling }) => state !== 'ended' && !rolling);
  }

  /** The recording of a session that its button is about. */
  of(sessionId: string): Recording | undefined {
    return this.running.find((recording) => recording.sessionId === sessionId);
  }

  start(): () => void {
    const stop = this.#options.on('recordingsChanged', (recordings) => this.#take(recordings));
    void this.#read();
    return stop;
  }

  async begin(options: RecordingOptions): Promise<Result<Recording>> {
    return this.#noting(await this.#options.request('startRecording', options));
  }

  async stop(recordingId: string): Promise<Result<Recording>> {
    return this.#noting(await this.#options.request('stopRecording', { recordingId }));
  }

  /** After a failure; without a path: where the main process finds room. */
  async goOn(recordingId: string, path?: string): Promise<Result<Recording>> {
    const input = path === undefined ? { recordingId } : { recordingId, path };
    return this.#noting(await this.#options.request('continueRecording', input));
  }

  /** The event with the whole list may still be under way. */
  #noting(result: Result<Recording>): Result<Recording> {
    if (!result.ok) return result;
    const known = this.#list.some(({ id }) => id === result.value.id);
    const others = this.#list.map((recording) => (recording.id === result.value.id ? result.value : recording));
    this.#take(known ? others : [...others, result.value]);
    return result;
  }

  async #read(): Promise<void> {
    const result = await this.#options.request('listRecordings');
    if (result.ok && !this.#isRead) this.#take(result.value);
  }

  #take(recordings: readonly Recording[]): void {
    const before = new Map(this.#list.map(({ id, state }) => [id, state]));
    this.#list = recordings;
    this.#isRead = true;
    for (const recording of recordings) {
      const was = before.get(recording.id);
      // What had ended before this page began is no news.
      if (was === undefined || was === recording.state) continue;
      if (recording.state === 'ended' || recording.state === 'failed') this.#options.onTurn(recording);
    }
  }
}
