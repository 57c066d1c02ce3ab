import { randomUUID } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { launchConsole } from '../support/app.ts';
import { readIndexed, readStream } from '../support/mcap-reading.ts';
import type { SecondClient } from '../support/second-client.ts';
import { expect, test } from './fixtures.ts';
import { CaptureRequests, textsIn } from './pages/capture-requests.ts';

/** Sends until the recording has a row: the observer is in the room then. */
async function untilRecorded(capture: CaptureRequests, id: string, sender: SecondClient): Promise<void> {
  await expect
    .poll(async () => {
      await sender.send('<hello>', { reliable: true });
      return (await textsIn((await capture.state(id)).path)).length;
    })
    .toBeGreaterThan(0);
}

test('what is recorded is in the file, which is whole when it is stopped', async ({ running, room, joinAs }) => {
  const capture = new CaptureRequests(running);
  const alice = await joinAs('alice');
  const session = await capture.observe(room);
  const { id, path } = await capture.start(session);
  await untilRecorded(capture, id, alice);
  for (let index = 0; index < 50; index += 1) await alice.send(`<${index}>`, { reliable: true, topic: 'count' });
  await expect.poll(async () => (await textsIn(path)).includes('49')).toBe(true);
  const ended = await capture.value('stopRecording', { recordingId: id });
  expect(ended).toMatchObject({ state: 'ended', missingRows: 0, problem: undefined, files: 1 });
  const bytes = await readFile(path);
  const { statistics, metadata, topics } = await readIndexed(bytes);
  expect(topics).toEqual(expect.arrayContaining(['room-console', '_reliable/in']));
  expect(Number(metadata.get('room-console.end')?.get('rows'))).toBe(ended.rows);
  expect(metadata.get('room-console')?.get('room')).toBe(room);
  expect(Number(statistics?.messageCount)).toBeGreaterThan(ended.rows);
  expect((await textsIn(path)).filter((text) => text !== 'hello')).toEqual([...Array(50).keys()].map(String));
  const { notes } = readStream(bytes);
  expect(notes[0]).toMatchObject({ type: 'session', room, role: 'observe' });
  expect(notes.some((note) => note.type === 'completeness' && !note.mismatch)).toBe(true);
  expect(notes.some((note) => note.type === 'event' && note.participant === 'alice')).toBe(true);
  const listed = await capture.value('listCaptures', undefined);
  expect(listed).toMatchObject([{ path, room, rows: ended.rows, state: 'whole', bytes: bytes.length }]);
});

test('kill -9 leaves a readable file that lacks one second at most', async ({ server, room, joinAs }) => {
  const running = await launchConsole({ server });
  const capture = new CaptureRequests(running);
  const alice = await joinAs('alice');
  const { id, path } = await capture.start(await capture.observe(room));
  await untilRecorded(capture, id, alice);
  const sentAt: number[] = [];
  const killAt = Date.now() + 2_000 + Math.random() * 1_000;
  while (Date.now() < killAt) {
    sentAt.push(Date.now());
    await alice.send(`<${sentAt.length - 1}>`, { reliable: true });
    // A load of a steady rate, that nobody on the way has to queue: the time is taken where it is sent.
    await delay(5);
  }
  const gone = new Promise((resolve) => running.app.process().once('exit', resolve));
  running.app.process().kill('SIGKILL');
  const killedAt = Date.now();
  await gone;
  const texts = new Set(await textsIn(path));
  const lost = sentAt.filter((_at, index) => !texts.has(String(index)));
  expect(sentAt.length).toBeGreaterThan(100);
  expect(killedAt - Math.min(killedAt, ...lost)).toBeLessThanOrEqual(1_000);
  expect(readStream(await readFile(path)).isWhole).toBe(false);
  await rm(running.userData, { recursive: true, force: true });
});

test('the page with the rooms crashes: the file goes on with a gap', async ({ running, room, joinAs }) => {
  const capture = new CaptureRequests(running);
  const alice = await joinAs('alice');
  const { id, path } = await capture.start(await capture.observe(room));
  await untilRecorded(capture, id, alice);
  await running.app.evaluate(({ webContents }) => {
    const page = webContents.getAllWebContents().find((contents) => contents.getURL().endsWith('/session.html'));
    page?.forcefullyCrashRenderer();
  });
  await expect.poll(async () => (await capture.state(id)).state).toBe('interrupted');
  await expect.poll(async () => (await capture.state(id)).state, { timeout: 20_000 }).toBe('recording');
  await expect
    .poll(async () => {
      await alice.send('<after>', { reliable: true });
      return (await textsIn(path)).includes('after');
    })
    .toBe(true);
  const ended = await capture.value('stopRecording', { recordingId: id });
  expect(ended).toMatchObject({ state: 'ended', files: 1, problem: undefined });
  const { notes, isWhole } = readStream(await readFile(path));
  expect(isWhole).toBe(true);
  expect(notes.filter(({ type }) => type === 'gap')).toMatchObject([{}, { toMs: expect.any(Number) }]);
  expect(await textsIn(path)).toEqual(expect.arrayContaining(['hello', 'after']));
});

