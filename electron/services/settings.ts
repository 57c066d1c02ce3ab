import { readFile } from 'node:fs/promises';
import { memoryBudgetDefaultMiB, memoryBudgetsMiB } from '../contract/domain.ts';
import type { MemoryBudgetMiB } from '../contract/domain.ts';
import { z } from '../contract/zod.ts';
import { writeFileAtomic } from './atomic-file.ts';
import type { Log } from './log.ts';

/** Each value by itself: one that another version wrote must not cost the others. */
const stored = z.object({ memoryBudgetMiB: z.literal(memoryBudgetsMiB).catch(memoryBudgetDefaultMiB) });

interface SettingsOptions {
  readonly path: string;
  readonly onChanged: (settings: { readonly memoryBudgetMiB: MemoryBudgetMiB }) => void;
  readonly log: Pick<Log, 'warn'>;
}

/** What was chosen for the whole application, and holds at the next start. */
export class Settings {
  readonly #options: SettingsOptions;
  #memoryBudgetMiB: MemoryBudgetMiB = memoryBudgetDefaultMiB;
  #written: Promise<void> = Promise.resolve();

  constructor(options: SettingsOptions) {
    this.#options = options;
  }

  get memoryBudgetMiB(): MemoryBudgetMiB {
    return this.#memoryBudgetMiB;
  }

  /** Reads the file; where there is none, or one that cannot be read, all stays as it is by default. */
  async load(): Promise<void> {
    const text = await readFile(this.#options.path, 'utf8').catch(() => undefined);
    if (text === undefined) return;
    try {
      this.#memoryBudgetMiB = stored.parse(JSON.parse(text)).memoryBudgetMiB;
    } catch {
      this.#options.log.warn('The settings could not be read; the defaults are used.');
    }
  }

  /** Takes effect at once; false where it could not be saved and will be forgotten. */
  async setMemoryBudget(mebibytes: MemoryBudgetMiB): Promise<boolean> {
    this.#memoryBudgetMiB = mebibytes;
    this.#options.onChanged({ memoryBudgetMiB: mebibytes });
    const text = JSON.stringify({ memoryBudgetMiB: mebibytes });
    const writing = this.#written.then(() => writeFileAtomic(this.#options.path, text));
    this.#written = writing.catch(() => undefined);
    return writing.then(
      () => true,
      () => false,
    );
  }
}
