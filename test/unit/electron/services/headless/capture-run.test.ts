import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { BatchWriter, recordKinds } from '../../../../../electron/contract/feed-batch.ts';
import type { ExportOptions, ExportState, OpenCapture } from '../../../../../electron/contract/captures.ts';
import { ok, refused } from '../../../../../electron/contract/result.ts';
import { noTotals } from '../../../../../electron/services/captures/feed-totals.ts';
import { CaptureRun } from '../../../../../electron/services/headless/capture-run.ts';
import type { CaptureRunOptions } from '../../../../../electron/services/headless/capture-run.ts';
import type { CapturePlan } from '../../../../../electron/services/headless/plan.ts';
import { makeFeeds, makeSchedule, settled } from '../../../../support/headless-fakes.ts';
import type { FakeFeed } from '../../../../support/headless-fakes.ts';

const plan: CapturePlan = { kind: 'capture', path: '/a.mcap', rows: false, json: true };
const capture: OpenCapture = { id: 'c1', path: '/a.mcap', name: 'a', format: 'mcap', bytes: 10 };
const running: ExportState = {
  id: 'e1',
  path: '/b.csv',
  state: 'running',
  rows: 0,
  left: undefined,
  bytes: 0,
  problem: undefined,
};

function makeRun(change: Partial<CapturePlan> = {}, more: Partial<CaptureRunOptions> = {}) {
  const feeds = makeFeeds();
  const { schedule, now } = makeSchedule();
  const world = { written: '', exported: [] as ExportOptions[], cancelled: [] as string[], replaces: false };
  const run = new CaptureRun({
    plan: { ...plan, ...change },
    checkFilter: async (filter) => (filter === 'bad' ? 'There is no such field.' : undefined),
    open: async () => ok(capture),
    exports: {
      start: async (options, replaces) => {
        world.exported.push(options);
        world.replaces = replaces;
        return ok(running);
      },
      cancel: async (id) => {
        world.cancelled.push(id);
        return ok({ ...running, state: 'cancelled' });
      },
    },
    openFeed: feeds.openFeed,
    sink: {
      write: async (bytes) => {
        world.written += new TextDecoder().decode(bytes);
        return true;
      },
    },
    schedule,
    now,
    ...more,
  });
  return { run, feeds, world };
}

/** The newest feed says that so many rows match, and is done. */
async function finish(feed: FakeFeed | undefined, rows: number, problem?: string): Promise<void> {
  feed?.tell({ type: 'done', why: 'here', totals: { ...noTotals, rows, in: rows }, problem });
  await settled();
}

test('counts the rows that match', async () => {
  const { run, feeds } = makeRun({ filter: 'in' });
  const ended = run.run();
  await settled();
  expect(feeds.real()[0]?.request).toMatchObject({ sourceId: 'c1', filter: 'in', until: 'here', payloads: false });
  await finish(feeds.real()[0], 4);
  expect(await ended).toMatchObject({
    exitCode: 0,
    words: [],
    summary: { recorded: 4, in: 4, capture: '/a.mcap', file: null, completeness: null },
  });
});

test('prints the rows that match, and nothing else of a batch', async () => {
  const { run, feeds, world } = makeRun({ rows: true, json: false });
  const ended = run.run();
  await settled();
  const [feed] = feeds.real();
  if (feed === undefined) throw new Error('no feed');
  expect(feed.request.format).toBe('ndjson');
  const batch = new BatchWriter();
  const encoder = new TextEncoder();
  batch.add(recordKinds.text, 0, 0, 0, encoder.encode('{"a":1}\n'));
  batch.add(recordKinds.note, 0, 0, 0, encoder.encode('{"note":1}'));
  batch.add(recordKinds.text, 0, 0, 0, encoder.encode('{"b":1}\n{"c":1}\n'));
  feeds.batch(feed, 1, { rows: 3 }, batch.take());
  await finish(feed, 3);
  expect(await ended).toMatchObject({ exitCode: 0, summary: { recorded: 3 } });
  expect(world.written).toBe('{"a":1}\n{"b":1}\n{"c":1}\n');
});

test('expects rows', async () => {
  for (const [rows, exitCode] of [
    [2, 0],
    [1, 5],
  ] as const) {
    const { run, feeds } = makeRun({ expect: { filter: 'x', count: 2 } });
    const ended = run.run();
    await settled();
    await finish(feeds.real()[0], 9);
    await finish(feeds.real()[1], rows);
    expect(await ended).toMatchObject({ exitCode, summary: { recorded: 9, matched: rows } });
  }
});

test('exports what matches, and waits until it is written', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'room-console-test-'));
  const path = join(folder, 'b.csv');
  await writeFile(path, 'old');
  const { run, feeds, world } = makeRun({ filter: 'in', export: { path, format: 'csv', overwrite: true, payloads: false } });
  const ended = run.run();
  await settled();
  await finish(feeds.real()[0], 2);
  await settled();
  await expect.poll(() => world.exported).toEqual([{ sourceId: 'c1', format: 'csv', path, payloads: false, filter: 'in' }]);
  // Until the new one is whole.
  expect(world.replaces).toBe(true);
  expect(await readFile(path, 'utf8')).toBe('old');
  run.handleExports([{ ...running, id: 'another', state: 'failed' }, running]);
  run.handleExports([{ ...running, state: 'done', rows: 2 }]);
  expect(await ended).toMatchObject({ exitCode: 0, summary: { recorded: 2, file: path } });
  await rm(folder, { recursive: true });
});

