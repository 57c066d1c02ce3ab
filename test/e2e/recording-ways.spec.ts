import { readFile, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { rowsIn } from '../support/headless.ts';
import { readStream } from '../support/mcap-reading.ts';
import type { SecondClient } from '../support/second-client.ts';
import { expect, test } from './fixtures.ts';
import { CaptureRequests, textsIn } from './pages/capture-requests.ts';

/** The observer is in the room, and its page hands over what comes. */
async function untilObserved(capture: CaptureRequests, session: string, sender: SecondClient): Promise<void> {
  const { id, path } = await capture.start(session, { from: 'now' });
  await expect
    .poll(async () => {
      await sender.send('<hello>', { reliable: true });
      return (await textsIn(path)).length;
    })
    .toBeGreaterThan(0);
  await capture.value('stopRecording', { recordingId: id });
}

/** All files of a recording, the oldest first. */
async function filesBeside(path: string): Promise<readonly string[]> {
  const [, stem = ''] = /^(.+?)(?:-\d+)?\.mcap$/.exec(path) ?? [];
  const names = (await readdir(dirname(path))).map((name) => join(dirname(path), name)).filter((name) => name.startsWith(stem));
  return names.sort((a, b) => a.length - b.length || a.localeCompare(b));
}

test('a new file after so many bytes: each whole by itself, no row twice or in none', async ({ running, room, joinAs }) => {
  const capture = new CaptureRequests(running);
  const alice = await joinAs('alice');
  const session = await capture.observe(room);
  await untilObserved(capture, session, alice);
  const path = join(running.userData, 'rotated.mcap');
  await capture.choose(path);
  const { id } = await capture.start(session, { path, from: 'now', rotation: { bytes: 1_048_576 } });
  // A recording says no more than there is, so each part is awaited: two files are full by their size alone.
  const noise = 'x'.repeat(14_000);
  let sent = 0;
  await expect
    .poll(
      async () => {
        for (const until = sent + 20; sent < until; sent += 1) await alice.send(`<${sent}>${noise}`, { reliable: true });
        return (await capture.state(id)).files;
      },
      { timeout: 40_000 },
    )
    .toBeGreaterThanOrEqual(3);
  await alice.send('<last>', { reliable: true });
  const newest = async (): Promise<string> => (await capture.state(id)).path;
  await expect.poll(async () => (await textsIn(await newest())).includes('last')).toBe(true);
  const ended = await capture.value('stopRecording', { recordingId: id });
  const files = await filesBeside(path);
  expect(files).toHaveLength(ended.files);
  expect(files.slice(0, 2)).toEqual([path, path.replace('.mcap', '-2.mcap')]);
  const texts: string[] = [];
  for (const file of files) {
    const bytes = await readFile(file);
    const { isWhole, notes } = readStream(bytes);
    expect([isWhole, notes[0]?.type, notes.at(-1)?.type]).toEqual([true, 'session', 'end']);
    // One batch beyond the bound at the most.
    expect(bytes.length).toBeLessThan(1_048_576 + 700_000);
    texts.push(...(await textsIn(file)));
  }
  expect(texts).toEqual([...Array.from({ length: sent }, (_, index) => String(index)), 'last']);
});

test('a new file after a time, and one that nothing comes to is whole when its time has run out', async ({ running, room, joinAs }) => {
  const capture = new CaptureRequests(running);
  const alice = await joinAs('alice');
  const session = await capture.observe(room);
  await untilObserved(capture, session, alice);
  const { id, path } = await capture.start(session, { from: 'now', rotation: { ms: 10_000 } });
  await alice.send('<first>', { reliable: true });
  await expect.poll(async () => (await textsIn(path)).includes('first')).toBe(true);
  expect(readStream(await readFile(path)).isWhole).toBe(false);
  await expect.poll(async () => readStream(await readFile(path)).isWhole, { timeout: 20_000 }).toBe(true);
  expect((await capture.state(id)).files).toBe(1);
  await alice.send('<second>', { reliable: true });
  await expect.poll(async () => (await capture.state(id)).files).toBe(2);
  const { path: second } = await capture.state(id);
  await expect.poll(() => textsIn(second)).toEqual(['second']);
  expect(await capture.value('stopRecording', { recordingId: id })).toMatchObject({ state: 'ended', missingRows: 0 });
  expect(await textsIn(path)).toEqual(['first']);
  expect(readStream(await readFile(second)).isWhole).toBe(true);
});

test('a name that ends with .ndjson makes lines, whatever was chosen before', async ({ running, room, joinAs }) => {
  const capture = new CaptureRequests(running);
  const alice = await joinAs('alice');
  const session = await capture.observe(room);
  await untilObserved(capture, session, alice);
  const path = join(running.userData, 'lines.ndjson');
  await capture.choose(path);
  const { id, format } = await capture.start(session, { path, from: 'now', format: 'mcap' });
  expect(format).toBe('ndjson');
  await alice.send('hi', { reliable: true, topic: 'chat' });
  const sent = async () => rowsIn(await readFile(path, 'utf8')).filter(({ direction }) => direction !== undefined);
  await expect.poll(async () => (await sent()).length).toBe(1);
  expect(await sent()).toMatchObject([
    {
      direction: 'in', kind: 'reliable', case: 'user', topic: 'chat', payload: 'hi', payloadEncoding: 'utf8',
      sender: { identity: 'alice' }, flags: [], time: expect.stringMatching(/^\d{4}-.*\.\d{6}Z$/), packet: expect.any(String),
    },
  ]);
  await capture.value('stopRecording', { recordingId: id });
  const [first] = await capture.value('listCaptures', undefined);
  expect((await capture.value('listCaptures', undefined)).map(({ format: as }) => as)).toContain('ndjson');
  expect(first).toBeDefined();
  const table = join(running.userData, 'table.csv');
  await capture.choose(table);
  expect(await capture.ask('startRecording', { sessionId: session, format: 'mcap', from: 'now', path: table })).toMatchObject({
    ok: false,
    reason: 'bad-format',
  });
});

test('a row that matches starts a recording, and is the first in it', async ({ running, room, joinAs }) => {
  const capture = new CaptureRequests(running);
  const alice = await joinAs('alice');
  const session = await capture.observe(room);
  await untilObserved(capture, session, alice);
  expect(await capture.ask('startRecording', { sessionId: session, format: 'mcap', from: 'now', trigger: 'topic ==' })).toMatchObject({
    ok: false,
    reason: 'bad-filter',
  });
  const { id } = await capture.start(session, { from: 'now', trigger: 'topic == "alarm"' });
  await alice.send('<before>', { reliable: true, topic: 'chat' });
  expect(await capture.state(id)).toMatchObject({ state: 'armed', files: 0 });
  const before = await readdir(join(running.userData, 'captures'));
  await alice.send('<fire>', { reliable: true, topic: 'alarm' });
  await alice.send('<after>', { reliable: true, topic: 'chat' });
  await expect.poll(async () => (await capture.state(id)).state).toBe('recording');
  const { path } = await capture.state(id);
  expect(before.map((name) => join(running.userData, 'captures', name))).not.toContain(path);
  await expect.poll(() => textsIn(path)).toEqual(['fire', 'after']);
  await capture.value('stopRecording', { recordingId: id });
  expect(readStream(await readFile(path)).isWhole).toBe(true);
});

test('what comes between the wish to record and the answer of a page that is busy is in the file', async ({ running, room, joinAs }) => {
  const capture = new CaptureRequests(running);
  const alice = await joinAs('alice');
  const session = await capture.observe(room);
  await untilObserved(capture, session, alice);
  await alice.send('<earlier>', { reliable: true });
  const page = await running.sessionPage();
  // In a flood the request for the log is behind all that the page has to do: here it is held for as long as it takes.
  await page.evaluate(() => {
    const post: (this: Worker, ...given: [message: unknown, transfer: Transferable[]]) => void = Worker.prototype.postMessage;
    const held: (() => void)[] = [];
    Worker.prototype.postMessage = function (this: Worker, message: unknown, transfer: Transferable[] = []) {
      const isFeed = typeof message === 'object' && message !== null && Reflect.get(message, 'type') === 'feed';
      if (isFeed) held.push(() => post.call(this, message, transfer));
      else post.call(this, message, transfer);
    } as typeof Worker.prototype.postMessage;
    Reflect.set(window, 'letGo', () => {
      for (const go of held.splice(0)) go();
    });
  });
  const asked = Date.now();
  const { id, path } = await capture.start(session, { from: 'now' });
  // Nobody waits for the page longer than a second.
  expect(Date.now() - asked).toBeLessThan(4_000);
  expect(await capture.state(id)).toMatchObject({ state: 'interrupted', files: 1, rows: 0 });
  for (let index = 0; index < 5; index += 1) await alice.send(`<${index}>`, { reliable: true });
  await expect.poll(async () => (await textsIn(path)).length).toBe(0);
  await page.evaluate(() => Reflect.get(window, 'letGo')());
  await expect.poll(async () => (await capture.state(id)).state).toBe('recording');
  await expect.poll(() => textsIn(path)).toEqual(['0', '1', '2', '3', '4']);
  expect(await capture.value('stopRecording', { recordingId: id })).toMatchObject({ state: 'ended', missingRows: 0 });
});

test('a file that may go is gone once there is another, and stays where there is none', async ({ running, room, joinAs }) => {
  const capture = new CaptureRequests(running);
  const alice = await joinAs('alice');
  const session = await capture.observe(room);
  await untilObserved(capture, session, alice);
  const folder = join(running.userData, 'captures');
  const path = join(folder, 'again.mcap');
  const others = (await readdir(folder)).filter((name) => !name.startsWith('again'));
  await writeFile(path, 'precious');
  await capture.choose(path);
  const start = (filter: string) => capture.ask('startRecording', { sessionId: session, format: 'mcap', from: 'now', path, filter });
  expect(await start('((')).toMatchObject({ ok: false, reason: 'bad-filter' });
  expect(await readFile(path, 'utf8')).toBe('precious');
  expect((await readdir(folder)).filter((name) => !others.includes(name))).toEqual(['again.mcap']);
  const begun = await start('kind == "reliable"');
  expect(begun).toMatchObject({ ok: true, value: { state: 'recording' } });
  await alice.send('<new>', { reliable: true });
  await expect.poll(() => textsIn(path)).toEqual(['new']);
  if (begun.ok) await capture.value('stopRecording', { recordingId: begun.value.id });
  expect((await readdir(folder)).filter((name) => !others.includes(name))).toEqual(['again.mcap']);
  expect(readStream(await readFile(path)).isWhole).toBe(true);
});
