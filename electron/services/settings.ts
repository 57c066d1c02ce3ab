import { readFile } from 'node:fs/promises';
import { rollingBuffer, rollingBufferDefault } from '../contract/captures.ts';
import type { RollingBuffer } from '../contract/captures.ts';
import { memoryBudgetDefaultMiB, memoryBudgetsMiB } from '../contract/domain.ts';
import type { MemoryBudgetMiB } from '../contract/domain.ts';
import { z } from '../contract/zod.ts';
import { writeFileAtomic } from './atomic-file.ts';
import type { Log } from './log.ts';

/** Each value by itself: one that another version wrote must not cost the others. */
const stored = z.object({
  memoryBudgetMiB: z.literal(memoryBudgetsMiB).catch(memoryBudgetDefaultMiB),
  rollingBuffer: rollingBuffer.catch(rollingBufferDefault),
});
type Stored = z.infer<typeof stored>;

interface SettingsOptions {
  readonly path: string;
  readonly onChanged: (settings: { readonly memoryBudgetMiB: MemoryBudgetMiB }) => void;
  readonly log: Pick<Log, 'warn'>;
}

/** What was chosen for the whole application, and holds at the next start. */
export class Settings {
  readonly #options: SettingsOptions;
  #values: Stored = { memoryBudgetMiB: memoryBudgetDefaultMiB, rollingBuffer: rollingBufferDefault };
  #written: Promise<void> = Promise.resolve();

  constructor(options: SettingsOptions) {
    this.#options = options;
  }

  get memoryBudgetMiB(): MemoryBudgetMiB {
    return this.#values.memoryBudgetMiB;
  }

  get rollingBuffer(): RollingBuffer {
    return this.#values.rollingBuffer;
  }

  /** Reads the file; where there is none, or one that cannot be read, all stays as it is by default. */
  async load(): Promise<void> {
    const text = await readFile(this.#options.path, 'utf8').catch(() => undefined);
    if (text === undefined) return;
    try {
      this.#values = stored.parse(JSON.parse(text));
    } catch {
      this.#options.log.warn('The settings could not be read; the defaults are used.');
    }
  }

  /** Takes effect at once; false where it could not be saved and will be forgotten. */
  setMemoryBudget(mebibytes: MemoryBudgetMiB): Promise<boolean> {
    const saved = this.#save({ ...this.#values, memoryBudgetMiB: mebibytes });
    this.#options.onChanged({ memoryBudgetMiB: mebibytes });
    return saved;
  }

  /** Likewise. */
  setRollingBuffer(buffer: RollingBuffer): Promise<boolean> {
    return this.#save({ ...this.#values, rollingBuffer: buffer });
  }

  #save(values: Stored): Promise<boolean> {
    this.#values = values;
    const text = JSON.stringify(values);
    const writing = this.#written.then(() => writeFileAtomic(this.#options.path, text));
    this.#written = writing.catch(() => undefined);
    return writing.then(
      () => true,
      () => false,
    );
  }
}
