import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ProfileFile } from '../../../../electron/services/profile-file.ts';
import { makeLog } from '../../../support/electron-fakes.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'room-console-profiles-'));
});
afterEach(() => rm(folder, { recursive: true }));

function makeFile() {
  const { log, lines } = makeLog();
  const file = new ProfileFile({ path: path.join(folder, 'profiles.json'), log, now: () => 1_700 });
  return { file, lines };
}

const profile = {
  id: 'p1',
  name: 'Clinic',
  url: 'wss://lk.example',
  apiKey: 'APIx',
  colour: 'red',
  label: 'production',
  readOnly: true,
  secret: { place: 'keyring', data: 'AAAA' },
} as const;

test('keeps profiles between runs', async () => {
  const { file, lines } = makeFile();
  await file.write([profile]);
  expect(await file.read()).toEqual([profile]);
  expect(lines).toEqual([]);
});

test('the first run has no file, and that is no trouble', async () => {
  const { file, lines } = makeFile();
  expect(await file.read()).toEqual([]);
  expect(lines).toEqual([]);
});

test.each(['', '{', '[]', '{"version":2,"profiles":[]}', '{"version":1,"profiles":[{"id":""}]}'])(
  'a file that cannot be understood (%s) is kept aside, and that is said',
  async (text) => {
    const { file, lines } = makeFile();
    await writeFile(path.join(folder, 'profiles.json'), text);
    expect(await file.read()).toEqual([]);
    expect(await readdir(folder)).toEqual(['profiles.json.broken-1700']);
    expect(await readFile(path.join(folder, 'profiles.json.broken-1700'), 'utf8')).toBe(text);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('profiles.json.broken-1700');
  },
);
