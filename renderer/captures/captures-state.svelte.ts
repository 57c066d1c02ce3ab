import type { CaptureInfo, Recording, RecordingOptions } from '../../electron/contract/captures.ts';
import type { Listen, Request } from '../bridge.ts';
import { noticeOf } from '../ui/notice-of.ts';
import type { Notify } from '../ui/notice-of.ts';
import type { KeyValueStore } from '../ui/stored.ts';
import type { CaptureAsk, CaptureSource, ExportScope, OpenProblem } from './capture-ask.ts';
import { exportNotice, recordingNotice } from './capture-notices.ts';
import type { FileActions } from './capture-notices.ts';
import { fileNameOf } from './capture-words.ts';
import { ExportsState } from './exports-state.svelte.ts';
import { LibraryState } from './library-state.svelte.ts';
import { OpenCaptures } from './open-captures.svelte.ts';
import { RecordChoices } from './record-choices.svelte.ts';
import { RecordingsState } from './recordings-state.svelte.ts';
import { RollingState } from './rolling-state.svelte.ts';

interface CapturesOptions {
  readonly bridge: { readonly request: Request; readonly on: Listen };
  readonly store: KeyValueStore;
  readonly notify: Notify;
  /** Brings the tab of a capture to the front. */
  readonly onShow: (captureId: string) => void;
  /** The tab of a capture is about to go. */
  readonly onGone: (captureId: string) => void;
}

/** All that is recorded, kept, opened and exported, as this window sees it. */
export class CapturesState {
  readonly recordings: RecordingsState;
  readonly exports: ExportsState;
  readonly library: LibraryState;
  readonly opened: OpenCaptures;
  readonly choices: RecordChoices;
  readonly rolling: RollingState;
  /** The dialog that is open. */
  ask = $state.raw<CaptureAsk>();
  readonly #request: Request;
  readonly #notify: Notify;
  readonly #onShow: CapturesOptions['onShow'];
  readonly #files: FileActions = {
    reveal: (path) => void this.reveal(path),
    open: (path) => void this.open(path),
    goOnElsewhere: (recording) => void this.goOnElsewhere(recording),
  };

  constructor({ bridge, store, notify, onShow, onGone }: CapturesOptions) {
    this.#request = bridge.request;
    this.#notify = notify;
    this.#onShow = onShow;
    this.recordings = new RecordingsState({ ...bridge, onTurn: (recording) => this.#turned(recording) });
    this.exports = new ExportsState({ ...bridge, onEnd: (state) => this.#tell(exportNotice(state, this.#files)) });
    this.library = new LibraryState(bridge);
    this.opened = new OpenCaptures({ ...bridge, store, onGone });
    this.choices = new RecordChoices(store);
    this.rolling = new RollingState(bridge.request);
  }

  /** Listens, reads what is there already, and returns the stop. */
  start(): () => void {
    const stops = [this.recordings.start(), this.exports.start(), this.library.start(), this.opened.start()];
    void this.rolling.read();
    return () => {
      for (const stop of stops) stop();
    };
  }

  /** A room was opened in this window. */
  roomOpened(sessionId: string): void {
    if (this.choices.newRooms) void this.record(this.choices.optionsFor(sessionId, 'memory'));
  }

  /** Begins to record as it was chosen last, or ends the recording. */
  toggle(sessionId: string): Promise<void> {
    const recording = this.recordings.of(sessionId);
    return recording === undefined ? this.record(this.choices.optionsFor(sessionId)) : this.stop(recording);
  }

  async record(options: RecordingOptions): Promise<void> {
    const result = await this.recordings.begin(options);
    if (!result.ok) this.#notify(noticeOf('The recording was not begun', result));
  }

  async stop(recording: Recording): Promise<void> {
    const result = await this.recordings.stop(recording.id);
    if (!result.ok) this.#notify(noticeOf('The recording was not ended', result));
  }

  /** After a failure, in the same place or where the main process finds room. */
  async tryAgain(recording: Recording): Promise<void> {
    const result = await this.recordings.goOn(recording.id);
    if (!result.ok) this.#notify(noticeOf('The recording does not go on', result));
  }

  async goOnElsewhere(recording: Recording): Promise<void> {
    const path = await this.choosePath(fileNameOf(recording.path), recording.format);
    if (path === undefined) return;
    const result = await this.recordings.goOn(recording.id, path);
    if (!result.ok) this.#notify(noticeOf('The recording does not go on there', result));
  }

  /** Asks for a place; undefined: the person cancelled, or it could not be asked, which is said. */
  async choosePath(suggestedName: string, format: 'mcap' | 'ndjson' | 'csv'): Promise<string | undefined> {
    const result = await this.#request('chooseCapturePath', { suggestedName, format });
    if (result.ok) return result.value;
    this.#notify(noticeOf('No place was chosen', result));
    return undefined;
  }

  askExport(source: CaptureSource, scope?: ExportScope): void {
    this.ask = { kind: 'export', source, scope };
  }

  /** Opens a file in a tab, or the one that the person chooses; the tab comes to the front. Undefined: it did not open. */
  async open(path?: string): Promise<string | undefined> {
    const [opened] = await this.openAll([path]);
    return opened;
  }

  /** As the command line asks for it: with a filter already on, where one is given. */
  async openWith(path: string, filter: string): Promise<void> {
    const captureId = await this.open(path);
    if (captureId !== undefined && filter !== '') this.opened.byId.get(captureId)?.log.filter.set(filter, 'now');
  }

  /** Opens a capture, and asks what it is to be compared with. */
  async compare(path: string): Promise<void> {
    const captureId = await this.open(path);
    const tab = captureId === undefined ? undefined : this.opened.byId.get(captureId);
    if (tab !== undefined) tab.comparison.choosing = true;
  }

  /** Several at once, in turn; the last one comes to the front. What does not open is told together. */
  async openAll(paths: readonly (string | undefined)[], more: readonly OpenProblem[] = []): Promise<readonly string[]> {
    const problems: OpenProblem[] = [...more];
    const opened: string[] = [];
    for (const path of paths) {
      const result = await this.#request('openCapture', path === undefined ? {} : { path });
      if (!result.ok) problems.push({ name: path === undefined ? '' : fileNameOf(path), message: result.message });
      else if (result.value !== undefined) opened.push(this.opened.add(result.value).id);
    }
    const last = opened.at(-1);
    if (last !== undefined) this.#onShow(last);
    if (problems.length > 0) this.ask = { kind: 'problems', problems };
    return opened;
  }

  async close(captureId: string): Promise<void> {
    const result = await this.#request('closeCapture', { captureId });
    if (result.ok) this.opened.remove(captureId);
    else this.#notify(noticeOf('The tab was not closed', result));
  }

  async reveal(path: string): Promise<void> {
    const result = await this.#request('revealCapture', { path });
    if (!result.ok) this.#notify(noticeOf('The file is not shown', result));
  }

  async remove(capture: CaptureInfo): Promise<void> {
    this.ask = undefined;
    const result = await this.library.remove(capture.path);
    if (result.ok) this.#notify({ severity: 'ok', title: `${capture.name} is ${capture.state === 'missing' ? 'off the list' : 'in the trash'}`, text: '' });
    else this.#notify(noticeOf(`${capture.name} was not deleted`, result));
  }

  #turned(recording: Recording): void {
    this.#tell(recordingNotice(recording, this.#files));
    // Its file is another one now: closed, or cut back to its last whole record.
    void this.library.read();
  }

  #tell(notice: ReturnType<typeof exportNotice>): void {
    if (notice !== undefined) this.#notify(notice);
  }
}
