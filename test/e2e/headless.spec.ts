import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rowsIn, startHeadless, summaryIn } from '../support/headless.ts';
import { serverApi } from '../support/second-client.ts';
import { startTestServer } from '../support/server.ts';
import { expect, test } from './headless-fixtures.ts';

/** Starting Electron, a display, and leaving in order. */
test.setTimeout(120_000);
const startsWithin = { timeout: 60_000 };

const observe = ['--headless', '--observe', '--room'];

test('0: a room is recorded until SIGTERM, its counts agree, and the file opens again', async ({
  begin,
  room,
  joinAs,
  folder,
}) => {
  const [alice, bob] = [await joinAs('alice'), await joinAs('bob')];
  const file = join(folder, 'a.mcap');
  const run = begin([...observe, room, '--record', 'a.mcap', '--json']);
  await expect.poll(run.stderr, startsWithin).toContain(`Joined room “${room}”`);
  for (let number = 0; number < 20; number += 1) await alice.send(`{"n":${number}}`, { reliable: true, topic: 'count' });
  await bob.send('lossy', { reliable: false });
  await expect.poll(() => existsSync(file)).toBe(true);
  // Bob has the last one, and so has the console: the server sends to all.
  await bob.until('all of them', () => bob.messages.length === 20);
  run.process.kill('SIGTERM');
  expect(await run.ended, run.stderr()).toBe(0);
  const summary = summaryIn(run.stdout());
  expect(run.stdout().trimEnd().split('\n')).toHaveLength(1);
  expect(summary).toMatchObject({ file, gaps: 0, exitCode: 0, reasons: [], byKind: { reliable: 20 } });
  expect(summary.in).toBeGreaterThanOrEqual(20);
  expect(summary.completeness).toMatchObject({ verdict: 'agree', browserReceived: summary.in });
  expect(summary.recorded).toBeGreaterThan(summary.in);

  const counted = begin(['--open', 'a.mcap', '--filter', 'topic == "count"', '--json']);
  expect(await counted.ended, counted.stderr()).toBe(0);
  expect(summaryIn(counted.stdout())).toMatchObject({ recorded: 20, in: 20, out: 0, exitCode: 0 });

  const exported = begin(['--open', file, '--filter', 'topic == "count"', '--export', 'b.ndjson', '--json']);
  expect(await exported.ended, exported.stderr()).toBe(0);
  expect(summaryIn(exported.stdout())).toMatchObject({ recorded: 20, file: join(folder, 'b.ndjson') });
  const rows = rowsIn(await readFile(join(folder, 'b.ndjson'), 'utf8')).filter(({ topic }) => topic === 'count');
  expect(rows.map(({ payload }) => payload)).toEqual(Array.from({ length: 20 }, (_, number) => `{"n":${number}}`));

  const printed = begin(['--open', 'b.ndjson', '--headless', '--filter', 'text contains "19"']);
  expect(await printed.ended, printed.stderr()).toBe(0);
  expect(rowsIn(printed.stdout()).filter(({ direction }) => direction === 'in')).toMatchObject([{ payload: '{"n":19}' }]);
});

test('a room that is not there is waited for and never created; again, when it ends: 3', async ({ begin, api, folder }) => {
  const room = `later-${randomUUID().slice(0, 8)}`;
  const run = begin([...observe, room, '--record', 'a.ndjson', '--json']);
  await expect.poll(run.stderr, startsWithin).toContain(`Room “${room}” does not exist yet: waiting for it.`);
  expect(await api.listRooms([room])).toEqual([]);
  await api.createRoom({ name: room, emptyTimeout: 300 });
  await expect.poll(run.stderr, startsWithin).toContain(`Joined room “${room}” as`);
  await api.deleteRoom(room);
  await expect.poll(run.stderr, startsWithin).toContain('waiting for it.\n');
  await expect.poll(run.stderr, startsWithin).toContain(`Room “${room}” has ended`);
  await api.createRoom({ name: room, emptyTimeout: 300 });
  await expect.poll(run.stderr, startsWithin).toContain(`Joined room “${room}” again`);
  run.process.kill('SIGINT');
  expect(await run.ended, run.stderr()).toBe(3);
  expect(summaryIn(run.stdout())).toMatchObject({ gaps: 1, exitCode: 3, completeness: { verdict: 'unverified' } });
  const events = rowsIn(await readFile(join(folder, 'a.ndjson'), 'utf8')).map(({ event }) => event);
  expect(events).toContain('gap');
});

test('3: a server that was away for a while', async ({ begin }) => {
  const own = await startTestServer();
  try {
    const api = serverApi(own);
    await api.createRoom({ name: 'r', emptyTimeout: 300 });
    const run = begin([...observe, 'r', '--record', 'a.mcap', '--json'], { server: own });
    await expect.poll(run.stderr, startsWithin).toContain('Joined room “r” as');
    await own.kill();
    await expect.poll(run.stderr, startsWithin).toContain('The connection to room “r” is lost');
    await own.restart();
    await api.createRoom({ name: 'r', emptyTimeout: 300 });
    await expect.poll(run.stderr, startsWithin).toContain('Joined room “r” again');
    run.process.kill('SIGTERM');
    expect(await run.ended, run.stderr()).toBe(3);
    expect(summaryIn(run.stdout()).reasons.join()).toContain('the connection was lost');
  } finally {
    await own.stop();
  }
});

