import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Recording as RecordingState, RecordingOptions, Rotation } from '../../contract/captures.ts';
import type { Session, SessionReport } from '../../contract/domain.ts';
import type { FeedTotals } from '../../contract/feed.ts';
import { ok, refused } from '../../contract/result.ts';
import type { Result } from '../../contract/result.ts';
import type { Log } from '../log.ts';
import { diskProblem } from './disk-problem.ts';
import { captureName, formatOf } from './file-names.ts';
import { FileSeries } from './file-series.ts';
import { Recording } from './recording.ts';
import { replacing } from './replacing.ts';
import type { SourceFacts } from './source-facts.ts';
import type { OpenFeed } from './source-feed.ts';

/** Keeps the machine from sleeping; Electron's powerSaveBlocker. */
export interface PowerSaveBlocker {
  start(type: 'prevent-app-suspension'): number;
  stop(id: number): unknown;
}

export interface RecordingsOptions {
  readonly sessions: () => readonly Session[];
  readonly sourceOf: (sessionId: string) => SourceFacts;
  readonly openFeed: OpenFeed;
  readonly folder: string;
  /** `room-console/0.1.0`. */
  readonly library: string;
  readonly powerSaveBlocker: PowerSaveBlocker;
  readonly newId: () => string;
  /** Epoch ms. */
  readonly now: () => number;
  readonly schedule: (run: () => void, afterMs: number) => () => void;
  readonly onChanged: (recordings: readonly RecordingState[]) => void;
  /** A recording has another file, or its file is whole. */
  readonly onFile: (path: string) => void;
  readonly log: Pick<Log, 'info' | 'warn' | 'error'>;
}

/** Where and how a recording is kept that nobody asked for: see RollingRecordings. */
export interface RollingPlace {
  readonly folder: string;
  readonly rotation: Rotation;
  /** As of RecordingOptions. */
  readonly from: RecordingOptions['from'];
}

/** Of changes that may wait: often enough for figures that somebody watches, ms. */
const tellEveryMs = 500;
/** Files are looked at, ms: well within a second of what somebody did to them. */
const tickEveryMs = 700;
/** Recordings that have ended and are still told. */
const keptEnded = 20;

/** All recordings: started, watched, gone on with, ended. */
export class Recordings {
  readonly #options: RecordingsOptions;
  readonly #recordings = new Map<string, Recording>();
  /** Of those that are part of the buffer on disk. */
  readonly #rollingFolders = new Map<string, string>();
  /** How the newest file of each stood when it was told last. */
  readonly #noted = new Map<string, string>();
  #blocker: number | undefined;
  #cancelTick: (() => void) | undefined;
  #cancelTell: (() => void) | undefined;

  constructor(options: RecordingsOptions) {
    this.#options = options;
  }

