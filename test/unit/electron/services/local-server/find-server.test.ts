import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ok, refused } from '../../../../../electron/contract/result.ts';
import { SERVER_VERSION, findServer } from '../../../../../electron/services/local-server/find-server.ts';
import type { FindServerOptions } from '../../../../../electron/services/local-server/find-server.ts';
import type { ServerSource } from '../../../../../electron/services/local-server/server-sources.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'find-server-test-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function putServer(file: string, version: string): Promise<string> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, `#!/bin/sh\necho "livekit-server version ${version}"\n`);
  await chmod(file, 0o755);
  return file;
}

const gives = (name: ServerSource['name'], version: string, asked: string[]): ServerSource => ({
  name,
  fetch: async ({ staging }) => {
    asked.push(name);
    return ok(await putServer(path.join(staging, 'server'), version));
  },
});

const refuses = (name: ServerSource['name'], message: string): ServerSource => ({
  name,
  fetch: () => Promise.resolve(refused('test', message)),
});

const options = (more: Partial<FindServerOptions>): FindServerOptions => ({
  cacheRoot: path.join(folder, 'cache'),
  env: { PATH: path.join(folder, 'bin') },
  ...more,
});

describe('findServer', () => {
  it('takes the one on PATH, whatever its version, and fetches nothing', async () => {
    const file = await putServer(path.join(folder, 'bin', 'livekit-server'), '1.9.0');
    const asked: string[] = [];
    const found = await findServer(options({ sources: [gives('go', SERVER_VERSION, asked)] }));
    expect(found).toEqual(ok({ path: file, version: '1.9.0', source: 'path' }));
    expect(asked).toEqual([]);
  });

  it('prefers the one that is named, and refuses when that does not run', async () => {
    await putServer(path.join(folder, 'bin', 'livekit-server'), '1.9.0');
    const named = await putServer(path.join(folder, 'named'), '1.10.0');
    const env = { PATH: path.join(folder, 'bin') };
    expect(await findServer(options({ env: { ...env, ROOM_CONSOLE_LIVEKIT_SERVER: named } }))).toEqual(
      ok({ path: named, version: '1.10.0', source: 'path' }),
    );
    const missing = await findServer(options({ env: { ...env, ROOM_CONSOLE_LIVEKIT_SERVER: '/nowhere' } }));
    expect(missing).toMatchObject({ ok: false, reason: 'server-not-found' });
  });

  it('passes over one on PATH that does not run', async () => {
    await putServer(path.join(folder, 'bin', 'livekit-server'), 'nothing');
    await writeFile(path.join(folder, 'bin', 'livekit-server'), '#!/bin/sh\nexit 3\n');
    const found = await findServer(options({ sources: [gives('go', SERVER_VERSION, [])] }));
    expect(found).toMatchObject({ ok: true, value: { source: 'go' } });
  });

  it('tries the sources in order, keeps what it got, and finds it in the cache afterwards', async () => {
    const asked: string[] = [];
    const sources = [refuses('release', 'not reached'), gives('go', SERVER_VERSION, asked)];
    const first = await findServer(options({ sources }));
    expect(first).toMatchObject({ ok: true, value: { source: 'go', version: SERVER_VERSION } });
    const second = await findServer(options({ sources }));
    expect(second).toMatchObject({ ok: true, value: { source: 'cache' } });
    expect(asked).toEqual(['go']);
  });

  it('does not keep a server of another version than was asked for', async () => {
    const sources = [gives('release', '0.0.1', []), gives('go', SERVER_VERSION, [])];
    expect(await findServer(options({ sources }))).toMatchObject({ ok: true, value: { source: 'go' } });
  });

  it('says what was tried and what to do when nothing works', async () => {
    const found = await findServer(
      options({ sources: [refuses('release', 'the host is not reached'), refuses('go', 'Go is not installed')] }),
    );
    expect(found).toMatchObject({ ok: false, reason: 'server-not-found' });
    expect(found.ok ? '' : found.message).toContain('the host is not reached');
    expect(found.ok ? '' : found.message).toContain('Go is not installed');
    expect(found.ok ? '' : found.message).toContain('Install livekit-server');
  });

  it('stops when it is told to', async () => {
    const stop = new AbortController();
    const source: ServerSource = {
      name: 'go',
      fetch: () => {
        stop.abort();
        return Promise.resolve(refused('go', 'killed'));
      },
    };
    const found = await findServer(options({ sources: [source], signal: stop.signal }));
    expect(found).toMatchObject({ ok: false, reason: 'aborted' });
  });
});
