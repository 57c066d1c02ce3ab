import { mkdtemp, readFile, readdir, rm, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ExportOptions, ExportState } from '../../../../../electron/contract/captures.ts';
import { Exports } from '../../../../../electron/services/captures/exports.ts';
import { FakeRows, facts, makeFeeds } from '../../../../support/capture-fixtures.ts';
import { makeLog } from '../../../../support/electron-fakes.ts';
import { readStream } from '../../../../support/mcap-reading.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'room-console-exports-'));
});
afterEach(() => rm(folder, { recursive: true }));

function makeExports() {
  const feeds = makeFeeds();
  const { log } = makeLog();
  const told: (readonly ExportState[])[] = [];
  const files: string[] = [];
  let ids = 0;
  const exports = new Exports({
    openFeed: feeds.openFeed,
    sourceOf: () => Promise.resolve(facts),
    openPaths: () => [path.join(folder, 'open.mcap')],
    library: 'room-console/0',
    newId: () => `e${(ids += 1)}`,
    now: () => 1_700_000_100_000,
    schedule: () => () => undefined,
    onChanged: (list) => told.push(list),
    onFile: (file) => files.push(file),
    log,
  });
  const file = path.join(folder, 'out.mcap');
  const options: ExportOptions = { sourceId: 's1', format: 'mcap', path: file, payloads: true };
  return { exports, feeds, told, files, file, options };
}

const state = (exports: Exports) => exports.list()[0]?.state;

test('all that is asked for, and then the file is whole', async () => {
  const { exports, feeds, file, files, options } = makeExports();
  const rows: [number, number][] = [[3, 5]];
  expect(await exports.start({ ...options, filter: 'in', rows, payloads: false })).toMatchObject({
    ok: true,
    value: { id: 'e1', state: 'running', rows: 0, left: undefined },
  });
  expect(feeds.ports[0]?.request).toEqual({
    sourceId: 's1',
    format: 'mcap',
    filter: 'in',
    rows,
    from: 'oldest',
    until: 'here',
    payloads: false,
    firstNumber: 0,
  });
  const source = new FakeRows();
  feeds.ports[0]?.tell(source.batch(3));
  feeds.ports[0]?.tell({ type: 'waiting', rows: 7, oldestMs: 0, left: 7 });
  expect(exports.list()).toMatchObject([{ left: 7 }]);
  feeds.ports[0]?.tell({ type: 'done', why: 'here', totals: source.totals });
  await expect.poll(() => state(exports)).toBe('done');
  expect(exports.list()).toMatchObject([{ rows: 3, left: 0, problem: undefined, bytes: (await readFile(file)).length }]);
  const { notes, isWhole, metadata } = readStream(await readFile(file));
  expect(isWhole).toBe(true);
  expect(notes[0]).toMatchObject({ type: 'session', filter: 'in', payloads: false });
  expect(metadata.get('room-console')?.get('payloads')).toBe('left out');
  expect(files).toEqual([file]);
});

test('of a capture that is not whole it is done, and says what is not in it', async () => {
  const { exports, feeds, options } = makeExports();
  await exports.start(options);
  const source = new FakeRows();
  feeds.ports[0]?.tell(source.batch(3));
  const doubts = ['One.', 'Two.', 'Three.', 'Four.'];
  const capture = { isOurs: true, doubts, gaps: 0 };
  feeds.ports[0]?.tell({ type: 'done', why: 'here', totals: source.totals, problem: 'The file is cut.', capture });
  await expect.poll(() => state(exports)).toBe('done');
  expect(exports.list()[0]?.problem).toBe('The file is cut. One. Two. And 2 more of this kind; the file says which.');
});

test('the last minutes', async () => {
  const { exports, feeds, options } = makeExports();
  await exports.start({ ...options, sinceMs: 1_700_000_000_000 });
  expect(feeds.ports[0]?.request.from).toEqual({ sinceMs: 1_700_000_000_000 });
  await exports.endAll();
});

