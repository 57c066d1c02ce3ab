import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { ok, refused } from '../../contract/result.ts';
import type { Result } from '../../contract/result.ts';
import { processIsAlive, withLock } from './cache-lock.ts';
import { checkStamp, writeStamp } from './cache-stamp.ts';
import type { Stamp } from './cache-stamp.ts';

/** What is kept, e.g. `{ name: 'livekit-server', version: '1.13.5', platform: 'linux-x64' }`. */
export interface CacheKey {
  readonly name: string;
  readonly version: string;
  readonly platform: string;
}

export interface CacheEntry {
  /** The entry's folder. Read only: what is in it is verified against its stamp. */
  readonly folder: string;
  readonly info: Readonly<Record<string, string>>;
}

/**
 * Fills an empty staging folder; answers what to write into the stamp. It must have verified what it fetched
 * (checksum, or by running it): what it leaves is what will be used.
 */
export type Fill = (staging: string) => Promise<Result<Record<string, string>>>;

export interface ObtainOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called once when another process is doing the same work and is waited for. */
  readonly onWait?: (ownerPid: number) => void;
}

/**
 * The user's cache folder: whole entries or none.
 *
 * An entry is made in a staging folder, stamped last and renamed into place at once. So one killed half-way leaves a
 * staging folder that nobody looks into and the next one sweeps, and two at the same time do the work once.
 */
export class ArtifactCache {
  readonly root: string;

  constructor(options: { readonly root: string }) {
    this.root = options.root;
  }

  /** The whole and verified entry for `key`, if there is one. */
  async lookup(key: CacheKey): Promise<CacheEntry | undefined> {
    const folder = this.#folder(key);
    const stamp = await checkStamp(folder);
    return stamp === undefined ? undefined : entry(folder, stamp);
  }

  /** The entry for `key`, made by `fill` if there is none. A refusal of `fill` is passed on and leaves nothing. */
  async obtain(key: CacheKey, fill: Fill, options: ObtainOptions = {}): Promise<Result<CacheEntry>> {
    const found = await this.lookup(key);
    if (found !== undefined) return ok(found);
    try {
      return await withLock(this.lockFile(keyText(key)), () => this.#make(key, fill), options);
    } catch (error) {
      if (options.signal?.aborted) return refused('aborted', 'Stopped before it was done.');
      const why = error instanceof Error ? error.message : String(error);
      return refused(
        'cache-unusable',
        `The cache folder ${this.root} cannot be used (${why}). Make it writable, or point XDG_CACHE_HOME elsewhere.`,
      );
    }
  }

  /** Where the lock for `name` lies; for other work that must be done once (system packages, builds). */
  lockFile(name: string): string {
    return path.join(this.root, 'locks', `${name}.lock`);
  }

  async #make(key: CacheKey, fill: Fill): Promise<Result<CacheEntry>> {
    const folder = this.#folder(key);
    // Another process may have finished it while we waited for the lock.
    const found = await this.lookup(key);
    if (found !== undefined) return ok(found);
    await this.#sweep(key);

    const staging = path.join(this.root, 'staging', `${keyText(key)}.${process.pid}.${randomUUID().slice(0, 8)}`);
    await mkdir(staging, { recursive: true });
    try {
      const filled = await fill(staging);
      if (!filled.ok) return filled;
      const stamp = await writeStamp(staging, filled.value);
      if (stamp.files.length === 0) throw new Error(`nothing was put into ${staging}`);
      const other = await this.lookup(key);
      if (other !== undefined) return ok(other);
      // What lies there now is not whole (checked just above): out of the way, then in at once.
      await rm(folder, { recursive: true, force: true });
      await rename(staging, folder);
      return ok(entry(folder, stamp));
    } finally {
      await rm(staging, { recursive: true, force: true });
    }
  }

  /** Removes what killed processes left of this key. */
  async #sweep(key: CacheKey): Promise<void> {
    const parent = path.join(this.root, 'staging');
    const prefix = `${keyText(key)}.`;
    for (const name of await readdir(parent).catch(() => [])) {
      if (!name.startsWith(prefix)) continue;
      const pid = Number(name.slice(prefix.length).split('.')[0]);
      if (pid === process.pid || (Number.isInteger(pid) && processIsAlive(pid))) continue;
      await rm(path.join(parent, name), { recursive: true, force: true });
    }
  }

  #folder(key: CacheKey): string {
    return path.join(this.root, keyText(key));
  }
}

function entry(folder: string, stamp: Stamp): CacheEntry {
  return { folder, info: stamp.info };
}

function keyText(key: CacheKey): string {
  return `${key.name}-${key.version}-${key.platform}`.replace(/[^A-Za-z0-9._-]/g, '_');
}

/** The folder that the system's conventions give an application for what can be fetched again. */
export function userCacheRoot(
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
  home: string = homedir(),
): string {
  if (platform === 'win32') {
    return path.join(env['LOCALAPPDATA'] ?? path.join(home, 'AppData', 'Local'), 'room-console', 'Cache');
  }
  const xdg = env['XDG_CACHE_HOME'];
  if (xdg !== undefined && path.isAbsolute(xdg)) return path.join(xdg, 'room-console');
  return platform === 'darwin'
    ? path.join(home, 'Library', 'Caches', 'room-console')
    : path.join(home, '.cache', 'room-console');
}
