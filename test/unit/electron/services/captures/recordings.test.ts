import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Recording } from '../../../../../electron/contract/captures.ts';
import type { Session } from '../../../../../electron/contract/domain.ts';
import { Recordings } from '../../../../../electron/services/captures/recordings.ts';
import { FakeRows, facts, makeFeeds, report } from '../../../../support/capture-fixtures.ts';
import { makeLog } from '../../../../support/electron-fakes.ts';
import { readStream } from '../../../../support/mcap-reading.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'room-console-recordings-'));
});
afterEach(() => rm(folder, { recursive: true }));

function makeRecordings() {
  const feeds = makeFeeds();
  const { log } = makeLog();
  const told: (readonly Recording[])[] = [];
  const files: string[] = [];
  const blocked = new Set<number>();
  const clock = { now: new Date(2026, 10, 4, 9, 5, 7).getTime() };
  const world = { sessions: ['s1', 's2'].map(sessionOf) };
  const due = new Map<number, () => void>();
  let ids = 0;
  const recordings = new Recordings({
    sessions: () => world.sessions,
    sourceOf: () => facts,
    openFeed: feeds.openFeed,
    folder: path.join(folder, 'captures'),
    library: 'room-console/0',
    powerSaveBlocker: {
      start: () => {
        blocked.add((ids += 1));
        return ids;
      },
      stop: (id) => blocked.delete(id),
    },
    newId: () => `r${(ids += 1)}`,
    now: () => clock.now,
    schedule: (run) => {
      const id = (ids += 1);
      due.set(id, run);
      return () => due.delete(id);
    },
    onChanged: (list) => told.push(list),
    onFile: (file) => files.push(file),
    log,
  });
  const late = () => {
    const runs = [...due.values()];
    due.clear();
    for (const run of runs) run();
  };
  return { recordings, feeds, told, files, blocked, clock, world, late };
}

function sessionOf(id: string): Session {
  return { id, profileId: 'p', room: `room of ${id}`, role: { kind: 'observe', as: 'agent' }, identity: 'o', waitingForRoom: false };
}

const options = { sessionId: 's1', format: 'mcap', from: 'now' } as const;
const value = <T>(result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly message: string }): T =>
  result.ok ? result.value : expect.fail(result.message);

test('a file of its own in the captures folder, also for two in one second', async () => {
  const { recordings, files } = makeRecordings();
  const one = value(await recordings.start(options));
  const two = value(await recordings.start(options));
  const other = value(await recordings.start({ ...options, sessionId: 's2' }));
  expect([one, two, other].map(({ path: file }) => path.basename(file))).toEqual([
    'room of s1-2026-11-04-090507.mcap',
    'room of s1-2026-11-04-090507-2.mcap',
    'room of s2-2026-11-04-090507.mcap',
  ]);
  expect(files).toEqual([one.path, two.path, other.path]);
  expect(recordings.writtenPaths()).toEqual(files);
  await recordings.endAll();
  expect(recordings.writtenPaths()).toEqual([]);
  for (const file of files) expect(readStream(await readFile(file)).isWhole).toBe(true);
});

test('the name of a file says its format', async () => {
  const { recordings, feeds } = makeRecordings();
  const started = await recordings.start({ ...options, path: path.join(folder, 'a.ndjson') });
  expect(started).toMatchObject({ ok: true, value: { format: 'ndjson' } });
  expect(feeds.ports[0]?.request.format).toBe('ndjson');
  expect(await recordings.start({ ...options, path: path.join(folder, 'a.csv') })).toMatchObject({ reason: 'bad-format' });
  await recordings.endAll();
});

test('a room that is not open is not recorded; one that is closed no longer', async () => {
  const { recordings, world, feeds } = makeRecordings();
  expect(await recordings.start({ ...options, sessionId: 'gone' })).toMatchObject({ reason: 'session-not-found' });
  const { id } = value(await recordings.start(options));
  world.sessions = [sessionOf('s2')];
  recordings.handleSessions(world.sessions);
  await expect.poll(() => recordings.list().find((one) => one.id === id)?.state).toBe('ended');
  expect(feeds.ports[0]?.orders).toContainEqual({ type: 'stop' });
});

