import { appendFile, mkdtemp, readFile, readdir, rename, rm, truncate, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RecordingOptions } from '../../../../../electron/contract/captures.ts';
import type { RecordingParts } from '../../../../../electron/services/captures/recording.ts';
import { FakeRows, facts, report } from '../../../../support/capture-fixtures.ts';
import { readIndexed, readStream } from '../../../../support/mcap-reading.ts';
import { makeRecordingIn } from './recording-fixture.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'room-console-recording-'));
});
afterEach(() => rm(folder, { recursive: true }));

function makeRecording(change: Partial<RecordingOptions> = {}, parts: Partial<RecordingParts> = {}) {
  const made = makeRecordingIn(folder, change, parts);
  return { ...made, wait: () => made.goOn().catch(() => undefined) };
}

const sequences = (bytes: Uint8Array) => {
  const { messages, topics } = readStream(bytes);
  return messages.filter(({ channelId }) => topics.get(channelId)?.topic !== 'room-console').map(({ sequence }) => sequence);
};
const noteTypes = (bytes: Uint8Array) => readStream(bytes).notes.map(({ type }) => type);

describe('from start to stop', () => {
  test('each batch is on disk before it is acknowledged, and the file is whole at the end', async () => {
    const { recording, file, rows, send, port, wait } = makeRecording();
    expect(await recording.start()).toMatchObject({ ok: true });
    expect(recording.state).toMatchObject({ state: 'recording', rows: 0, files: 1, path: file });
    send(rows.batch(3));
    expect(port().acknowledged).toBe(0);
    await wait();
    expect(port().acknowledged).toBe(1);
    expect(sequences(await readFile(file))).toEqual([0, 1, 2]);
    send(rows.batch(2));
    await recording.stop();
    expect(recording.state).toMatchObject({ state: 'ended', rows: 5, missingRows: 0, problem: undefined });
    const bytes = await readFile(file);
    expect(noteTypes(bytes)).toEqual(['session', 'end']);
    expect((await readIndexed(bytes)).metadata.get('room-console.end')?.get('rows')).toBe('5');
    expect(bytes.length).toBe(recording.state.bytes);
  });

  test('asks the log for what was chosen', async () => {
    const asked = async (change: Partial<RecordingOptions>) => {
      const { recording, port } = makeRecording(change);
      await recording.start();
      const { request } = port();
      await recording.stop();
      await unlink(path.join(folder, 'demo.mcap')).catch(() => undefined);
      return request;
    };
    expect(await asked({})).toEqual({
      sourceId: 's1',
      format: 'mcap',
      from: { sinceMs: 1_700_000_099_999 },
      until: 'stopped',
      payloads: true,
      firstNumber: 0,
    });
    expect(await asked({ from: 'memory', filter: 'in' })).toMatchObject({ from: 'oldest', filter: 'in' });
    expect(await asked({ from: 60_000 })).toMatchObject({ from: { sinceMs: 1_700_000_040_000 } });
  });

  test('a file that is there already is not touched', async () => {
    const { recording, file, port } = makeRecording();
    await writeFile(file, 'precious');
    expect(await recording.start()).toMatchObject({ ok: false, reason: 'file-exists' });
    expect(await readFile(file, 'utf8')).toBe('precious');
    expect(port().isClosed).toBe(true);
  });

  test('a filter that is none leaves no file', async () => {
    const { recording, feeds, file } = makeRecording({ filter: '((' });
    feeds.world.refusal = { type: 'refused', reason: 'bad-filter', message: 'The filter is not complete.' };
    expect(await recording.start()).toMatchObject({ reason: 'bad-filter', message: 'The filter is not complete.' });
    expect(await readdir(path.dirname(file))).toEqual([]);
  });

  test('a page that does not answer is not waited for without end', async () => {
    const { recording, feeds, late } = makeRecording({ filter: 'in' });
    feeds.world.answers = false;
    const starting = recording.start();
    late();
    expect(await starting).toMatchObject({ reason: 'no-answer' });
  });

  test('where there is nothing to refuse it goes on without the answer, and has the rows since it was asked for', async () => {
    const source = () => ({ ...facts, clockOffsetMs: 3_600_000.4 });
    const { recording, feeds, file, rows, send, port, late, wait } = makeRecording({}, { askedAtMs: 1_700_000_099_000, source });
    feeds.world.answers = false;
    const starting = recording.start();
    // There is no file yet that this could be told in.
    recording.handleReport(report);
    late();
    expect(await starting).toMatchObject({ ok: true });
    // By the clock of the rows, which the system's may have left behind.
    expect(port().request.from).toEqual({ sinceMs: 1_700_000_099_000 - 3_600_000 - 2 });
    expect(recording.state).toMatchObject({ state: 'interrupted', files: 1, problem: undefined });
    recording.handleReport(report);
    expect(feeds.ports).toHaveLength(1);
    send({ type: 'begun' });
    expect(recording.state.state).toBe('recording');
    send(rows.batch(3));
    await wait();
    expect(sequences(await readFile(file))).toEqual([0, 1, 2]);
    await recording.stop();
    expect(recording.state).toMatchObject({ state: 'ended', rows: 3, missingRows: 0 });
  });

  test('a log that is not there yet is asked again for the same rows; once it has begun, for all that a new page has', async () => {
    const { recording, feeds, port } = makeRecording();
    feeds.world.refusal = { type: 'refused', reason: 'no-source', message: 'none' };
    expect(await recording.start()).toMatchObject({ ok: true });
    feeds.world.refusal = undefined;
    recording.handleReport(report);
    expect(feeds.ports.map(({ request }) => request.from)).toEqual([{ sinceMs: 1_700_000_099_999 }, { sinceMs: 1_700_000_099_999 }]);
    await expect.poll(() => recording.state.state).toBe('recording');
    recording.handlePageGone();
    recording.handleReport(report);
    expect(port().request.from).toBe('oldest');
    await recording.stop();
  });

  test('the room was closed: what its log still had is in the file, which is whole', async () => {
    const { recording, file, rows, send } = makeRecording();
    await recording.start();
    send(rows.batch(2));
    send({ type: 'done', why: 'source-closed', totals: rows.totals });
    await recording.stop();
    expect(recording.state).toMatchObject({ state: 'ended', rows: 2 });
    expect(readStream(await readFile(file)).isWhole).toBe(true);
  });

  test('a page that hands over nothing more does not hold up the end, and that is in the file', async () => {
    const { recording, file, rows, send, port, late, wait } = makeRecording();
    await recording.start();
    send(rows.batch(2));
    send({ type: 'waiting', rows: 7, oldestMs: 3_000, left: 7 });
    await wait();
    expect(recording.state).toMatchObject({ waitingRows: 7, behindMs: 3_000 });
    port().onOrder = () => undefined;
    const stopping = recording.stop();
    await new Promise((resolve) => setImmediate(resolve));
    late();
    await stopping;
    expect(recording.state).toMatchObject({ state: 'ended', rows: 2, missingRows: 7, waitingRows: 0 });
    const { notes, isWhole } = readStream(await readFile(file));
    expect(isWhole).toBe(true);
    expect(notes.find(({ type }) => type === 'missing')).toMatchObject({ rows: 7 });
  });
});

