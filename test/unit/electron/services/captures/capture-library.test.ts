import { mkdir, mkdtemp, readFile, readdir, rm, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CaptureInfo } from '../../../../../electron/contract/captures.ts';
import { CaptureLibrary } from '../../../../../electron/services/captures/capture-library.ts';
import { RecentPaths } from '../../../../../electron/services/captures/recent-paths.ts';
import { recordFile } from '../../../../support/capture-fixtures.ts';
import { makeLog } from '../../../../support/electron-fakes.ts';

let base = '';
beforeEach(async () => {
  base = await mkdtemp(path.join(tmpdir(), 'room-console-library-'));
});
afterEach(() => rm(base, { recursive: true }));

async function makeLibrary() {
  const folder = path.join(base, 'captures');
  const rollingFolder = path.join(base, 'rolling');
  const elsewhere = path.join(base, 'elsewhere');
  for (const made of [folder, rollingFolder, elsewhere]) await mkdir(made, { recursive: true });
  const written: string[] = [];
  const open: string[] = [];
  const trashed: string[] = [];
  const revealed: string[] = [];
  const told: (readonly CaptureInfo[])[] = [];
  const { log } = makeLog();
  const library = new CaptureLibrary({
    folder,
    rollingFolder,
    recents: new RecentPaths({ path: path.join(base, 'captures.json'), log }),
    writtenPaths: () => written,
    openPaths: () => open,
    reveal: (file) => revealed.push(file),
    trash: async (file) => {
      trashed.push(file);
      await unlink(file);
    },
    onChanged: (list) => told.push(list),
  });
  return { library, folder, rollingFolder, elsewhere, written, open, trashed, revealed, told };
}

test('those in our folders, and those elsewhere that are remembered', async () => {
  const { library, folder, rollingFolder, elsewhere, written, told } = await makeLibrary();
  await recordFile(path.join(folder, 'a.mcap'), 10);
  await recordFile(path.join(rollingFolder, 'b.mcap'), 10, true);
  await recordFile(path.join(elsewhere, 'c.ndjson'), 10);
  await writeFile(path.join(folder, 'notes.txt'), 'no capture');
  written.push(path.join(rollingFolder, 'b.mcap'));
  expect((await library.list()).map(({ name }) => name).sort()).toEqual(['a.mcap', 'b.mcap']);
  await library.remember(path.join(elsewhere, 'c.ndjson'));
  await library.remember(path.join(folder, 'a.mcap'));
  const states = Object.fromEntries((told.at(-1) ?? []).map(({ name, state }) => [name, state]));
  expect(states).toEqual({ 'a.mcap': 'whole', 'b.mcap': 'written', 'c.ndjson': 'whole' });
  expect((await library.list()).filter(({ rolling }) => rolling).map(({ name }) => name)).toEqual(['b.mcap']);
  await unlink(path.join(elsewhere, 'c.ndjson'));
  expect((await library.list()).find(({ name }) => name === 'c.ndjson')?.state).toBe('missing');
  const next = await makeLibrary();
  expect((await next.library.list()).map(({ name }) => name)).toContain('c.ndjson');
});

test('a file is read again when it has changed', async () => {
  const { library, folder } = await makeLibrary();
  await recordFile(path.join(folder, 'a.mcap'), 10, true);
  expect(await library.list()).toMatchObject([{ state: 'cut', rows: undefined }]);
  await unlink(path.join(folder, 'a.mcap'));
  await recordFile(path.join(folder, 'a.mcap'), 20);
  expect(await library.list()).toMatchObject([{ state: 'whole', rows: 20 }]);
});

