import { readFile, rename } from 'node:fs/promises';
import { z } from '../contract/zod.ts';
import { profileColours } from '../contract/domain.ts';
import { writeFileAtomic } from './atomic-file.ts';
import type { Log } from './log.ts';
import { storedSecret } from './secret-vault.ts';

export const storedProfile = z.object({
  id: z.string().min(1),
  name: z.string(),
  url: z.string(),
  apiKey: z.string(),
  colour: z.enum(profileColours),
  label: z.string(),
  /** Left out by versions that knew no such profiles. */
  readOnly: z.boolean().default(false),
  secret: storedSecret.optional(),
});
export type StoredProfile = z.infer<typeof storedProfile>;

const fileFormat = z.object({ version: z.literal(1), profiles: z.array(storedProfile) });

/** Where profiles are kept between runs; a fake in tests. */
export interface ProfileStore {
  read(): Promise<readonly StoredProfile[]>;
  write(profiles: readonly StoredProfile[]): Promise<void>;
}

export interface ProfileFileOptions {
  readonly path: string;
  readonly log: Log;
  /** Epoch ms, for the name of a file kept aside. */
  readonly now: () => number;
}

/**
 * The profiles as one JSON file in the user's data. A file that cannot be understood is never overwritten: it is kept
 * aside under another name, and that is said.
 */
export class ProfileFile implements ProfileStore {
  readonly #options: ProfileFileOptions;

  constructor(options: ProfileFileOptions) {
    this.#options = options;
  }

  async read(): Promise<readonly StoredProfile[]> {
    const { path, log, now } = this.#options;
    let text: string;
    try {
      text = await readFile(path, 'utf8');
    } catch (error) {
      if (!isMissing(error)) log.error(`The profiles in ${path} cannot be read; starting without them`, error);
      return [];
    }
    const profiles = parse(text);
    if (profiles !== undefined) return profiles;
    const aside = `${path}.broken-${now()}`;
    await rename(path, aside).catch(() => undefined);
    log.warn(`The profiles in ${path} could not be understood. The file was kept as ${aside}; starting without them.`);
    return [];
  }

  async write(profiles: readonly StoredProfile[]): Promise<void> {
    await writeFileAtomic(this.#options.path, `${JSON.stringify({ version: 1, profiles }, null, 2)}\n`);
  }
}

function parse(text: string): readonly StoredProfile[] | undefined {
  try {
    return fileFormat.parse(JSON.parse(text)).profiles;
  } catch {
    return undefined;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
