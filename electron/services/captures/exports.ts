import { stat } from 'node:fs/promises';
import type { ExportOptions, ExportState } from '../../contract/captures.ts';
import { ok, refused } from '../../contract/result.ts';
import type { Result } from '../../contract/result.ts';
import type { Log } from '../log.ts';
import { quoteName } from './disk-problem.ts';
import { Export } from './export.ts';
import type { SourceFacts } from './source-facts.ts';
import type { OpenFeed } from './source-feed.ts';

export interface ExportsOptions {
  readonly openFeed: OpenFeed;
  /** Of a session, or of the capture that is open by this id. */
  readonly sourceOf: (sourceId: string) => Promise<SourceFacts>;
  /** Captures that are open: none is replaced by what is read from it, or from another. */
  readonly openPaths: () => readonly string[];
  /** `room-console/0.1.0`. */
  readonly library: string;
  readonly newId: () => string;
  /** Epoch ms. */
  readonly now: () => number;
  readonly schedule: (run: () => void, afterMs: number) => () => void;
  readonly onChanged: (exports: readonly ExportState[]) => void;
  /** An export is done: this file is there. */
  readonly onFile: (path: string) => void;
  readonly log: Pick<Log, 'info' | 'error'>;
}

const tellEveryMs = 500;
/** Exports that have ended and are still told. */
const keptEnded = 20;

/** Writes rows of a log to files of their own: a selection, what a filter shows, the last minutes, or all. */
export class Exports {
  readonly #options: ExportsOptions;
  readonly #exports = new Map<string, Export>();
  #cancelTell: (() => void) | undefined;

  constructor(options: ExportsOptions) {
    this.#options = options;
  }

  list(): readonly ExportState[] {
    return [...this.#exports.values()].map((one) => one.state);
  }

  /** Files that are being written. */
  writtenPaths(): readonly string[] {
    return this.list().filter(({ state }) => state === 'running').map((one) => one.path);
  }

  /**
   * Answers as soon as it is under way. `replaces`: a file that is there may go, once the new one is whole. Refused:
   * `no-source`, `bad-filter`, `no-answer`, `is-open`, and as DiskFile says.
   */
  async start(options: ExportOptions, replaces = false): Promise<Result<ExportState>> {
    const existing = replaces ? await stat(options.path).catch(() => undefined) : undefined;
    if (existing !== undefined && (await this.#isOpen(existing))) return isOpen(options.path);
    const { openFeed, sourceOf, library, newId, now, schedule, log } = this.#options;
    const id = newId();
    const source = await sourceOf(options.sourceId);
    const made = new Export({
      id,
      options,
      // What is no plain file is in the way, and stays.
      replaces: existing?.isFile() === true,
      openFeed,
      source,
      library,
      now,
      schedule,
      onChanged: (isUrgent) => this.#changed(isUrgent),
      onTrouble: (message) => log.error(message),
    });
    this.#exports.set(id, made);
    const started = await made.start();
    if (!started.ok) {
      this.#exports.delete(id);
      return started;
    }
    this.#changed(true);
    void made.done.then(() => {
      if (made.state.state === 'done') this.#options.onFile(options.path);
    });
    return ok(made.state);
  }

  /** What was written of it is deleted. Refused: `export-not-found`. One that has ended stays as it is. */
  async cancel(exportId: string): Promise<Result<ExportState>> {
    const found = this.#exports.get(exportId);
    if (found === undefined) return refused('export-not-found', 'There is no such export any more.');
    await found.cancel();
    return ok(found.state);
  }

  handlePageGone(): void {
    for (const one of this.#exports.values()) one.handlePageGone();
  }

  /** For quitting: those under way are cancelled. */
  async endAll(): Promise<void> {
    await Promise.all([...this.#exports.values()].map((one) => one.cancel()));
    this.#cancelTell?.();
  }

  async #isOpen({ ino, dev }: { readonly ino: number; readonly dev: number }): Promise<boolean> {
    const open = await Promise.all(this.#options.openPaths().map((file) => stat(file).catch(() => undefined)));
    return open.some((one) => one?.ino === ino && one.dev === dev);
  }

  #changed(isUrgent: boolean): void {
    if (isUrgent) this.#tell();
    else this.#cancelTell ??= this.#options.schedule(() => this.#tell(), tellEveryMs);
  }

  #tell(): void {
    this.#cancelTell?.();
    this.#cancelTell = undefined;
    const ended = [...this.#exports].filter(([, one]) => one.state.state !== 'running').map(([id]) => id);
    for (const id of ended.slice(0, Math.max(0, ended.length - keptEnded))) this.#exports.delete(id);
    this.#options.onChanged(this.list());
  }
}

function isOpen(file: string): Result<never> {
  const why = `${quoteName(file)} is open as a capture, so it is not replaced.`;
  return refused('is-open', `${why} Choose another name, or close the capture first.`);
}
