import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recordFile } from '../support/capture-fixtures.ts';
import { rowsIn, startHeadless, summaryIn } from '../support/headless.ts';
import { readStream } from '../support/mcap-reading.ts';
import { expect, test } from './fixtures.ts';
import { CapturesPage } from './pages/captures-page.ts';
import { RoomPage } from './pages/room-page.ts';

/** A capture of 1,000 rows, in the midst of which a disk has turned bits over: all are shown, and one chunk is not to be trusted. */
async function damagedFile(path: string): Promise<void> {
  await recordFile(path, 1_000);
  const bytes = await readFile(path);
  const middle = bytes.indexOf('message 450');
  expect(middle).toBeGreaterThan(0);
  bytes.fill(0xff, middle, middle + 4);
  await writeFile(path, bytes);
}

/** Saves all rows of what is in front. */
async function save(captures: CapturesPage, path: string, choose: { readonly format?: string; readonly stripped?: boolean } = {}) {
  await captures.answerSave(path);
  await captures.window.keyboard.press('Control+s');
  const dialog = captures.window.getByRole('dialog', { name: /^Save rows of/ });
  await dialog.getByRole('radio', { name: /^All / }).check();
  if (choose.format !== undefined) await dialog.getByRole('radio', { name: choose.format }).click();
  if (choose.stripped === true) await dialog.getByRole('checkbox', { name: /^Without payloads/ }).check();
  await dialog.getByRole('button', { name: 'Save as…' }).click();
  await expect(dialog).toHaveCount(0);
}

