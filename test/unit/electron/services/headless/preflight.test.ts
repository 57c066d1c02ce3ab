import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { preflight } from '../../../../../electron/services/headless/preflight.ts';
import type { HeadlessPlan } from '../../../../../electron/services/headless/plan.ts';

const env = { LIVEKIT_URL: 'ws://127.0.0.1:7880', LIVEKIT_API_KEY: 'key', LIVEKIT_API_SECRET: 'secret' };
const live = { kind: 'live', room: 'R', role: { kind: 'observe' }, json: false } as const;
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'room-console-test-'));
  await writeFile(join(folder, 'there.mcap'), 'x');
  await writeFile(join(folder, 'message.json'), '{"payload":"x"}');
  await writeFile(join(folder, 'no-message.json'), 'x');
  await mkdir(join(folder, 'folder.mcap'));
  await symlink(join(folder, 'loop.mcap'), join(folder, 'loop.mcap'));
});
afterAll(() => rm(folder, { recursive: true }));

const at = (name: string): string => join(folder, name);
const record = (name: string, overwrite = false): HeadlessPlan => ({
  ...live,
  record: { path: at(name), format: 'mcap', overwrite },
});

describe('nothing is said of', () => {
  test.each<[string, () => HeadlessPlan]>([
    ['a new file', () => record('new.mcap')],
    ['one that may be replaced', () => record('there.mcap', true)],
    ['a message', () => ({ ...live, sendPath: at('message.json') })],
    ['a capture', () => ({ kind: 'capture', path: at('there.mcap'), rows: true, json: false })],
  ])('%s', async (_what, plan) => {
    expect(await preflight(plan(), env)).toBeUndefined();
  });
});

describe('said before anything is started', () => {
  test('no server, half a server, no server URL', async () => {
    expect(await preflight(live, {})).toContain('set LIVEKIT_URL, LIVEKIT_API_KEY and LIVEKIT_API_SECRET');
    expect(await preflight(live, { LIVEKIT_URL: 'ws://x' })).toContain('LIVEKIT_API_KEY and LIVEKIT_API_SECRET not set');
    expect(await preflight(live, { ...env, LIVEKIT_URL: 'ftp://x' })).toContain('LIVEKIT_URL');
    expect(env.LIVEKIT_API_SECRET).toBe('secret');
  });

  test.each<[string, () => HeadlessPlan]>([
    ['there already, and was left as it is', () => record('there.mcap')],
    ['is a folder', () => record('folder.mcap', true)],
    ['there is no folder', () => record('none/a.mcap')],
    ['is a file, so nothing can be written in it', () => record('there.mcap/a.mcap')],
    ['--send: there is no file', () => ({ ...live, sendPath: at('none.json') })],
    ['cannot be sent: it is not JSON', () => ({ ...live, sendPath: at('no-message.json') })],
    ['--open: there is no file', () => ({ kind: 'capture', path: at('none.mcap'), rows: true, json: false })],
    ['loop.mcap is a link that leads in a circle', () => ({ kind: 'capture', path: at('loop.mcap'), rows: true, json: false })],
    ['--open:', () => ({ kind: 'capture', path: folder, rows: true, json: false })],
    [
      '--export:',
      () => ({
        kind: 'capture',
        path: at('there.mcap'),
        rows: false,
        json: false,
        export: { path: at('there.mcap'), format: 'mcap', overwrite: false, payloads: true },
      }),
    ],
  ])('%s', async (words, plan) => {
    expect(await preflight(plan(), env)).toContain(words);
  });
});
