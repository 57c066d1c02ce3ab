import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WrittenPaths } from '../../../../../electron/services/captures/written-paths.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'room-console-paths-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('new files in the captures folder, and those that were chosen; nothing else', async () => {
  const paths = new WrittenPaths({ folder: path.join(folder, 'captures'), isWritten: () => false });
  expect(paths.claim(path.join(folder, 'captures', 'a.mcap'))).toMatchObject({ ok: true });
  for (const elsewhere of [
    path.join(folder, 'a.mcap'),
    path.join(folder, 'captures', '..', 'a.mcap'),
    path.join(folder, 'captures', 'deep', 'a.mcap'),
    'captures/a.mcap',
    '',
  ]) {
    expect(paths.claim(elsewhere), elsewhere).toMatchObject({ ok: false, reason: 'not-chosen' });
  }
  await paths.choose(path.join(folder, 'a.mcap'));
  expect(paths.claim(path.join(folder, 'a.mcap'))).toMatchObject({ ok: true });
});

test('a file that the person agreed to lose goes once, one that came later does not', async () => {
  const paths = new WrittenPaths({ folder: path.join(folder, 'captures'), isWritten: () => false });
  const file = path.join(folder, 'a.mcap');
  await writeFile(file, 'old');
  await paths.choose(file);
  expect(paths.claim(file)).toMatchObject({ ok: true, value: { replaces: true } });
  expect(paths.claim(file)).toMatchObject({ ok: true, value: { replaces: true } });
  expect(await readFile(file, 'utf8')).toBe('old');
  paths.use(file);
  expect(paths.claim(file)).toMatchObject({ ok: true, value: { replaces: false } });
});

test('one that is being written stays', async () => {
  const file = path.join(folder, 'a.mcap');
  const paths = new WrittenPaths({ folder, isWritten: (other) => other === file });
  await writeFile(file, 'under way');
  await paths.choose(file);
  expect(paths.claim(file)).toMatchObject({ ok: false, reason: 'in-use' });
  expect(await readFile(file, 'utf8')).toBe('under way');
});
