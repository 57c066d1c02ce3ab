import { readFile } from 'node:fs/promises';
import { z } from '../../contract/zod.ts';
import { writeFileAtomic } from '../atomic-file.ts';
import type { Log } from '../log.ts';

const mostRecent = 200;
const stored = z.object({ version: z.literal(1), paths: z.array(z.string()) });

export interface RecentPathsOptions {
  readonly path: string;
  readonly log: Pick<Log, 'warn'>;
}

/** The captures outside of our own folders that were written or opened last, the newest first; kept between runs. */
export class RecentPaths {
  readonly #options: RecentPathsOptions;
  #paths: readonly string[] = [];
  #loaded: Promise<void> | undefined;
  #written: Promise<void> = Promise.resolve();

  constructor(options: RecentPathsOptions) {
    this.#options = options;
  }

  async list(): Promise<readonly string[]> {
    await this.#load();
    return this.#paths;
  }

  async add(file: string): Promise<void> {
    await this.#load();
    await this.#save([file, ...this.#paths.filter((other) => other !== file)].slice(0, mostRecent));
  }

  async remove(file: string): Promise<void> {
    await this.#load();
    if (this.#paths.includes(file)) await this.#save(this.#paths.filter((other) => other !== file));
  }

  #load(): Promise<void> {
    this.#loaded ??= readFile(this.#options.path, 'utf8').then(
      (text) => {
        try {
          this.#paths = stored.parse(JSON.parse(text)).paths.slice(0, mostRecent);
        } catch {
          this.#options.log.warn('The list of recent captures could not be read; it begins anew.');
        }
      },
      () => undefined,
    );
    return this.#loaded;
  }

  /** One that cannot be saved holds until the end. */
  async #save(paths: readonly string[]): Promise<void> {
    this.#paths = paths;
    const text = JSON.stringify({ version: 1, paths });
    this.#written = this.#written.then(() => writeFileAtomic(this.#options.path, text)).catch(() => undefined);
    await this.#written;
  }
}