test('two rooms at once, each in its own file; the application is closed with both whole', async ({ server, room, api, joinAs }) => {
  const userData = await mkdtemp(join(tmpdir(), 'room-console-e2e-two-'));
  const running = await launchConsole({ server, userData });
  const capture = new CaptureRequests(running);
  const other = `room-${randomUUID().slice(0, 8)}`;
  await api.createRoom({ name: other, emptyTimeout: 300 });
  const alice = await joinAs('alice');
  const bob = await joinAs('bob', { room: other });
  const one = await capture.start(await capture.observe(room));
  const two = await capture.start(await capture.observe(other));
  expect(one.path).not.toBe(two.path);
  await untilRecorded(capture, one.id, alice);
  await untilRecorded(capture, two.id, bob);
  for (let index = 0; index < 20; index += 1) {
    await alice.send(`<a${index}>`, { reliable: true });
    await bob.send(`<b${index}>`, { reliable: true });
  }
  await expect.poll(async () => (await textsIn(one.path)).includes('a19')).toBe(true);
  await expect.poll(async () => (await textsIn(two.path)).includes('b19')).toBe(true);
  await running.close();
  for (const [path, letter] of [[one.path, 'a'], [two.path, 'b']] as const) {
    expect(readStream(await readFile(path)).isWhole).toBe(true);
    const texts = (await textsIn(path)).filter((text) => text !== 'hello');
    expect(texts).toEqual([...Array(20).keys()].map((index) => `${letter}${index}`));
  }
  await api.deleteRoom(other);
  await rm(userData, { recursive: true, force: true });
});

test('a full disk is said at once, the room goes on, and the recording goes on elsewhere', async ({ running, room, joinAs, start }) => {
  const small = await mkdtemp(join(tmpdir(), 'room-console-small-disk-'));
  const mounted = mountSmall(small);
  test.skip(!mounted, 'A small disk can only be made by who may mount one here.');
  try {
    const capture = new CaptureRequests(running);
    const alice = await joinAs('alice');
    const page = await (await start.openEnvironment()).observe(room);
    const [session] = await capture.value('listSessions', undefined);
    const path = join(small, 'full.mcap');
    await capture.choose(path);
    const { id } = await capture.start(session?.id ?? '', { path });
    await untilRecorded(capture, id, alice);
    await alice.send('<before>', { reliable: true });
    await expect.poll(async () => (await textsIn(path)).includes('before')).toBe(true);
    await writeFile(join(small, 'hog'), Buffer.alloc(2_000_000)).catch(() => undefined);
    const noise = 'x'.repeat(10_000);
    await expect
      .poll(async () => {
        await alice.send(`<full>${noise}`, { reliable: true });
        return (await capture.state(id)).problem;
      })
      .toContain('is full');
    expect((await capture.state(id)).state).toBe('failed');
    await alice.send('the room goes on', { reliable: true });
    await expect(page.row('the room goes on')).toBeVisible();
    // Up to the last whole record.
    expect(await textsIn(path)).toContain('before');
    expect(await capture.ask('continueRecording', { recordingId: id, path: join(small, 'more.mcap') })).toMatchObject({
      ok: false,
      reason: 'not-chosen',
    });
    await capture.choose(join(small, 'more.mcap'));
    expect(await capture.ask('continueRecording', { recordingId: id, path: join(small, 'more.mcap') })).toMatchObject({
      ok: false,
      reason: 'disk-full',
    });
    const on = await capture.value('continueRecording', { recordingId: id });
    const elsewhere = on.path;
    expect(elsewhere).toContain(join(running.userData, 'captures'));
    expect(on).toMatchObject({ state: 'recording', problem: undefined });
    await alice.send('<elsewhere>', { reliable: true });
    await expect.poll(async () => (await textsIn(elsewhere)).includes('elsewhere')).toBe(true);
    const ended = await capture.value('stopRecording', { recordingId: id });
    expect(ended).toMatchObject({ state: 'ended', missingRows: 0, files: 2 });
  } finally {
    if (mounted) execFileSync('umount', [small]);
    await rm(small, { recursive: true, force: true });
  }
});

function mountSmall(folder: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