test('rows of a room are saved as a table and without payloads; a file in the place gives way once the new one is whole', async ({ running, start, room, joinAs }) => {
  const captures = new CapturesPage(running);
  const page = await (await start.openEnvironment()).observe(room);
  const alice = await joinAs('alice');
  await alice.send('=1+1, "secret"', { reliable: true, topic: 'chat' });
  await alice.send('plain', { reliable: true, topic: 'chat' });
  await expect(page.row('plain')).toBeVisible();
  const folder = await mkdtemp(join(tmpdir(), 'room-console-e2e-exports-'));
  try {
    const table = join(folder, 'rows.csv');
    await writeFile(table, 'precious');
    await save(captures, table, { format: 'CSV' });
    await expect(page.window.getByText(/rows saved/)).toBeVisible();
    const lines = (await readFile(table, 'utf8')).split('\r\n');
    expect(lines[0]).toMatch(/^number,time,direction,label,kind,case,sender,/);
    // What a spreadsheet would calculate is text there.
    expect(lines.some((line) => line.includes(`"'=1+1, ""secret"""`))).toBe(true);
    expect(await readdir(folder)).toEqual(['rows.csv']);

    const shared = join(folder, 'shared.ndjson');
    await save(captures, shared, { format: 'NDJSON', stripped: true });
    await expect.poll(() => readdir(folder)).toEqual(['rows.csv', 'shared.ndjson']);
    const packets = async () => rowsIn(await readFile(shared, 'utf8')).filter(({ topic }) => topic === 'chat');
    await expect.poll(async () => (await packets()).length).toBe(2);
    expect(await packets()).toMatchObject([
      { sender: { identity: 'alice' }, payloadSize: 14 },
      { sender: { identity: 'alice' }, payloadSize: 5 },
    ]);
    const mcap = join(folder, 'shared.mcap');
    await save(captures, mcap, { format: 'MCAP', stripped: true });
    await expect.poll(async () => readStream(await readFile(mcap).catch(() => Buffer.alloc(0))).isWhole).toBe(true);
    expect(readStream(await readFile(mcap)).metadata.get('room-console')?.get('payloads')).toBe('left out');
    for (const file of [shared, mcap]) {
      const text = (await readFile(file)).toString('latin1');
      expect([text.includes('secret'), text.includes(Buffer.from('secret').toString('base64').slice(0, 6)), text.includes('chat')]).toEqual([false, false, true]);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test('what is saved of a damaged or a cut capture says what is not in it, in the window and in the file', async ({ running, start }) => {
  const captures = new CapturesPage(running);
  await expect(start.startDemo).toBeVisible();
  const { userData, window } = running;
  const damaged = join(userData, 'damaged.mcap');
  await damagedFile(damaged);
  await captures.answerOpen(damaged);
  await window.keyboard.press('Control+o');
  await expect(new RoomPage(window, 'damaged.mcap').row('message 0').first()).toBeVisible();
  const copy = join(userData, 'copy.mcap');
  await save(captures, copy);
  await expect(window.getByText('1,000 rows saved')).toBeVisible();
  await expect(window.getByText(/^copy\.mcap, .*1 place of the file is damaged\./)).toBeVisible();
  const { notes, isWhole } = readStream(await readFile(copy));
  expect(isWhole).toBe(true);
  const said = notes.filter(({ type }) => type === 'missing').map((note) => ('why' in note ? String(note.why) : ''));
  expect(said.at(-1)).toMatch(/^The capture that this was taken from is not whole\. .*damaged/);
  await window.keyboard.press('Control+w');

  const cut = join(userData, 'cut.mcap');
  await recordFile(cut, 1_000, true);
  const bytes = await readFile(cut);
  await writeFile(cut, bytes.subarray(0, bytes.length - 100));
  await captures.answerOpen(cut);
  await window.keyboard.press('Control+o');
  await expect(new RoomPage(window, 'cut.mcap').row('message 0').first()).toBeVisible();
  const table = join(userData, 'table.csv');
  await save(captures, table, { format: 'CSV' });
  await expect(window.getByText(/^table\.csv, .* The file /)).toBeVisible();
  expect(await readFile(table, 'utf8')).toContain('The capture that this was taken from is not whole.');
});

test('a damaged capture is read without a window with exit code 3, on a display that does not answer', async ({ server: _server }) => {
  test.setTimeout(120_000);
  const folder = await mkdtemp(join(tmpdir(), 'room-console-headless-test-'));
  try {
    await damagedFile(join(folder, 'damaged.mcap'));
    const args = ['--open', 'damaged.mcap', '--export', 'copy.ndjson', '--json'];
    // Nobody is there: 59,000 is beyond what any X server takes by itself.
    const run = startHeadless(args, { folder, env: { DISPLAY: ':59000' } });
    expect(await run.ended, run.stderr()).toBe(3);
    const { exitCode, recorded, reasons } = summaryIn(run.stdout());
    expect({ exitCode, recorded }).toEqual({ exitCode: 3, recorded: 1_000 });
    expect(reasons.join(' ')).toContain('damaged');
    expect(run.stderr()).toContain('damaged');
    const notes = rowsIn(await readFile(join(folder, 'copy.ndjson'), 'utf8')).filter(({ note }) => note === 'missing');
    expect(JSON.stringify(notes.at(-1))).toContain('is not whole');
    expect((await readdir(folder)).filter((name) => name.startsWith('copy'))).toEqual(['copy.ndjson']);

    await recordFile(join(folder, 'whole.mcap'), 100);
    const whole = startHeadless(['--open', 'whole.mcap', '--headless', '--json'], { folder, env: { DISPLAY: ':59000' } });
    expect(await whole.ended, whole.stderr()).toBe(0);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 500 });
  }
});

test('a room is recorded without a window where DISPLAY names one that does not answer', async ({ server, room, joinAs }) => {
  test.setTimeout(120_000);
  const folder = await mkdtemp(join(tmpdir(), 'room-console-headless-test-'));
  const alice = await joinAs('alice');
  const args = ['--headless', '--observe', '--room', room, '--record', 'a.mcap', '--json'];
  const run = startHeadless(args, { folder, server, env: { DISPLAY: ':59000' } });
  try {
    await expect.poll(run.stderr, { timeout: 60_000 }).toContain(`Joined room “${room}”`);
    expect(run.stderr()).toContain('No display answers at DISPLAY=:59000');
    await alice.send('hi', { reliable: true });
    await expect.poll(async () => (await readFile(join(folder, 'a.mcap')).catch(() => Buffer.alloc(0))).length, { timeout: 20_000 }).toBeGreaterThan(500);
    run.process.kill('SIGTERM');
    expect(await run.ended, run.stderr()).toBe(0);
    expect(summaryIn(run.stdout())).toMatchObject({ in: 1, exitCode: 0 });
    expect(readStream(await readFile(join(folder, 'a.mcap'))).isWhole).toBe(true);
  } finally {
    run.process.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 500 });
  }
});