describe('a trigger', () => {
  test('there is no file before it; what follows has no trigger any more', async () => {
    const { recording, file, rows, send, port, wait } = makeRecording({ trigger: 'topic = "alarm"' });
    await recording.start();
    expect(recording.state).toMatchObject({ state: 'armed', files: 0 });
    expect(port().request.trigger).toBe('topic = "alarm"');
    expect(await readdir(folder)).toEqual([]);
    send({ type: 'matched', time: 1_700_000_000_000 });
    send(rows.batch(2));
    await wait();
    expect(recording.state).toMatchObject({ state: 'recording', startedAtMs: 1_700_000_000_000, rows: 2 });
    port().die();
    recording.handleReport(report);
    expect(port().request).toMatchObject({ from: 'oldest', firstNumber: 2 });
    expect(port().request).not.toHaveProperty('trigger');
    await recording.stop();
    expect(sequences(await readFile(file))).toEqual([0, 1]);
  });

  test('that never comes leaves no file', async () => {
    const { recording } = makeRecording({ trigger: 'out' });
    await recording.start();
    await recording.stop();
    expect(recording.state).toMatchObject({ state: 'ended', files: 0, rows: 0 });
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('rotation', () => {
  test('by size: the next file counts on, and begins with who records, and who was there', async () => {
    const { recording, file, rows, send, wait } = makeRecording({ rotation: { bytes: 1_048_576 } });
    await recording.start();
    send(rows.batch(1, { type: 'context', ownIdentity: 'me', ownSid: 'PA_1', participants: { PA_2: 'alice' } }));
    while (recording.state.files < 2) {
      send(rows.batch(5_000));
      await wait();
    }
    await recording.stop();
    const first = await readFile(file);
    const second = await readFile(path.join(folder, 'demo-2.mcap'));
    expect(recording.state).toMatchObject({ files: 2, path: path.join(folder, 'demo-2.mcap'), bytes: first.length + second.length });
    expect([...sequences(first), ...sequences(second)]).toEqual([...Array(recording.state.rows).keys()]);
    expect(noteTypes(second)).toEqual(['session', 'context', 'end']);
    const ends = [first, second].map((bytes) => Number(readStream(bytes).metadata.get('room-console.end')?.get('rows')));
    expect(ends.reduce((sum, count) => sum + count, 0)).toBe(recording.state.rows);
    expect(readStream(second).metadata.get('room-console')?.get('firstNumber')).toBe(String(ends[0]));
  });

  test('by time: a file whose time has run out is whole at once, and the next begins with the next row', async () => {
    const { recording, rows, send, wait, clock, file } = makeRecording({ rotation: { ms: 10_000 } });
    await recording.start();
    send(rows.batch(1));
    await wait();
    clock.now += 10_000;
    recording.tick();
    await wait();
    expect(readStream(await readFile(file)).isWhole).toBe(true);
    expect(recording.state).toMatchObject({ files: 1, state: 'recording' });
    send(rows.batch(1));
    await wait();
    expect(recording.state).toMatchObject({ files: 2, rows: 2 });
    await recording.stop();
  });
});

describe('the page that holds the log ends', () => {
  test('the file goes on with a gap when the room is joined again', async () => {
    const { recording, feeds, file, rows, send, port, clock, wait } = makeRecording();
    await recording.start();
    send(rows.batch(3));
    send({ type: 'waiting', rows: 2, oldestMs: 500, left: 2 });
    await wait();
    feeds.world.isThere = false;
    port().die();
    expect(recording.state).toMatchObject({ state: 'interrupted', missingRows: 2 });
    recording.handleReport({ ...report, state: 'joining' });
    expect(recording.state.state).toBe('interrupted');
    feeds.world.isThere = true;
    clock.now += 4_000;
    recording.handleReport({ ...report, state: 'connected' });
    expect(port().request).toMatchObject({ from: 'oldest', firstNumber: 3 });
    await wait();
    expect(recording.state.state).toBe('recording');
    send(new FakeRows(1_700_000_200_000, 3).batch(2));
    await recording.stop();
    const { notes } = readStream(await readFile(file));
    expect(sequences(await readFile(file))).toEqual([0, 1, 2, 3, 4]);
    expect(recording.state).toMatchObject({ rows: 5, files: 1, missingRows: 2, state: 'ended' });
    expect(notes.filter(({ type }) => type === 'gap' || type === 'missing')).toMatchObject([
      { type: 'gap', fromMs: 1_700_000_099_800 },
      { type: 'missing', rows: 2 },
      { type: 'gap', fromMs: 1_700_000_099_800, toMs: 1_700_000_104_000 },
    ]);
  });

  test('a connection that is lost at the end is a gap in the file', async () => {
    const { recording, file, rows, send } = makeRecording();
    await recording.start();
    send(rows.batch(3));
    recording.handleReport({ ...report, state: 'resuming', interruptedSinceMs: 1_700_000_100_000.4, clockOffsetMs: 5 });
    await recording.stop();
    const { notes, isWhole } = readStream(await readFile(file));
    expect(isWhole).toBe(true);
    const gaps = notes.filter(({ type }) => type === 'gap');
    expect(gaps).toEqual([{ type: 'gap', fromMs: 1_700_000_100_005, why: expect.stringContaining('lost when the recording was ended') }]);
  });

  test('a connection that came back, or a room that is over, is no gap at the end', async () => {
    const { recording, file, rows, send } = makeRecording();
    await recording.start();
    send(rows.batch(3));
    recording.handleReport({ ...report, state: 'resuming', interruptedSinceMs: 1_700_000_100_000 });
    recording.handleReport({ ...report, state: 'connected' });
    recording.handleReport({ ...report, state: 'disconnected' });
    await recording.stop();
    expect(noteTypes(await readFile(file))).not.toContain('gap');
  });

  test('stopping meanwhile makes the file whole', async () => {
    const { recording, feeds, file, rows, send } = makeRecording();
    await recording.start();
    send(rows.batch(3));
    feeds.world.isThere = false;
    recording.handlePageGone();
    await recording.stop();
    expect(readStream(await readFile(file)).isWhole).toBe(true);
    expect(recording.state).toMatchObject({ state: 'ended', rows: 3 });
  });

  test('a log that is not there yet is asked for again with the next report', async () => {
    const { recording, feeds } = makeRecording();
    feeds.world.refusal = { type: 'refused', reason: 'no-source', message: 'not open' };
    expect(await recording.start()).toMatchObject({ ok: true });
    expect(recording.state.state).toBe('interrupted');
    feeds.world.refusal = undefined;
    recording.handleReport(report);
    await new Promise((resolve) => setImmediate(resolve));
    expect(recording.state.state).toBe('recording');
    await recording.stop();
  });
});

describe('somebody else’s hand in the file', () => {
  test.each<[string, (file: string) => Promise<void>, string]>([
    ['deleted', (file) => unlink(file), 'is not in'],
    ['moved', (file) => rename(file, `${file}.away`), 'is not in'],
    ['its folder moved', () => rename(folder, `${folder}-away`), 'is not in'],
    ['cut', (file) => truncate(file, 100), 'somebody else cut it'],
    ['written to', (file) => appendFile(file, 'x'), 'somebody else wrote to it'],
    ['replaced', (file) => unlink(file).then(() => writeFile(file, 'other')), 'is not in'],
  ])('%s: said at once, nothing is acknowledged, and it goes on elsewhere', async (what, harm, words) => {
    const { recording, file, rows, send, port, wait } = makeRecording();
    const elsewhere = await mkdtemp(path.join(tmpdir(), 'room-console-elsewhere-'));
    await recording.start();
    send(rows.batch(2));
    await wait();
    await harm(file);
    recording.tick();
    await expect.poll(() => recording.state.problem).toContain(words);
    expect(recording.state.state).toBe('failed');
    send(rows.batch(3));
    send(rows.batch(1));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(port().acknowledged).toBe(1);
    expect(recording.state).toMatchObject({ rows: 2, waitingRows: 4, missingRows: 0 });
    const target = path.join(elsewhere, 'next.mcap');
    expect(await recording.goOn(target, () => expect.fail('not asked'))).toMatchObject({ ok: true });
    expect(recording.state).toMatchObject({ state: 'recording', path: target, rows: 6, waitingRows: 0, problem: undefined });
    expect(port().acknowledged).toBe(3);
    await recording.stop();
    expect(sequences(await readFile(target))).toEqual([2, 3, 4, 5]);
    if (what === 'replaced') expect(await readFile(file, 'utf8')).toBe('other');
    await rm(elsewhere, { recursive: true });
    if (what === 'its folder moved') await rename(`${folder}-away`, folder);
  });

  test('without a place it goes on beside the file, and where that folder is gone, in the fallback', async () => {
    const { recording, file, rows, send, wait } = makeRecording();
    await recording.start();
    send(rows.batch(1));
    await wait();
    await truncate(file, 10);
    recording.tick();
    await expect.poll(() => recording.state.state).toBe('failed');
    expect(await recording.goOn(undefined, () => expect.fail('not asked'))).toMatchObject({ ok: true });
    expect(recording.state.path).toBe(path.join(folder, 'demo-2.mcap'));
    await rename(folder, `${folder}-away`);
    recording.tick();
    await expect.poll(() => recording.state.state).toBe('failed');
    const fallback = await mkdtemp(path.join(tmpdir(), 'room-console-fallback-'));
    expect(await recording.goOn(undefined, () => Promise.resolve(path.join(fallback, 'x.mcap')))).toMatchObject({ ok: true });
    expect(recording.state).toMatchObject({ state: 'recording', files: 3 });
    await recording.stop();
    await rename(`${folder}-away`, folder);
    await rm(fallback, { recursive: true });
  });

  test('a place that does not do leaves it as it is', async () => {
    const { recording, file, rows, send, wait } = makeRecording();
    await recording.start();
    send(rows.batch(1));
    await wait();
    await unlink(file).catch(() => undefined);
    recording.tick();
    await expect.poll(() => recording.state.state).toBe('failed');
    const refused = await recording.goOn(path.join(folder, 'nowhere', 'x.mcap'), () => expect.fail('not asked'));
    expect(refused).toMatchObject({ ok: false, reason: 'folder-gone' });
    expect(recording.state.state).toBe('failed');
    await recording.stop();
    expect(recording.state).toMatchObject({ state: 'ended' });
    expect(recording.state.problem).toContain('is not in');
  });
});

test('the counts are noted when they change, at most every 10 s, and at the end', async () => {
  const { recording, file, clock, wait } = makeRecording();
  await recording.start();
  const count = (received: number) => recording.handleReport({ ...report, completeness: { ...report.completeness, received } });
  count(1);
  count(2);
  clock.now += 10_000;
  count(3);
  clock.now += 10_000;
  count(3);
  count(4);
  await wait();
  await recording.stop();
  const received = readStream(await readFile(file)).notes.map((note) => (note.type === 'completeness' ? note.received : 0));
  expect(received.filter((one) => one > 0)).toEqual([1, 3, 4, 4]);
});
