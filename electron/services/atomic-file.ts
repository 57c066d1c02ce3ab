import { mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';

/**
 * Replaces a file's content whole or not at all: written beside it, flushed to the disk, renamed over it. Readable by
 * its owner alone. Rejects with the system's error where it cannot be written.
 */
export async function writeFileAtomic(target: string, text: string): Promise<void> {
  await mkdir(path.dirname(target), { recursive: true });
  const beside = `${target}.${process.pid}.${(counter += 1)}.new`;
  try {
    const file = await open(beside, 'w', 0o600);
    try {
      await file.writeFile(text, 'utf8');
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, target);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}

/** Keeps two writers of one process apart. */
let counter = 0;
