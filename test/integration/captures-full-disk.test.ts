import { execFile } from 'node:child_process';
import { mkdtemp, open, readFile, rm, stat, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FileSeries } from '../../electron/services/captures/file-series.ts';
import { Recording } from '../../electron/services/captures/recording.ts';
import { FakeRows, facts, makeFeeds } from '../support/capture-fixtures.ts';
import { readIndexed, readStream } from '../support/mcap-reading.ts';
import { smallDisk } from '../support/small-disk.ts';
import type { SmallDisk } from '../support/small-disk.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'room-console-full-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function makeRecording(file: string) {
  const { openFeed, ports } = makeFeeds();
  const now = () => Date.now();
  const onTrouble = (message: string) => expect.fail(message);
  const recording = new Recording({
    id: 'r1',
    options: { sessionId: 's1', format: 'mcap', from: 'now' },
    room: 'demo',
    rolling: false,
    files: new FileSeries({ path: file, isExact: true, format: 'mcap', library: 'room-console/0', rotation: {}, onTrouble, now }),
    openFeed,
    source: () => facts,
    now,
    schedule: () => () => undefined,
    onChanged: () => undefined,
    onTrouble,
  });
  return { recording, ports };
}

const rowsIn = async (file: string) => {
  const { messages, topics } = readStream(await readFile(file));
  return messages.filter(({ channelId }) => topics.get(channelId)?.topic !== 'room-console').map(({ sequence }) => sequence);
};

/** Sends until the recording has failed; answers how many rows were sent. */
/** Takes 400 KiB of the disk; the file is deleted to give them back. */
async function takeRoom(folder: string): Promise<string> {
  const hog = path.join(folder, 'hog');
  await writeFile(hog, Buffer.alloc(400 * 1_024));
  return hog;
}

async function fill(recording: Recording, ports: ReturnType<typeof makeFeeds>['ports'], rows: FakeRows): Promise<number> {
  while (recording.state.state !== 'failed') {
    ports[0]?.tell(rows.batch(500));
    await new Promise((resolve) => setImmediate(resolve));
  }
  return rows.totals.rows;
}

describe('a disk that is full', () => {
  let disk: SmallDisk | undefined;
  let why = '';
  beforeAll(async () => {
    const made = await smallDisk(512);
    if (made.ok) disk = made.value;
    else why = made.message;
  });
  afterAll(() => disk?.remove());

  test('is said at once, what was written is whole, and nothing is lost where it goes on elsewhere', async ({ skip }) => {
    if (disk === undefined) return skip(why);
    const file = path.join(disk.folder, 'demo.mcap');
    const { recording, ports } = makeRecording(file);
    expect(await recording.start()).toMatchObject({ ok: true });
    const rows = new FakeRows();
    const sent = await fill(recording, ports, rows);
    expect(recording.state.problem).toBe('The disk with “demo.mcap” is full. Make room on it, or go on elsewhere.');
    const kept = await rowsIn(file);
    expect(kept).toEqual([...Array(recording.state.rows).keys()]);
    expect((await stat(file)).size).toBe(recording.state.bytes);
    expect(recording.state.waitingRows).toBe(sent - kept.length);
    const elsewhere = path.join(folder, 'elsewhere.mcap');
    expect(await recording.goOn(elsewhere, () => expect.fail('not asked'))).toMatchObject({ ok: true });
    await recording.stop();
    expect(recording.state).toMatchObject({ state: 'ended', rows: sent, missingRows: 0, files: 2, problem: undefined });
    expect([...kept, ...(await rowsIn(elsewhere))]).toEqual([...Array(sent).keys()]);
    await unlink(file);
  });

  test('that has room again is gone on with, in the same file', async ({ skip }) => {
    if (disk === undefined) return skip(why);
    const file = path.join(disk.folder, 'same.mcap');
    const hog = await takeRoom(disk.folder);
    const { recording, ports } = makeRecording(file);
    await recording.start();
    const sent = await fill(recording, ports, new FakeRows());
    await unlink(hog);
    expect(await recording.goOn(undefined, () => expect.fail('not asked'))).toMatchObject({ ok: true });
    expect(recording.state).toMatchObject({ state: 'recording', rows: sent, files: 1, path: file, problem: undefined });
    await recording.stop();
    expect((await readIndexed(await readFile(file))).statistics?.messageCount).toBe(BigInt(sent + 2));
    await unlink(file);
  });

  test('goes on by itself at the end, where a place that was refused left the file as it was', async ({ skip }) => {
    if (disk === undefined) return skip(why);
    const file = path.join(disk.folder, 'refused.mcap');
    const hog = await takeRoom(disk.folder);
    const { recording, ports } = makeRecording(file);
    await recording.start();
    const sent = await fill(recording, ports, new FakeRows());
    const nowhere = path.join(disk.folder, 'nowhere', 'b.mcap');
    expect(await recording.goOn(nowhere, () => expect.fail('not asked'))).toMatchObject({ reason: 'folder-gone' });
    await unlink(hog);
    await recording.stop();
    expect(recording.state).toMatchObject({ state: 'ended', rows: sent, missingRows: 0, files: 1, problem: undefined });
    expect(await rowsIn(file)).toEqual([...Array(sent).keys()]);
    await unlink(file);
  });

  test('to the end: what is not in the file is told, and the file is read up to there', async ({ skip }) => {
    if (disk === undefined) return skip(why);
    const file = path.join(disk.folder, 'end.mcap');
    const { recording, ports } = makeRecording(file);
    await recording.start();
    const sent = await fill(recording, ports, new FakeRows());
    await recording.stop();
    const kept = await rowsIn(file);
    expect(recording.state).toMatchObject({ state: 'ended', rows: kept.length, missingRows: sent - kept.length });
    expect(recording.state.problem).toContain('is full');
  });

  test('from the start: nothing is begun, and no file is left', async ({ skip }) => {
    if (disk === undefined) return skip(why);
    const handle = await open(path.join(disk.folder, 'hog'), 'w');
    await handle.write(Buffer.alloc(1_024 * 1_024)).catch(() => undefined);
    await handle.close();
    const file = path.join(disk.folder, 'none.mcap');
    const { recording } = makeRecording(file);
    expect(await recording.start()).toMatchObject({ ok: false, reason: 'disk-full' });
    await expect(stat(file)).rejects.toThrow();
  });
});

test('a file that may not grow (ulimit -f) is said, and ends with its last whole record', async () => {
  const file = path.join(folder, 'limited.mcap');
  const script = new URL('../support/record-beyond-limit.ts', import.meta.url).pathname;
  // Of `sh`: blocks of 512 bytes.
  const { stdout } = await promisify(execFile)('sh', ['-c', 'ulimit -f 500; exec "$0" "$1" "$2"', process.execPath, script, file]);
  const { problem, rows, waiting, bytes } = JSON.parse(stdout) as { problem: string; rows: number; waiting: number; bytes: number };
  expect(problem).toContain('cannot grow');
  expect(rows).toBeGreaterThan(0);
  expect(waiting).toBe(500);
  expect((await stat(file)).size).toBe(bytes);
  expect(bytes).toBeLessThanOrEqual(256_000);
  expect(await rowsIn(file)).toEqual([...Array(rows).keys()]);
});

describe('a place that cannot be written', () => {
  test('is refused before anything begins', async ({ skip }) => {
    const { recording } = makeRecording('/proc/demo.mcap');
    const started = await recording.start();
    if (started.ok) return skip('This system lets files be made in /proc.');
    expect(started).toMatchObject({ ok: false });
    expect(started.message).toMatch(/Choose|elsewhere/);
  });
});