test('the machine is kept awake while somebody’s recording is under way', async () => {
  const { recordings, blocked } = makeRecordings();
  const rolling = value(await recordings.startRolling('s1', { folder: path.join(folder, 'rolling'), rotation: {}, from: 'memory' }));
  expect(rolling).toMatchObject({ rolling: true });
  expect(blocked.size).toBe(0);
  const one = value(await recordings.start(options));
  const two = value(await recordings.start(options));
  expect(blocked.size).toBe(1);
  await recordings.stop(one.id);
  expect(blocked.size).toBe(1);
  await recordings.stop(two.id);
  expect(blocked.size).toBe(0);
  await recordings.endAll();
});

test('the rolling buffer goes on in its own folder only', async () => {
  const { recordings, late } = makeRecordings();
  const rolling = path.join(folder, 'rolling');
  const { id, path: file } = value(await recordings.startRolling('s1', { folder: rolling, rotation: {}, from: 'memory' }));
  await rm(rolling, { recursive: true });
  late();
  await expect.poll(() => recordings.list()[0]?.state).toBe('failed');
  expect(await recordings.continue(id, path.join(folder, 'a.mcap'))).toMatchObject({ reason: 'rolling' });
  expect(value(await recordings.continue(id, undefined))).toMatchObject({ state: 'recording' });
  expect(path.dirname(value(await recordings.stop(id)).path)).toBe(path.dirname(file));
  await expect(readdir(path.join(folder, 'captures'))).rejects.toThrow();
});

test('a file that may go stays where nothing is begun', async () => {
  const { recordings, feeds } = makeRecordings();
  const file = path.join(folder, 'a.mcap');
  await writeFile(file, 'old');
  feeds.world.refusal = { type: 'refused', reason: 'bad-filter', message: 'What?' };
  expect(await recordings.start({ ...options, path: file }, true)).toMatchObject({ reason: 'bad-filter' });
  expect(await readFile(file, 'utf8')).toBe('old');
  feeds.world.refusal = undefined;
  const { id } = value(await recordings.start({ ...options, path: file }, true));
  await recordings.stop(id);
  expect(readStream(await readFile(file)).isWhole).toBe(true);
  expect(await readdir(folder)).toEqual(['a.mcap']);
});

test('figures are told at most twice a second, what matters at once', async () => {
  const { recordings, feeds, told, late } = makeRecordings();
  const { id } = value(await recordings.start(options));
  const rows = new FakeRows();
  const before = told.length;
  for (let batch = 0; batch < 5; batch += 1) feeds.ports[0]?.tell(rows.batch(2));
  await expect.poll(() => recordings.totals(id)?.rows).toBe(10);
  expect(told).toHaveLength(before);
  late();
  expect(told).toHaveLength(before + 1);
  expect(told.at(-1)).toMatchObject([{ id, rows: 10 }]);
  feeds.ports[0]?.die();
  expect(told.at(-1)).toMatchObject([{ state: 'interrupted' }]);
  recordings.handleReport(report);
  await expect.poll(() => told.at(-1)?.[0]?.state).toBe('recording');
  await recordings.endAll();
});

test('a file that is gone is noticed without a row', async () => {
  const { recordings, late } = makeRecordings();
  const { path: file } = value(await recordings.start(options));
  await rm(file);
  late();
  await expect.poll(() => recordings.list()[0]?.problem).toContain('is not in');
  await recordings.endAll();
});

test('what has ended stays in the list for a while', async () => {
  const { recordings } = makeRecordings();
  for (let made = 0; made < 25; made += 1) {
    await recordings.stop(value(await recordings.start(options)).id);
  }
  expect(recordings.list()).toHaveLength(20);
  expect(await readdir(path.join(folder, 'captures'))).toHaveLength(25);
  expect(await recordings.stop('r?')).toMatchObject({ reason: 'recording-not-found' });
  expect(await recordings.continue('r?', undefined)).toMatchObject({ reason: 'recording-not-found' });
});