test('4: the room never appeared', async ({ begin, api, folder }) => {
  const run = begin([...observe, 'never', '--record', 'a.mcap', '--for', '3', '--json']);
  expect(await run.ended, run.stderr()).toBe(4);
  expect(summaryIn(run.stdout())).toMatchObject({ recorded: 0, completeness: null, file: null, exitCode: 4 });
  expect(run.stderr()).toContain('Room “never” never appeared.');
  expect(existsSync(join(folder, 'a.mcap'))).toBe(false);
  expect(await api.listRooms(['never'])).toEqual([]);
});

test('1: a folder that vanishes while it is recorded in', async ({ begin, room, folder }) => {
  await mkdir(join(folder, 'sub'));
  const run = begin([...observe, room, '--record', 'sub/a.mcap', '--json']);
  await expect.poll(() => existsSync(join(folder, 'sub', 'a.mcap')), startsWithin).toBe(true);
  await rm(join(folder, 'sub'), { recursive: true });
  expect(await run.ended, run.stderr()).toBe(1);
  const { reasons } = summaryIn(run.stdout());
  expect(reasons).toHaveLength(1);
  expect(run.stderr()).toContain(reasons[0]);
});

test('2: what cannot be done is said with its reason, and nothing is written', async ({ begin, room, folder, server }) => {
  await writeFile(join(folder, 'there.mcap'), 'mine');
  await writeFile(join(folder, 'words.mcap'), 'This is no capture, whatever its name says.\n'.repeat(50));
  const wrong: readonly (readonly [string, readonly string[], boolean?])[] = [
    ['unknown argument: --recrod', [...observe, room, '--recrod', 'a.mcap']],
    ['--send needs --participate', [...observe, room, '--send', 'm.json']],
    ['is there already, and was left as it is', [...observe, room, '--record', 'there.mcap']],
    ['set LIVEKIT_URL, LIVEKIT_API_KEY and LIVEKIT_API_SECRET', [...observe, room], true],
    ['There is no field “nofield”', [...observe, 'nobody', '--filter', 'nofield == 3']],
    ['there is no file', ['--open', 'none.mcap', '--json']],
    ['MCAP', ['--open', 'words.mcap', '--json']],
  ];
  for (const [words, args, isWithoutServer] of wrong) {
    const run = isWithoutServer === true ? startHeadless(args, { folder }) : begin(args);
    expect(await run.ended, `${args.join(' ')}\n${run.stderr()}`).toBe(2);
    expect(run.stderr()).toContain(words);
    expect(run.stdout()).toBe('');
  }
  expect(await readFile(join(folder, 'there.mcap'), 'utf8')).toBe('mine');
  const stranger = begin([...observe, room], { server: { ...server, apiSecret: 'not-the-secret-of-it' } });
  expect(await stranger.ended, stranger.stderr()).toBe(2);
  expect(stranger.stderr()).not.toContain('not-the-secret-of-it');
});

test('rows go to standard output as they arrive; a reader who has seen enough ends it', async ({ begin, room, joinAs }) => {
  const alice = await joinAs('alice');
  const run = begin([...observe, room, '--filter', 'topic == "tail"']);
  await expect.poll(run.stderr, startsWithin).toContain('Joined room');
  await alice.send('first', { reliable: true, topic: 'tail' });
  await alice.send('not this', { reliable: true, topic: 'other' });
  await expect.poll(() => rowsIn(run.stdout()).filter(({ direction }) => direction === 'in').length).toBe(1);
  expect(rowsIn(run.stdout()).find(({ direction }) => direction === 'in')).toMatchObject({
    kind: 'reliable',
    topic: 'tail',
    payload: 'first',
  });
  run.process.stdout?.destroy();
  await alice.send('second', { reliable: true, topic: 'tail' });
  expect(await run.ended, run.stderr()).toBe(0);
});

test('what is expected comes: 0; or not: 5; and one message is sent once joined', async ({ begin, room, joinAs, folder }) => {
  const alice = await joinAs('alice');
  await writeFile(join(folder, 'm.json'), '{"topic":"hello","payload":"aGk=","payloadEncoding":"base64","destinations":["alice"]}');
  const sender = begin([
    ...['--headless', '--participate', '--identity', 'ci', '--room', room, '--send', 'm.json', '--json'],
    ...['--expect', 'topic == "answer"', '--count', '2', '--within', '40'],
  ]);
  const hello = alice.message(({ topic }) => topic === 'hello').catch(() => alice.message(({ topic }) => topic === 'hello'));
  expect(await hello).toMatchObject({ text: 'hi', kind: 'reliable' });
  await alice.send('one', { reliable: true, topic: 'answer' });
  await expect.poll(() => rowsIn(sender.stdout()).filter(({ topic }) => topic === 'answer').length).toBe(1);
  expect(sender.process.exitCode).toBeNull();
  await alice.send('two', { reliable: true, topic: 'answer' });
  expect(await sender.ended, sender.stderr()).toBe(0);
  expect(summaryIn(sender.stdout())).toMatchObject({ matched: 2, out: 1, exitCode: 0 });

  const waiter = begin([...observe, room, '--expect', 'topic == "never"', '--within', '4', '--json']);
  expect(await waiter.ended, waiter.stderr()).toBe(5);
  expect(summaryIn(waiter.stdout())).toMatchObject({ matched: 0, exitCode: 5 });
  expect(waiter.stderr()).toContain('0 of 1 expected rows came.');
});
