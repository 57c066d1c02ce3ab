import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { processIsAlive, withLock } from '../../../../../electron/services/local-server/cache-lock.ts';

let folder = '';
let file = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lock-test-'));
  file = path.join(folder, 'one.lock');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const heldBy = (pid: number, host = hostname()): string => JSON.stringify({ pid, host, token: 'other' });

describe('withLock', () => {
  it('lets one in at a time', async () => {
    let inside = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      inside += 1;
      most = Math.max(most, inside);
      await new Promise((resolve) => setTimeout(resolve, 20));
      inside -= 1;
    };
    await Promise.all([withLock(file, work), withLock(file, work), withLock(file, work)]);
    expect(most).toBe(1);
    expect(await readdir(folder)).toEqual([]);
  });

  it('gives the lock back when the work throws', async () => {
    await expect(withLock(file, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await withLock(file, () => Promise.resolve('free'))).toBe('free');
  });

  it('takes over from a process that is dead', async () => {
    await writeFile(file, heldBy(4_000_000));
    expect(await withLock(file, () => Promise.resolve('mine'), { isAlive: () => false })).toBe('mine');
  });

  it('takes over what nobody has touched for long, whoever has the number now', async () => {
    await writeFile(file, heldBy(process.pid, 'another-machine'));
    const old = new Date(Date.now() - 60_000);
    await utimes(file, old, old);
    expect(await withLock(file, () => Promise.resolve('mine'))).toBe('mine');
  });

  it('waits for one that is alive, says so once, and stops waiting when asked', async () => {
    await writeFile(file, heldBy(process.pid));
    const waits: number[] = [];
    const stop = new AbortController();
    const waiting = withLock(file, () => Promise.resolve('mine'), {
      signal: stop.signal,
      onWait: (pid) => {
        waits.push(pid);
        stop.abort(new Error('enough'));
      },
    });
    await expect(waiting).rejects.toThrow('enough');
    expect(waits).toEqual([process.pid]);
  });
});

describe('processIsAlive', () => {
  it('knows this one, and that there is none with a number no system gives', () => {
    expect(processIsAlive(process.pid)).toBe(true);
    expect(processIsAlive(2 ** 30)).toBe(false);
  });
});
