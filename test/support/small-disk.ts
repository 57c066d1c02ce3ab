import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { ok, refused } from '../../electron/contract/result.ts';
import type { Result } from '../../electron/contract/result.ts';

const run = promisify(execFile);

export interface SmallDisk {
  readonly folder: string;
  remove(): Promise<void>;
}

/** A disk of so many KiB; refused where one may not be mounted (Linux and root alone may). */
export async function smallDisk(kibibytes: number): Promise<Result<SmallDisk>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'room-console-small-disk-'));
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${kibibytes}k`, 'tmpfs', folder]);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    return refused('not-mounted', `A small disk cannot be mounted here, so a full one is not tried: ${String(error)}`);
  }
  return ok({
    folder,
    async remove() {
      await run('umount', [folder]);
      await rm(folder, { recursive: true, force: true });
    },
  });
}
