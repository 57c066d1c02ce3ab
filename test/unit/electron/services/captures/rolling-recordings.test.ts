import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Recording, RollingBuffer } from '../../../../../electron/contract/captures.ts';
import { ok, refused } from '../../../../../electron/contract/result.ts';
import type { Result } from '../../../../../electron/contract/result.ts';
import {
  RollingRecordings,
  rotationOf,
  segmentsToDelete,
} from '../../../../../electron/services/captures/rolling-recordings.ts';
import { report } from '../../../../support/capture-fixtures.ts';
import { makeRecording } from '../../../../support/capture-records.ts';
import { makeLog } from '../../../../support/electron-fakes.ts';

const buffer: RollingBuffer = { on: true, mebibytes: 100, minutes: 10 };

describe('what goes', () => {
  const mebibyte = 1_048_576;
  const segment = (name: string, mebibytes: number, minutesAgo: number) => ({
    path: name,
    bytes: mebibytes * mebibyte,
    writtenAtMs: 1_000_000_000 - minutesAgo * 60_000,
  });
  const deleted = (...found: readonly ReturnType<typeof segment>[]) =>
    segmentsToDelete(found, new Set(['written']), buffer, 1_000_000_000).map((one) => one.path);

  test('nothing within the bounds', () => {
    expect(deleted(segment('a', 60, 9), segment('b', 40, 1))).toEqual([]);
  });
  test('what is too old', () => {
    expect(deleted(segment('a', 1, 11), segment('b', 1, 9))).toEqual(['a']);
  });
  test('the oldest, where it is too much', () => {
    expect(deleted(segment('b', 50, 2), segment('c', 50, 1), segment('a', 50, 3))).toEqual(['a']);
    expect(deleted(segment('b', 50, 2), segment('c', 90, 1), segment('a', 50, 3))).toEqual(['a', 'b']);
  });
  test('never what is written', () => {
    expect(deleted(segment('written', 500, 20), segment('a', 1, 1))).toEqual(['a']);
  });
});

test('a file has a tenth of size and time', () => {
  expect(rotationOf(buffer)).toEqual({ bytes: 10_485_760, ms: 60_000 });
  expect(rotationOf({ on: true, mebibytes: 64, minutes: 1 })).toEqual({ bytes: 6_710_886, ms: 10_000 });
});

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'room-console-rolling-'));
});
afterEach(() => rm(folder, { recursive: true }));

function makeRolling(stored: RollingBuffer = { ...buffer, on: false }) {
  const { log, lines } = makeLog();
  const calls: string[] = [];
  const world = { from: [] as (string | number)[], running: [] as Recording[], saves: true, start: ok(recording('s1')) as Result<Recording>, saved: stored };
  const due: (() => void)[] = [];
  const rolling = new RollingRecordings({
    recordings: {
      startRolling: (sessionId, { rotation, from }) => {
        calls.push(`start ${sessionId} ${JSON.stringify(rotation)}`);
        world.from.push(from);
        if (world.start.ok) world.running.push(recording(sessionId));
        return Promise.resolve(world.start);
      },
      stop: (id) => {
        calls.push(`stop ${id}`);
        world.running = world.running.filter((one) => one.id !== id);
        return Promise.resolve(ok(recording('s1')));
      },
      continue: (id) => {
        calls.push(`continue ${id}`);
        return Promise.resolve(ok(recording('s1')));
      },
      list: () => world.running,
      writtenPaths: () => [],
    },
    settings: {
      get rollingBuffer() {
        return world.saved;
      },
      setRollingBuffer: (given) => {
        world.saved = given;
        return Promise.resolve(world.saves);
      },
    },
    folder,
    now: () => Date.now(),
    schedule: (run) => {
      due.push(run);
      return () => void due.splice(due.indexOf(run), 1);
    },
    log,
  });
  return { rolling, world, calls, lines, due };
}

function recording(sessionId: string, state: Recording['state'] = 'recording'): Recording {
  return makeRecording({ id: `r-${sessionId}`, sessionId, room: 'demo', state, path: '', bytes: 0, rows: 0, rolling: true });
}

test('off, nothing is recorded; on, each room once', async () => {
  const { rolling, calls } = makeRolling();
  rolling.start();
  rolling.handleReport(report);
  expect(calls).toEqual([]);
  expect(await rolling.set(buffer)).toEqual(ok(buffer));
  expect(rolling.state).toEqual(buffer);
  rolling.handleReport(report);
  rolling.handleReport(report);
  await Promise.resolve();
  rolling.handleReport({ ...report, sessionId: 's2' });
  rolling.handleReport(report);
  expect(calls).toEqual(['start s1 {"bytes":10485760,"ms":60000}', 'start s2 {"bytes":10485760,"ms":60000}']);
});

test('turned off, or with other bounds, what is recorded ends', async () => {
  const { rolling, calls, world } = makeRolling(buffer);
  rolling.start();
  rolling.handleReport(report);
  await rolling.set({ ...buffer, minutes: 20 });
  expect(calls.slice(1)).toEqual(['stop r-s1']);
  rolling.handleReport(report);
  await rolling.set({ ...buffer, minutes: 20, on: false });
  expect(calls.slice(2)).toEqual(['start s1 {"bytes":10485760,"ms":120000}', 'stop r-s1']);
  // What memory holds from before is in the files already.
  expect(world.from).toEqual(['memory', expect.any(Number)]);
});

test('one that could not be saved holds for now, and that is said', async () => {
  const { rolling, world } = makeRolling();
  world.saves = false;
  expect(await rolling.set(buffer)).toMatchObject({ ok: false, reason: 'not-saved' });
  expect(rolling.state).toEqual(buffer);
});

test('old files go at the start and from time to time; what is no capture stays', async () => {
  const { rolling, due } = makeRolling(buffer);
  const old = new Date(Date.now() - 11 * 60_000);
  const make = async (name: string) => {
    await writeFile(path.join(folder, name), 'x');
    await utimes(path.join(folder, name), old, old);
  };
  await make('a.mcap');
  await make('note.txt');
  await mkdir(path.join(folder, 'folder.mcap'));
  await writeFile(path.join(folder, 'new.mcap'), 'x');
  rolling.start();
  await expect.poll(() => readdir(folder)).toEqual(['folder.mcap', 'new.mcap', 'note.txt']);
  await expect.poll(() => due.length).toBe(1);
  await make('b.mcap');
  due.splice(0)[0]?.();
  await expect.poll(() => readdir(folder)).toEqual(['folder.mcap', 'new.mcap', 'note.txt']);
  rolling.dispose();
});

test('one that failed is tried again after the old files went; one that does not begin is said once', async () => {
  const { rolling, world, calls, lines } = makeRolling(buffer);
  world.running = [recording('s1', 'failed')];
  rolling.start();
  await expect.poll(() => calls).toEqual(['continue r-s1']);
  world.start = refused('disk-full', 'The disk is full.');
  for (let times = 0; times < 3; times += 1) {
    rolling.handleReport({ ...report, sessionId: 's2' });
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(lines).toEqual(['room-console: warning: The rolling buffer is not written: The disk is full.']);
  rolling.dispose();
});
