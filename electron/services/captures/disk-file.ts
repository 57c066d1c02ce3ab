import { constants } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { ok } from '../../contract/result.ts';
import type { Result } from '../../contract/result.ts';
import { diskProblem, fileChanged, fileGone } from './disk-problem.ts';

/** The part of a file handle that is used; a fake in tests. */
export type Handle = Pick<FileHandle, 'write' | 'stat' | 'truncate' | 'datasync' | 'close'>;

/** Which file a path leads to; undefined where there is none. */
export type Identify = (path: string) => Promise<{ readonly ino: number; readonly dev: number } | undefined>;

/** What was appended survives the end of this process at once, and that of the machine after so long. ms */
const syncEveryMs = 1_000;

export interface DiskFileOptions {
  readonly path: string;
  readonly handle: Handle;
  readonly identify: Identify;
  /** Monotonic or epoch, ms. */
  readonly now: () => number;
}

/**
 * A file that only grows, by whole pieces. Before each one it is looked at whether the file is still there and as long
 * as it was left: others can cut, move and delete it. Where a piece fits in part only it is taken back, so that the
 * file ends with a whole one.
 *
 * One call at a time: callers wait for one to end before they make the next.
 */
export class DiskFile {
  readonly path: string;
  readonly #options: DiskFileOptions;
  #bytes = 0;
  #syncedAt: number;
  #syncing: Promise<void> | undefined;
  #syncError: unknown;

  constructor(options: DiskFileOptions) {
    this.#options = options;
    this.path = options.path;
    this.#syncedAt = options.now();
  }

  /** Makes the file; refused where there is one already, or it cannot be made. */
  static async create(path: string, now: () => number = () => performance.now()): Promise<Result<DiskFile>> {
    try {
      // Appending: a write never lands beyond the end, even where somebody cut the file a moment ago.
      const flags = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | constants.O_EXCL;
      const handle = await open(path, flags, 0o600);
      return ok(new DiskFile({ path, handle, identify: identifyPath, now }));
    } catch (error) {
      return diskProblem(error, path);
    }
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Refused: the file is as long as before, unless somebody else has their hand in it. */
  async append(piece: Uint8Array): Promise<Result<undefined>> {
    const intact = await this.check();
    if (!intact.ok || piece.length === 0) return intact;
    try {
      let written = 0;
      while (written < piece.length) {
        const { bytesWritten } = await this.#options.handle.write(piece, written, piece.length - written);
        written += bytesWritten;
      }
      this.#bytes += piece.length;
      this.#syncSoon();
      return ok(undefined);
    } catch (error) {
      await this.#cutBack();
      return diskProblem(error, this.path);
    }
  }

  /** Whether it is still the file that was made, as long as it was left. */
  async check(): Promise<Result<undefined>> {
    const { handle, identify } = this.#options;
    try {
      if (this.#syncError !== undefined) return diskProblem(this.#syncError, this.path);
      const [own, there] = await Promise.all([handle.stat(), identify(this.path)]);
      if (there === undefined || there.ino !== own.ino || there.dev !== own.dev) return fileGone(this.path);
      return own.size === this.#bytes ? ok(undefined) : fileChanged(this.path, this.#bytes, own.size);
    } catch (error) {
      return diskProblem(error, this.path);
    }
  }

  /** Flushes it to the disk and lets go of it. */
  async close(): Promise<Result<undefined>> {
    const { handle } = this.#options;
    try {
      await this.#syncing;
      await handle.datasync();
      return ok(undefined);
    } catch (error) {
      return diskProblem(error, this.path);
    } finally {
      await handle.close().catch(() => undefined);
    }
  }

  /** Back to the last whole piece; frees what was taken, so it goes on a full disk, too. */
  async #cutBack(): Promise<void> {
    const { handle } = this.#options;
    const found = await handle.stat().catch(() => undefined);
    if (found !== undefined && found.size > this.#bytes) await handle.truncate(this.#bytes).catch(() => undefined);
  }

  /** Does not hold up who appends: a slow disk shows as writes that wait, later. */
  #syncSoon(): void {
    const { handle, now } = this.#options;
    if (this.#syncing !== undefined || now() - this.#syncedAt < syncEveryMs) return;
    this.#syncedAt = now();
    this.#syncing = handle
      .datasync()
      .catch((error: unknown) => (this.#syncError = error))
      .then(() => (this.#syncing = undefined));
  }
}

const identifyPath: Identify = async (path) => {
  try {
    const { ino, dev } = await stat(path);
    return { ino, dev };
  } catch {
    return undefined;
  }
};
