import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Recording, RollingBuffer, Rotation } from '../../contract/captures.ts';
import type { SessionReport } from '../../contract/domain.ts';
import { ok, refused } from '../../contract/result.ts';
import type { Result } from '../../contract/result.ts';
import type { Log } from '../log.ts';
import type { Recordings } from './recordings.ts';

export interface RollingRecordingsOptions {
  readonly recordings: Pick<Recordings, 'startRolling' | 'stop' | 'continue' | 'list' | 'writtenPaths'>;
  readonly settings: {
    readonly rollingBuffer: RollingBuffer;
    /** False: it holds for this run, and could not be saved. */
    setRollingBuffer(buffer: RollingBuffer): Promise<boolean>;
  };
  readonly folder: string;
  /** Epoch ms. */
  readonly now: () => number;
  readonly schedule: (run: () => void, afterMs: number) => () => void;
  readonly log: Pick<Log, 'warn'>;
}

/** A file that is there to be kept or to go. */
export interface Segment {
  readonly path: string;
  readonly bytes: number;
  /** When it was written last, epoch ms. */
  readonly writtenAtMs: number;
}

/** The oldest file goes whole, so the buffer is cut into so many: it falls short of what was asked by a tenth. */
const segments = 10;
const pruneEveryMs = 10_000;

/** The buffer on disk that is always on: each open room is recorded, and what is old or too much is deleted. */
export class RollingRecordings {
  readonly #options: RollingRecordingsOptions;
  #buffer: RollingBuffer;
  #cancelPrune: (() => void) | undefined;
  readonly #starting = new Set<string>();
  /** By session: what came before is in its files already, epoch ms. The next goes on there, not with all of memory. */
  readonly #writtenUntil = new Map<string, number>();
  #warned = '';

  constructor(options: RollingRecordingsOptions) {
    this.#options = options;
    this.#buffer = options.settings.rollingBuffer;
  }

  get state(): RollingBuffer {
    return this.#buffer;
  }

  /** The settings are read: begins, where it is on. */
  start(): void {
    this.#buffer = this.#options.settings.rollingBuffer;
    void this.#prune();
  }

  async set(buffer: RollingBuffer): Promise<Result<RollingBuffer>> {
    const before = this.#buffer;
    this.#buffer = buffer;
    const isSaved = await this.#options.settings.setRollingBuffer(buffer);
    // Their files have other bounds now.
    if (JSON.stringify(before) !== JSON.stringify(buffer)) await this.#stopAll();
    await this.#prune();
    return isSaved ? ok(buffer) : notSaved;
  }

  /** A room's log is there: it is recorded, if it is not already. */
  handleReport({ sessionId }: SessionReport): void {
    if (!this.#buffer.on || this.#starting.has(sessionId)) return;
    if (this.#running().some((one) => one.sessionId === sessionId)) return;
    this.#starting.add(sessionId);
    const { folder, recordings, now } = this.#options;
    const writtenUntil = this.#writtenUntil.get(sessionId);
    const from = writtenUntil === undefined ? 'memory' : Math.max(1, Math.ceil(now() - writtenUntil));
    void recordings
      .startRolling(sessionId, { folder, rotation: rotationOf(this.#buffer), from })
      .then((started) => {
        if (started.ok) this.#writtenUntil.delete(sessionId);
        this.#warn(started.ok ? '' : started.message);
      })
      .finally(() => this.#starting.delete(sessionId));
  }

  dispose(): void {
    this.#cancelPrune?.();
  }

  async #stopAll(): Promise<void> {
    const { recordings, now } = this.#options;
    for (const { sessionId, state } of this.#running()) {
      // What one that failed could not write may still be in memory.
      if (state !== 'failed') this.#writtenUntil.set(sessionId, now());
    }
    await Promise.all(this.#running().map(({ id }) => recordings.stop(id)));
  }

  #running(): readonly Recording[] {
    return this.#options.recordings.list().filter(({ rolling, state }) => rolling && state !== 'ended');
  }

  async #prune(): Promise<void> {
    const { folder, recordings, now, schedule } = this.#options;
    this.#cancelPrune?.();
    const found = await segmentsIn(folder);
    const written = new Set(recordings.writtenPaths());
    for (const { path: file } of segmentsToDelete(found, written, this.#buffer, now())) await rm(file, { force: true });
    // Where a disk was full there may be room again now.
    for (const { id, state } of this.#running()) if (state === 'failed') await recordings.continue(id, undefined);
    this.#cancelPrune = schedule(() => void this.#prune(), pruneEveryMs);
  }

  #warn(message: string): void {
    const isNews = message !== '' && message !== this.#warned;
    this.#warned = message;
    if (isNews) this.#options.log.warn(`The rolling buffer is not written: ${message}`);
  }
}

/** Bounds of one file of the buffer. Pure. */
export function rotationOf({ mebibytes, minutes }: RollingBuffer): Rotation {
  return {
    bytes: Math.max(1_048_576, Math.floor((mebibytes * 1_048_576) / segments)),
    ms: Math.max(10_000, Math.floor((minutes * 60_000) / segments)),
  };
}

/** The oldest that are too much, or too old; those that are written stay. Pure. */
export function segmentsToDelete(
  found: readonly Segment[],
  written: ReadonlySet<string>,
  { mebibytes, minutes }: RollingBuffer,
  now: number,
): readonly Segment[] {
  let bytes = found.reduce((sum, segment) => sum + segment.bytes, 0);
  const oldestFirst = [...found].sort((a, b) => a.writtenAtMs - b.writtenAtMs);
  return oldestFirst.filter((segment) => {
    const goes = bytes > mebibytes * 1_048_576 || now - segment.writtenAtMs > minutes * 60_000;
    if (!goes || written.has(segment.path)) return false;
    bytes -= segment.bytes;
    return true;
  });
}

async function segmentsIn(folder: string): Promise<readonly Segment[]> {
  await mkdir(folder, { recursive: true }).catch(() => undefined);
  const names = await readdir(folder).catch(() => []);
  const found = await Promise.all(
    names.filter((name) => name.endsWith('.mcap')).map(async (name): Promise<readonly Segment[]> => {
      const file = path.join(folder, name);
      const stats = await stat(file).catch(() => undefined);
      return stats?.isFile() === true ? [{ path: file, bytes: stats.size, writtenAtMs: stats.mtimeMs }] : [];
    }),
  );
  return found.flat();
}

const notSaved = refused(
  'not-saved',
  'The rolling buffer is changed for now, but that could not be saved: after the next start it is as before. Is the ' +
    'disk full?',
);
