import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ok, refused } from '../../../../../electron/contract/result.ts';
import { ArtifactCache, userCacheRoot } from '../../../../../electron/services/local-server/cache.ts';
import type { CacheKey, Fill } from '../../../../../electron/services/local-server/cache.ts';
import { STAMP_NAME } from '../../../../../electron/services/local-server/cache-stamp.ts';

const KEY: CacheKey = { name: 'tool', version: '1.2.3', platform: 'linux-x64' };
const MODULE = path.resolve(import.meta.dirname, '../../../../../electron/services/local-server/cache.ts');

let root = '';
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'cache-test-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const fillWith =
  (content: string, count?: { fills: number }): Fill =>
  async (staging) => {
    if (count !== undefined) count.fills += 1;
    await mkdir(path.join(staging, 'bin'));
    await writeFile(path.join(staging, 'bin', 'tool'), content);
    return ok({ from: 'test' });
  };

async function contentOf(cache: ArtifactCache): Promise<string> {
  const entry = await cache.lookup(KEY);
  return entry === undefined ? 'nothing' : readFile(path.join(entry.folder, 'bin', 'tool'), 'utf8');
}

describe('ArtifactCache', () => {
  it('makes an entry once and finds it again', async () => {
    const cache = new ArtifactCache({ root });
    const count = { fills: 0 };
    expect(await cache.lookup(KEY)).toBeUndefined();
    const made = await cache.obtain(KEY, fillWith('one', count));
    const again = await cache.obtain(KEY, fillWith('two', count));
    expect(made).toEqual(again);
    expect(made.ok && made.value.info).toEqual({ from: 'test' });
    expect(count.fills).toBe(1);
    expect(await contentOf(cache)).toBe('one');
  });

  it('keeps versions apart', async () => {
    const cache = new ArtifactCache({ root });
    await cache.obtain(KEY, fillWith('one'));
    expect(await cache.lookup({ ...KEY, version: '1.2.4' })).toBeUndefined();
  });

  it('passes a refusal on and leaves nothing', async () => {
    const cache = new ArtifactCache({ root });
    const result = await cache.obtain(KEY, async (staging) => {
      await writeFile(path.join(staging, 'half'), 'x');
      return refused('no-network', 'No network.');
    });
    expect(result).toMatchObject({ ok: false, reason: 'no-network' });
    expect(await cache.lookup(KEY)).toBeUndefined();
    expect(await readdir(path.join(root, 'staging'))).toEqual([]);
  });

  it('does the work once when asked twice at the same time', async () => {
    const count = { fills: 0 };
    const slow: Fill = async (staging) => {
      const filled = await fillWith('one', count)(staging);
      await new Promise((resolve) => setTimeout(resolve, 300));
      return filled;
    };
    const results = await Promise.all([
      new ArtifactCache({ root }).obtain(KEY, slow),
      new ArtifactCache({ root }).obtain(KEY, slow),
    ]);
    expect(results.map((result) => result.ok)).toEqual([true, true]);
    expect(count.fills).toBe(1);
  });

  it('does not use an entry whose content was changed or cut, and makes it anew', async () => {
    const cache = new ArtifactCache({ root });
    const made = await cache.obtain(KEY, fillWith('one'));
    const file = path.join(made.ok ? made.value.folder : '', 'bin', 'tool');
    await writeFile(file, 'on');
    expect(await cache.lookup(KEY)).toBeUndefined();
    await writeFile(file, 'evl');
    expect(await cache.lookup(KEY)).toBeUndefined();
    await cache.obtain(KEY, fillWith('two'));
    expect(await contentOf(cache)).toBe('two');
  });

  it('hashes where only the time differs, and renews the stamp', async () => {
    const cache = new ArtifactCache({ root });
    const made = await cache.obtain(KEY, fillWith('one'));
    const folder = made.ok ? made.value.folder : '';
    const later = new Date(Date.now() + 60_000);
    await utimes(path.join(folder, 'bin', 'tool'), later, later);
    const before = await readFile(path.join(folder, STAMP_NAME), 'utf8');
    expect(await contentOf(cache)).toBe('one');
    expect(await readFile(path.join(folder, STAMP_NAME), 'utf8')).not.toBe(before);
  });

  it('does not use an entry without a stamp', async () => {
    const cache = new ArtifactCache({ root });
    const made = await cache.obtain(KEY, fillWith('one'));
    await rm(path.join(made.ok ? made.value.folder : '', STAMP_NAME));
    expect(await cache.lookup(KEY)).toBeUndefined();
  });

  it('uses and keeps nothing of a process killed half-way', async () => {
    const script = `
      import { ArtifactCache } from ${JSON.stringify(MODULE)};
      import { writeFile } from 'node:fs/promises';
      const cache = new ArtifactCache({ root: ${JSON.stringify(root)} });
      await cache.obtain(${JSON.stringify(KEY)}, async (staging) => {
        await writeFile(staging + '/half', 'half');
        process.stdout.write('filling');
        setInterval(() => undefined, 60_000);
        return new Promise(() => undefined);
      });`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise((resolve) => child.stdout.once('data', resolve));
    expect(await readdir(path.join(root, 'staging'))).toHaveLength(1);
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('exit', resolve));

    const cache = new ArtifactCache({ root });
    expect(await cache.lookup(KEY)).toBeUndefined();
    const made = await cache.obtain(KEY, fillWith('whole'));
    expect(made.ok).toBe(true);
    expect(await contentOf(cache)).toBe('whole');
    expect(await readdir(path.join(root, 'staging'))).toEqual([]);
    expect(await readdir(path.join(root, 'locks'))).toEqual([]);
  });

  it('refuses with the folder and the reason where it cannot be written', async () => {
    const file = path.join(root, 'file');
    await writeFile(file, '');
    const result = await new ArtifactCache({ root: path.join(file, 'cache') }).obtain(KEY, fillWith('one'));
    expect(result).toMatchObject({ ok: false, reason: 'cache-unusable' });
    expect((await stat(file)).isFile()).toBe(true);
  });
});

describe('userCacheRoot', () => {
  it('follows each system', () => {
    expect(userCacheRoot({ XDG_CACHE_HOME: '/x' }, 'linux', '/home/a')).toBe('/x/room-console');
    expect(userCacheRoot({ XDG_CACHE_HOME: 'relative' }, 'linux', '/home/a')).toBe('/home/a/.cache/room-console');
    expect(userCacheRoot({}, 'darwin', '/Users/a')).toBe('/Users/a/Library/Caches/room-console');
    expect(userCacheRoot({ LOCALAPPDATA: '/local' }, 'win32', '/u')).toBe('/local/room-console/Cache');
  });
});