  /** Those of now and the last that ended, the oldest first. */
  list(): readonly RecordingState[] {
    return [...this.#recordings.values()].map((recording) => recording.state);
  }

  /** Of what is in its files; undefined where there is no such recording. */
  totals(recordingId: string): FeedTotals | undefined {
    return this.#recordings.get(recordingId)?.totals;
  }

  /** Files that are being written. */
  writtenPaths(): readonly string[] {
    return this.list().filter(({ state }) => state !== 'ended').map((recording) => recording.path);
  }

  /**
   * A path's name says the format. `replaces`: the file at this path may go; where nothing is begun it stays. Refused: `session-not-found`, `bad-filter`, `bad-format`, `no-answer`, and as
   * DiskFile says.
   */
  async start(options: RecordingOptions, replaces = false): Promise<Result<RecordingState>> {
    const { path: file } = options;
    const askedAtMs = this.#options.now();
    const format = file === undefined ? options.format : (formatOf(file) ?? options.format);
    if (format === 'csv') return onlyExported;
    const start = (): Promise<Result<RecordingState>> => this.#start({ ...options, format }, askedAtMs, file, undefined);
    return file !== undefined && replaces ? replacing(file, start) : start();
  }

  /** Part of the buffer on disk. */
  startRolling(sessionId: string, place: RollingPlace): Promise<Result<RecordingState>> {
    const { folder, rotation, from } = place;
    return this.#start({ sessionId, format: 'mcap', from, rotation }, this.#options.now(), undefined, folder);
  }

  /** Its file is whole when this is answered. Refused: `recording-not-found`. */
  async stop(recordingId: string): Promise<Result<RecordingState>> {
    const recording = this.#recordings.get(recordingId);
    if (recording === undefined) return noSuchRecording;
    await recording.stop();
    return ok(recording.state);
  }

  /**
   * `replaces`: the file at this path may go. Refused: `recording-not-found`, `recording-ended`, `rolling`, and as
   * DiskFile says: then it stays as it is.
   */
  async continue(recordingId: string, path: string | undefined, replaces = false): Promise<Result<RecordingState>> {
    const recording = this.#recordings.get(recordingId);
    if (recording === undefined) return noSuchRecording;
    const { room, format, rolling } = recording.state;
    // Files of the rolling buffer are deleted in its own folder only: elsewhere they would grow for ever.
    if (rolling && path !== undefined) return rollingStays;
    const folder = this.#rollingFolders.get(recordingId) ?? this.#options.folder;
    const goOn = (): Promise<Result<undefined>> =>
      recording.goOn(path, () => this.#freshPath(room, format, folder));
    const gone = path !== undefined && replaces ? await replacing(path, goOn) : await goOn();
    if (!gone.ok) return gone;
    return ok(recording.state);
  }

  handleReport(report: SessionReport): void {
    for (const recording of this.#of(report.sessionId)) recording.handleReport(report);
  }

  /** The list of open rooms is another: what is closed is recorded no longer. */
  handleSessions(sessions: readonly Session[]): void {
    const open = new Set(sessions.map((session) => session.id));
    for (const recording of this.#recordings.values()) {
      if (!open.has(recording.state.sessionId)) void recording.stop();
    }
  }

  /** The page that holds the logs has ended. */
  handlePageGone(): void {
    for (const recording of this.#recordings.values()) recording.handlePageGone();
  }

  /** Ends all, their files whole; for quitting. */
  async endAll(): Promise<void> {
    await Promise.all([...this.#recordings.values()].map((recording) => recording.stop()));
    this.#cancelTick?.();
    this.#cancelTell?.();
  }

  async #start(
    options: RecordingOptions,
    askedAtMs: number,
    exactPath: string | undefined,
    rollingFolder: string | undefined,
  ): Promise<Result<RecordingState>> {
    const { sessions, sourceOf, openFeed, folder, library, newId, now, schedule, log } = this.#options;
    const session = sessions().find((open) => open.id === options.sessionId);
    if (session === undefined) return noSuchSession;
    const made = await makeFolder(rollingFolder ?? folder, exactPath);
    if (!made.ok) return made;
    const onTrouble = (message: string): void => log.error(message);
    const id = newId();
    const place = exactPath ?? (await this.#freshPath(session.room, options.format, rollingFolder ?? folder));
    const recording = new Recording({
      id,
      options,
      room: session.room,
      rolling: rollingFolder !== undefined,
      askedAtMs,
      files: new FileSeries({
        path: place,
        isExact: exactPath !== undefined,
        format: options.format,
        library,
        rotation: options.rotation ?? {},
        onTrouble,
        now,
      }),
      openFeed,
      source: () => sourceOf(options.sessionId),
      now,
      schedule,
      onChanged: (isUrgent) => this.#changed(isUrgent),
      onTrouble,
    });
    this.#recordings.set(id, recording);
    if (rollingFolder !== undefined) this.#rollingFolders.set(id, rollingFolder);
    const started = await recording.start();
    if (!started.ok) {
      this.#forget(id);
      return started;
    }
    log.info(`Recording room “${session.room}”.`);
    this.#tick();
    this.#changed(true);
    return ok(recording.state);
  }

  /** A name in a folder; where it is taken FileSeries finds the next. A folder that is gone is made again. */
  async #freshPath(room: string, format: RecordingOptions['format'], folder: string): Promise<string> {
    await makeFolder(folder, undefined);
    return path.join(folder, captureName(room, this.#options.now(), format));
  }

  #of(sessionId: string): readonly Recording[] {
    return [...this.#recordings.values()].filter(({ state }) => state.sessionId === sessionId);
  }

  #tick(): void {
    this.#cancelTick ??= this.#options.schedule(() => {
      this.#cancelTick = undefined;
      for (const recording of this.#recordings.values()) recording.tick();
      if ([...this.#recordings.values()].some((recording) => !recording.isEnded)) this.#tick();
    }, tickEveryMs);
  }

  #changed(isUrgent: boolean): void {
    if (isUrgent) {
      this.#forgetEnded();
      this.#block();
      this.#tell();
      return;
    }
    this.#cancelTell ??= this.#options.schedule(() => this.#tell(), tellEveryMs);
  }

  #tell(): void {
    this.#cancelTell?.();
    this.#cancelTell = undefined;
    const list = this.list();
    this.#noteFiles(list);
    this.#options.onChanged(list);
  }

  /** A file that is new, or whole now, belongs to the captures that people see. */
  #noteFiles(list: readonly RecordingState[]): void {
    for (const { id, path: file, files, state } of list) {
      const stands = `${file} ${files} ${state === 'ended'}`;
      if (files === 0 || this.#noted.get(id) === stands) continue;
      this.#noted.set(id, stands);
      this.#options.onFile(file);
    }
  }

  #forgetEnded(): void {
    const ended = [...this.#recordings].filter(([, recording]) => recording.isEnded).map(([id]) => id);
    for (const id of ended.slice(0, Math.max(0, ended.length - keptEnded))) {
      this.#forget(id);
    }
  }

  #forget(id: string): void {
    this.#recordings.delete(id);
    this.#rollingFolders.delete(id);
    this.#noted.delete(id);
  }

  /** Not for the rolling buffer: it is always on, and a machine that never sleeps is nobody's wish. */
  #block(): void {
    const { powerSaveBlocker } = this.#options;
    const isNeeded = this.list().some(({ state, rolling }) => state !== 'ended' && !rolling);
    if (isNeeded) this.#blocker ??= powerSaveBlocker.start('prevent-app-suspension');
    if (isNeeded || this.#blocker === undefined) return;
    powerSaveBlocker.stop(this.#blocker);
    this.#blocker = undefined;
  }
}

/** Ours are made where they are missing; one that somebody named has to be there. */
async function makeFolder(folder: string, exactPath: string | undefined): Promise<Result<undefined>> {
  if (exactPath !== undefined) return ok(undefined);
  try {
    await mkdir(folder, { recursive: true });
    return ok(undefined);
  } catch (error) {
    return diskProblem(error, path.join(folder, 'capture'));
  }
}

const noSuchRecording = refused('recording-not-found', 'There is no such recording any more.');
const rollingStays = refused(
  'rolling',
  'The buffer on disk stays in its own folder. Make room on its disk, or turn it off, and record the room instead.',
);
const onlyExported = refused(
  'bad-format',
  'A table (.csv) is only exported. Choose a name that ends with .mcap or .ndjson for a recording.',
);
const noSuchSession = refused('session-not-found', 'This room is not open any more, so it cannot be recorded.');
