import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readFile, readdir, rename, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from '../../contract/zod.ts';

/** Written last into a cache entry: what it must hold. An entry without it does not count. */
export const STAMP_NAME = '.stamp.json';

const stampSchema = z.object({
  format: z.literal(1),
  /** Free text of the producer: where it came from, which version it said it is. */
  info: z.record(z.string(), z.string()),
  files: z.array(z.object({ path: z.string(), size: z.number(), mtimeMs: z.number(), sha256: z.string() })),
});

export type Stamp = z.infer<typeof stampSchema>;

/** Describes all regular files below `folder` and writes the stamp, flushed to disk. */
export async function writeStamp(folder: string, info: Record<string, string>): Promise<Stamp> {
  const files: Stamp['files'] = [];
  for (const relative of await listFiles(folder)) {
    const full = path.join(folder, relative);
    const { size, mtimeMs } = await stat(full);
    files.push({ path: relative, size, mtimeMs, sha256: await sha256Of(full) });
  }
  const stamp: Stamp = { format: 1, info, files };
  await saveStamp(folder, stamp);
  return stamp;
}

/**
 * Reads the stamp of `folder` and checks the files against it.
 *
 * Size and modification time as stamped is taken as unchanged; where only the time differs (a copied cache), the
 * content is hashed and the stamp renewed. `undefined`: there is no whole entry here.
 */
export async function checkStamp(folder: string): Promise<Stamp | undefined> {
  let stamp: Stamp;
  try {
    const parsed = stampSchema.safeParse(JSON.parse(await readFile(path.join(folder, STAMP_NAME), 'utf8')));
    if (!parsed.success || parsed.data.files.length === 0) return undefined;
    stamp = parsed.data;
  } catch {
    return undefined;
  }
  let renewed = false;
  const files: Stamp['files'] = [];
  for (const file of stamp.files) {
    const full = path.join(folder, file.path);
    const now = await stat(full).catch(() => undefined);
    if (now === undefined || now.size !== file.size) return undefined;
    if (now.mtimeMs === file.mtimeMs) {
      files.push(file);
      continue;
    }
    if ((await sha256Of(full)) !== file.sha256) return undefined;
    files.push({ ...file, mtimeMs: now.mtimeMs });
    renewed = true;
  }
  if (!renewed) return stamp;
  const fresh = { ...stamp, files };
  // A cache that cannot be written (shared, read-only) is as good.
  await saveStamp(folder, fresh).catch(() => undefined);
  return fresh;
}

export async function sha256Of(file: string): Promise<string> {
  return hashOf(file, 'sha256', 'hex');
}

/** The digest of a file's content, read as a stream. */
export async function hashOf(
  file: string,
  algorithm: 'sha256' | 'sha512',
  encoding: 'hex' | 'base64',
): Promise<string> {
  const hash = createHash(algorithm);
  await pipeline(createReadStream(file), hash);
  return hash.digest(encoding);
}

async function saveStamp(folder: string, stamp: Stamp): Promise<void> {
  const temporary = path.join(folder, `${STAMP_NAME}.${process.pid}`);
  const handle = await open(temporary, 'w');
  try {
    await handle.writeFile(JSON.stringify(stamp));
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, path.join(folder, STAMP_NAME));
}

// By hand: `readdir` knows `recursive` since Node 18.17, Electron 25 has 18.15.
async function listFiles(folder: string, below = ''): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(path.join(folder, below), { withFileTypes: true })) {
    const relative = path.join(below, entry.name);
    if (entry.isDirectory()) found.push(...(await listFiles(folder, relative)));
    else if (entry.isFile() && !entry.name.startsWith(STAMP_NAME)) found.push(relative);
  }
  return found.sort();
}
