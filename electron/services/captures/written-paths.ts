import { stat } from 'node:fs/promises';
import path from 'node:path';
import { ok, refused } from '../../contract/result.ts';
import type { Result } from '../../contract/result.ts';
import { quoteName } from './disk-problem.ts';

export interface WrittenPathsOptions {
  /** The captures folder, in which any new file may be made. */
  readonly folder: string;
  /** Whether a recording is writing to it now. */
  readonly isWritten: (file: string) => boolean;
}

/** What may be done with a path. */
export interface Claim {
  /** There was such a file, and the person said that it may go. */
  readonly replaces: boolean;
}

/**
 * Which files a page may have written: those that the person chose in a save dialog since the last start, and new ones
 * in the captures folder. What a page says of a path counts for nothing.
 */
export class WrittenPaths {
  readonly #options: WrittenPathsOptions;
  /** With whether there was such a file, and the person said that it may go. */
  readonly #chosen = new Map<string, { readonly replaces: boolean }>();

  constructor(options: WrittenPathsOptions) {
    this.#options = options;
  }

  /** The person chose this file; where there is one already, the dialog has asked whether it may be replaced. */
  async choose(file: string): Promise<void> {
    const found = await stat(file).catch(() => undefined);
    this.#chosen.set(path.resolve(file), { replaces: found?.isFile() === true });
  }

  /** To be asked before a file is made. Refused: `not-chosen`, `in-use`. */
  claim(file: string): Result<Claim> {
    const { folder, isWritten } = this.#options;
    const resolved = path.resolve(file);
    const chosen = this.#chosen.get(resolved);
    const isInFolder = path.dirname(resolved) === path.resolve(folder);
    if (!path.isAbsolute(file) || (chosen === undefined && !isInFolder)) {
      const name = quoteName(file);
      return refused('not-chosen', `${name} was not chosen in a dialog, so it is not written. Choose a file.`);
    }
    if (isWritten(resolved)) {
      return refused('in-use', `${quoteName(file)} is being written by another recording. Choose another name.`);
    }
    return ok({ replaces: chosen?.replaces === true });
  }

  /** What was claimed is under way: the person agreed to lose one file, and none that comes after it. */
  use(file: string): void {
    const resolved = path.resolve(file);
    if (this.#chosen.has(resolved)) this.#chosen.set(resolved, { replaces: false });
  }
}
