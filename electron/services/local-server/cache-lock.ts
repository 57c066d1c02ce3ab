import { randomUUID } from 'node:crypto';
import { mkdir, readFile, stat, unlink, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { z } from '../../contract/zod.ts';

/**
 * A lock file that lets the same work be done once when two processes start at the same time.
 *
 * It only saves work: that nothing broken is ever used rests on staging and an atomic rename (cache.ts), so a lock
 * taken over wrongly (a machine that slept) costs a second download and nothing else.
 */
const lockSchema = z.object({ pid: z.number().int(), host: z.string(), token: z.string() });

/** The owner touches its lock this often. */
const HEARTBEAT_MS = 2_000;
/** A lock not touched for this long belongs to nobody, whatever now has its process id. */
const STALE_AFTER_MS = 20_000;
const POLL_MS = 200;

export interface LockOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called once when another process is found at the same work. */
  readonly onWait?: (ownerPid: number) => void;
  readonly isAlive?: (pid: number) => boolean;
}

/** Runs `work` while holding `file`; waits for another holder first. Rejects with the signal's reason if aborted. */
export async function withLock<T>(file: string, work: () => Promise<T>, options: LockOptions = {}): Promise<T> {
  const token = await take(file, options);
  const heartbeat = setInterval(() => {
    const now = new Date();
    utimes(file, now, now).catch(() => undefined);
  }, HEARTBEAT_MS);
  heartbeat.unref();
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    const holder = await read(file);
    if (holder?.token === token) await unlink(file).catch(() => undefined);
  }
}

async function take(file: string, options: LockOptions): Promise<string> {
  const isAlive = options.isAlive ?? processIsAlive;
  const token = randomUUID();
  await mkdir(path.dirname(file), { recursive: true });
  let told = false;
  for (;;) {
    options.signal?.throwIfAborted();
    try {
      await writeFile(file, JSON.stringify({ pid: process.pid, host: hostname(), token }), { flag: 'wx' });
      return token;
    } catch (error) {
      if (!isCode(error, 'EEXIST')) throw error;
    }
    const holder = await read(file);
    const age = await ageMs(file);
    if (age === undefined) continue;
    // A file without content is one whose owner is just writing it, or was killed doing so.
    const deadOwner = holder !== undefined && holder.host === hostname() && !isAlive(holder.pid);
    if (deadOwner || age > STALE_AFTER_MS) {
      const again = await read(file);
      if (again?.token === holder?.token) await unlink(file).catch(() => undefined);
      continue;
    }
    if (!told && holder !== undefined) {
      told = true;
      options.onWait?.(holder.pid);
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

async function read(file: string): Promise<z.infer<typeof lockSchema> | undefined> {
  try {
    const parsed = lockSchema.safeParse(JSON.parse(await readFile(file, 'utf8')));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

async function ageMs(file: string): Promise<number | undefined> {
  try {
    return Date.now() - (await stat(file)).mtimeMs;
  } catch {
    return undefined;
  }
}

/** Whether a process with this id runs; one of another user counts as running (EPERM). */
export function processIsAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isCode(error, 'EPERM');
  }
}

export function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