test('an export that fails is a failure, with its reason', async () => {
  const out = { path: '/x/b.csv', format: 'csv', overwrite: false, payloads: true } as const;
  const { run, feeds } = makeRun({ export: out });
  const ended = run.run();
  await settled();
  await finish(feeds.real()[0], 2);
  run.handleExports([{ ...running, state: 'failed', problem: 'The disk is full.' }]);
  expect(await ended).toMatchObject({ exitCode: 1, words: ['The disk is full.'] });
});

test('a file that is cut is looked through up to there, and that is said', async () => {
  const { run, feeds } = makeRun();
  const ended = run.run();
  await settled();
  await finish(feeds.real()[0], 2, 'It ends in the middle of a record.');
  expect(await ended).toMatchObject({
    exitCode: 3,
    words: ['It ends in the middle of a record.'],
    summary: { recorded: 2, reasons: ['It ends in the middle of a record.'] },
  });
});

test('the counts of a file that is cut are not said to agree', async () => {
  const { run, feeds } = makeRun();
  const ended = run.run();
  await settled();
  const completeness = { received: 3, sent: 0, browserReceived: 3, browserSent: 0, unverified: 0, mismatch: false };
  const capture = { isOurs: true, doubts: [], gaps: 0, completeness };
  feeds.real()[0]?.tell({ type: 'done', why: 'here', totals: { ...noTotals, rows: 3, in: 3 }, problem: 'It is cut.', capture });
  expect(await ended).toMatchObject({ exitCode: 3, summary: { completeness: { verdict: 'unverified' } } });
});

test('rows that standard output did not take are not counted', async () => {
  const { run, feeds } = makeRun({ rows: true, json: false }, { sink: { write: async () => false } });
  const ended = run.run();
  await settled();
  const [feed] = feeds.real();
  if (feed === undefined) throw new Error('no feed');
  feeds.batch(feed, 1, { rows: 3 });
  run.handleOutputEnd({ kind: 'failed', message: 'full' });
  expect(await ended).toMatchObject({ exitCode: 1, words: ['full'], summary: { recorded: 0 } });
});

test('one with nothing in it that could be read was wrong to give, whatever the filter', async () => {
  const { run, feeds } = makeRun({ filter: 'in' });
  const ended = run.run();
  await settled();
  await finish(feeds.real()[0], 0, 'This is no MCAP file.');
  expect(feeds.real()[1]?.request).not.toHaveProperty('filter');
  await finish(feeds.real()[1], 0, 'This is no MCAP file.');
  expect(await ended).toMatchObject({ exitCode: 2, words: ['This is no MCAP file.'] });
  const cut = makeRun({ filter: 'in' });
  const over = cut.run.run();
  await settled();
  await finish(cut.feeds.real()[0], 0, 'It is cut.');
  await finish(cut.feeds.real()[1], 3, 'It is cut.');
  expect(await over).toMatchObject({ exitCode: 3, summary: { recorded: 0 } });
});

test('a file that does not open, or a filter that is none, is wrong usage', async () => {
  const closed = makeRun({}, { open: async () => refused('missing', 'There is no such file.') });
  expect(await closed.run.run()).toMatchObject({ exitCode: 2, words: ['There is no such file.'] });
  expect(await makeRun({ filter: 'bad' }).run.run()).toMatchObject({ exitCode: 2 });
});

test('stopped before its end it is not whole; where the reader has seen enough that is well', async () => {
  const stopped = makeRun();
  const ended = stopped.run.run();
  await settled();
  stopped.run.stop();
  expect(await ended).toMatchObject({ exitCode: 1, words: ['It was stopped before the end.'] });
  expect(stopped.feeds.real()[0]?.closed).toBe(true);
  const closed = makeRun({ rows: true });
  const over = closed.run.run();
  await settled();
  closed.run.handleOutputEnd({ kind: 'closed' });
  expect(await over).toMatchObject({ exitCode: 0, words: [] });
});

test('a capture that is damaged is read in part, and says why', async () => {
  const { run, feeds } = makeRun();
  const ended = run.run();
  await settled();
  const completeness = { received: 3, sent: 0, browserReceived: 3, browserSent: 0, unverified: 0, mismatch: false };
  feeds.real()[0]?.tell({
    type: 'done',
    why: 'here',
    totals: { ...noTotals, missing: 2 },
    capture: { isOurs: true, doubts: ['1 place of the file is damaged.', 'Where, and what to do.'], gaps: 1, completeness },
  });
  expect(await ended).toMatchObject({
    exitCode: 3,
    words: ['1 place of the file is damaged.', 'Where, and what to do.'],
    summary: {
      missing: 2,
      gaps: 1,
      completeness: { verdict: 'mismatch', of: 'recording', received: 3, browserReceived: 3, sampledReceived: null },
      reasons: ['1 place of the file is damaged.', 'Where, and what to do.'],
    },
  });
});