test('cancelled, nothing is left of it', async () => {
  const { exports, feeds, options, files } = makeExports();
  await exports.start(options);
  feeds.ports[0]?.tell(new FakeRows().batch(3));
  expect(await exports.cancel('e1')).toMatchObject({ ok: true, value: { state: 'cancelled' } });
  expect(await readdir(folder)).toEqual([]);
  expect(feeds.ports[0]?.isClosed).toBe(true);
  expect(files).toEqual([]);
  expect(await exports.cancel('e2')).toMatchObject({ reason: 'export-not-found' });
  expect(await exports.cancel('e1')).toMatchObject({ value: { state: 'cancelled' } });
});

test.each([
  ['the page ends', 'gone', 'page that holds the log ended'],
  ['the room is closed', 'closed', 'was closed before all of it was written'],
])('%s: it failed, with why, and nothing half is left', async (_what, how, words) => {
  const { exports, feeds, options } = makeExports();
  await exports.start(options);
  const source = new FakeRows();
  feeds.ports[0]?.tell(source.batch(3));
  if (how === 'gone') exports.handlePageGone();
  else feeds.ports[0]?.tell({ type: 'done', why: 'source-closed', totals: source.totals });
  await expect.poll(() => state(exports)).toBe('failed');
  expect(exports.list()[0]?.problem).toContain(words);
  expect(await readdir(folder)).toEqual([]);
});

test('a file that somebody deleted while it was written is not made anew', async () => {
  const { exports, feeds, options, file } = makeExports();
  await exports.start(options);
  await unlink(file);
  feeds.ports[0]?.tell(new FakeRows().batch(3));
  await expect.poll(() => state(exports)).toBe('failed');
  expect(exports.list()[0]?.problem).toContain('is not in');
  expect(await readdir(folder)).toEqual([]);
});

test('a file that is there already is not touched, a filter that is none leaves none, and so does a log that is gone', async () => {
  const { exports, feeds, options, file, told } = makeExports();
  await writeFile(file, 'precious');
  expect(await exports.start(options)).toMatchObject({ reason: 'file-exists' });
  expect(await readFile(file, 'utf8')).toBe('precious');
  await unlink(file);
  feeds.world.refusal = { type: 'refused', reason: 'bad-filter', message: 'What?' };
  expect(await exports.start(options)).toMatchObject({ reason: 'bad-filter', message: 'What?' });
  feeds.world.refusal = { type: 'refused', reason: 'no-source', message: 'none' };
  expect(await exports.start(options)).toMatchObject({ reason: 'no-source' });
  feeds.world.isThere = false;
  expect(await exports.start(options)).toMatchObject({ reason: 'no-source' });
  expect(await readdir(folder)).toEqual([]);
  expect(told).toEqual([]);
  expect(exports.list()).toEqual([]);
});

test('a file that may go stays until the new one is whole, also where that fails', async () => {
  const { exports, feeds, options, file, files } = makeExports();
  await writeFile(file, 'old');
  for (const word of ['cancelled', 'failed', 'done']) {
    const { id } = (await exports.start(options, true).then((started) => (started.ok ? started.value : expect.fail())));
    expect(exports.writtenPaths()).toEqual([file]);
    const source = new FakeRows();
    const port = feeds.ports.at(-1);
    port?.tell(source.batch(3));
    await expect.poll(() => exports.list().at(-1)?.rows).toBe(3);
    expect(await readFile(file, 'utf8')).toBe('old');
    if (word === 'cancelled') await exports.cancel(id);
    if (word === 'failed') exports.handlePageGone();
    if (word === 'done') port?.tell({ type: 'done', why: 'here', totals: source.totals });
    await expect.poll(() => exports.list().at(-1)?.state).toBe(word);
    expect(await readdir(folder)).toEqual(['out.mcap']);
    if (word !== 'done') expect(await readFile(file, 'utf8')).toBe('old');
  }
  expect(readStream(await readFile(file)).isWhole).toBe(true);
  expect(files).toEqual([file]);
});

test('a capture that is open is not replaced', async () => {
  const { exports, options } = makeExports();
  const open = path.join(folder, 'open.mcap');
  await writeFile(open, 'precious');
  expect(await exports.start({ ...options, path: open }, true)).toMatchObject({ ok: false, reason: 'is-open' });
  expect(await readFile(open, 'utf8')).toBe('precious');
});
