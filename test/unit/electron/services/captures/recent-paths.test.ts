import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { RecentPaths } from '../../../../../electron/services/captures/recent-paths.ts';
import { makeLog } from '../../../../support/electron-fakes.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'room-console-recent-'));
});
afterEach(() => rm(folder, { recursive: true }));

function make() {
  const { log, lines } = makeLog();
  return { recents: new RecentPaths({ path: path.join(folder, 'captures.json'), log }), lines };
}

test('the newest first, each once, and the same at the next start', async () => {
  const { recents } = make();
  for (const file of ['/a', '/b', '/a', '/c']) await recents.add(file);
  await recents.remove('/b');
  expect(await recents.list()).toEqual(['/c', '/a']);
  expect(await make().recents.list()).toEqual(['/c', '/a']);
});

test('no more than 200', async () => {
  const { recents } = make();
  await Promise.all(Array.from({ length: 250 }, (_, index) => recents.add(`/${index}`)));
  expect(await recents.list()).toHaveLength(200);
});

test.each(['', '{', '{"version":2,"paths":[]}', '{"version":1,"paths":[1]}'])('a list that cannot be read (%s) begins anew', async (text) => {
  await writeFile(path.join(folder, 'captures.json'), text);
  const { recents, lines } = make();
  expect(await recents.list()).toEqual([]);
  expect(lines).toHaveLength(1);
  await recents.add('/a');
  expect(await readFile(path.join(folder, 'captures.json'), 'utf8')).toBe('{"version":1,"paths":["/a"]}');
});