test('another name: never over another file, never out of the folder', async () => {
  const { library, folder } = await makeLibrary();
  const file = path.join(folder, 'a.mcap');
  await recordFile(file, 1);
  await recordFile(path.join(folder, 'taken.mcap'), 2);
  const before = await readFile(path.join(folder, 'taken.mcap'));
  expect(await library.rename(file, 'taken')).toMatchObject({ ok: false, reason: 'file-exists' });
  expect(await readFile(path.join(folder, 'taken.mcap'))).toEqual(before);
  expect(await library.rename(file, '../../up.mcap')).toMatchObject({ ok: true, value: { name: '_.._up.mcap', rows: 1 } });
  expect(await library.rename(path.join(folder, '_.._up.mcap'), 'good')).toMatchObject({ ok: true, value: { name: 'good.mcap' } });
  expect((await readdir(folder)).sort()).toEqual(['good.mcap', 'taken.mcap']);
  expect(await library.rename(path.join(folder, 'good.mcap'), 'good.mcap')).toMatchObject({ ok: true });
});

test.each(['.', '..', ' - ', '.mcap'])('no name: %j', async (name) => {
  const { library, folder } = await makeLibrary();
  await recordFile(path.join(folder, 'a.mcap'), 1);
  const renamed = await library.rename(path.join(folder, 'a.mcap'), name);
  expect(renamed).toMatchObject({ ok: false, reason: 'bad-name' });
  expect(renamed.ok ? '' : renamed.message).toContain('is no name for a file');
  expect(await readdir(folder)).toEqual(['a.mcap']);
});

test('one that is open in a tab stays until that is closed', async () => {
  const { library, folder, open, trashed } = await makeLibrary();
  const file = path.join(folder, 'a.mcap');
  await recordFile(file, 1);
  open.push(file);
  expect(await library.remove(file)).toMatchObject({ ok: false, reason: 'is-open', message: expect.stringContaining('Close the tab first') });
  expect(trashed).toEqual([]);
  open.pop();
  expect(await library.remove(file)).toMatchObject({ ok: true });
});

test('one of the rolling buffer is kept by its name', async () => {
  const { library, folder, rollingFolder } = await makeLibrary();
  await recordFile(path.join(rollingFolder, 'demo.mcap'), 1);
  expect(await library.rename(path.join(rollingFolder, 'demo.mcap'), 'the crash')).toMatchObject({
    ok: true,
    value: { path: path.join(folder, 'the crash.mcap') },
  });
  expect(await readdir(rollingFolder)).toEqual([]);
});

test('what is not listed, is written, or is gone, is not touched', async () => {
  const { library, folder, elsewhere, written, trashed } = await makeLibrary();
  const secret = path.join(elsewhere, 'secret.mcap');
  await writeFile(secret, 'x');
  for (const refused of [await library.remove(secret), await library.rename(secret, 'mine'), await library.reveal(secret)]) {
    expect(refused).toMatchObject({ ok: false, reason: 'not-listed' });
  }
  const config = path.join(folder, 'config.txt');
  await writeFile(config, 'x');
  expect(await library.remove(config)).toMatchObject({ reason: 'not-listed' });
  const file = path.join(folder, 'a.mcap');
  await recordFile(file, 1);
  written.push(file);
  expect(await library.remove(file)).toMatchObject({ reason: 'in-use' });
  expect(await library.rename(file, 'b')).toMatchObject({ reason: 'in-use' });
  expect(await library.reveal(file)).toMatchObject({ ok: true });
  expect(await library.rename(path.join(folder, 'gone.mcap'), 'b')).toMatchObject({ reason: 'file-gone' });
  expect(trashed).toEqual([]);
});

test('goes to the trash; one that is gone is forgotten', async () => {
  const { library, folder, elsewhere, trashed, told } = await makeLibrary();
  const file = path.join(folder, 'a.mcap');
  const other = path.join(elsewhere, 'b.mcap');
  await recordFile(file, 1);
  await recordFile(other, 1);
  await library.remember(other);
  await unlink(other);
  expect(await library.remove(file)).toMatchObject({ ok: true });
  expect(await library.remove(other)).toMatchObject({ ok: true });
  expect(trashed).toEqual([file]);
  expect(told.at(-1)).toEqual([]);
});
