import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { summaryIn } from '../support/headless.ts';
import { readStream } from '../support/mcap-reading.ts';
import { networkServiceOf } from '../support/processes.ts';
import { expect, test } from './headless-fixtures.ts';

/** Starting Electron, a display, and leaving in order. */
test.setTimeout(120_000);
const startsWithin = { timeout: 60_000 };

for (const [when, words] of [
  ['at the end', /is lost; it is being made again/],
  ['and is said to be back', /is back\.|again as/],
] as const) {
  test(`3: a connection that broke ${when}`, async ({ begin, room, joinAs, folder }) => {
    const alice = await joinAs('alice');
    const run = begin(['--headless', '--observe', '--room', room, '--record', 'a.mcap', '--json']);
    await expect.poll(run.stderr, startsWithin).toContain(`Joined room “${room}”`);
    await alice.send('before', { reliable: true, topic: 't' });
    const network = await networkServiceOf(join(folder, 'data'));
    if (network === undefined) throw new Error('no network service');
    process.kill(network, 'SIGKILL');
    await expect.poll(run.stderr, startsWithin).toMatch(words);
    for (let number = 0; number < 50; number += 1) await alice.send('meanwhile', { reliable: true, topic: 't' });
    run.process.kill('SIGTERM');
    expect(await run.ended, run.stderr()).toBe(3);
    const summary = summaryIn(run.stdout());
    expect(summary).toMatchObject({ exitCode: 3, completeness: { verdict: 'unverified' } });
    expect(summary.reasons.join()).toMatch(/connection was lost|signal was lost/);
    expect(run.stderr()).not.toContain('counts agree');
    const { notes, isWhole } = readStream(await readFile(join(folder, 'a.mcap')));
    expect(isWhole).toBe(true);
    const told = notes.filter((note) => note.type === 'gap' || (note.type === 'completeness' && (note.resumes ?? 0) > 0));
    expect(told).not.toEqual([]);
    const opened = begin(['--open', 'a.mcap', '--json']);
    await opened.ended;
    expect(summaryIn(opened.stdout()).completeness).toMatchObject({ verdict: 'unverified' });
  });
}

test('1: a standard output that takes nothing, of a recording and of rows', async ({ begin, room, joinAs }) => {
  const alice = await joinAs('alice');
  const room0 = ['--headless', '--observe', '--room', room];
  const recorded = begin([...room0, '--record', 'a.mcap', '--for', '8', '--json'], { stdoutTo: '/dev/full' });
  expect(await recorded.ended, recorded.stderr()).toBe(1);
  expect(recorded.stderr()).toContain('Standard output could not be written: the disk is full.');

  const printed = begin(room0, { stdoutTo: '/dev/full' });
  await expect.poll(printed.stderr, startsWithin).toContain('Joined room');
  await alice.send('x', { reliable: true }).catch(() => undefined);
  expect(await printed.ended, printed.stderr()).toBe(1);
  expect(printed.stderr()).toContain('Written 0 rows (0 received, 0 sent)');
  expect(printed.stderr()).not.toContain('counts agree');
});

test('a second Ctrl-C does not cut the file', async ({ begin, room, folder }) => {
  const run = begin(['--headless', '--observe', '--room', room, '--record', 'a.mcap', '--json']);
  await expect.poll(run.stderr, startsWithin).toContain('Joined room');
  run.process.kill('SIGINT');
  // As an impatient hand does it: beyond the 100 ms in which npm's copy of a signal counts as the same one. A fast machine
  // has ended by then, and nothing is left to be cut.
  await new Promise((resolve) => setTimeout(resolve, 150));
  run.process.kill('SIGINT');
  expect(await run.ended, run.stderr()).toBe(0);
  expect(readStream(await readFile(join(folder, 'a.mcap'))).isWhole).toBe(true);
});
