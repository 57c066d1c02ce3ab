import { mkdir, mkdtemp, readFile, readdir, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchConsole, type RunningConsole } from '../support/app.ts';
import { readStream } from '../support/mcap-reading.ts';
import { expect, test as base } from './fixtures.ts';
import { textsIn } from './pages/capture-requests.ts';
import { CapturesPage } from './pages/captures-page.ts';
import { RoomPage } from './pages/room-page.ts';
import { StartPage } from './pages/start-page.ts';

interface RollingFixtures {
  /** A folder that outlives the application. */
  userData: string;
  launch(): Promise<RunningConsole>;
}

const test = base.extend<RollingFixtures>({
  userData: async ({ server: _server }, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'room-console-e2e-rolling-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 500 });
  },
  launch: async ({ server, userData }, use, info) => {
    const started: RunningConsole[] = [];
    await use(async () => {
      const running = await launchConsole({ server, userData });
      started.push(running);
      return running;
    });
    for (const running of started) {
      if (info.status !== info.expectedStatus) await info.attach('output', { body: running.output(), contentType: 'text/plain' });
      await running.close().catch(() => undefined);
      expect(running.problems, 'uncaught in a page').toEqual([]);
    }
  },
});

test.setTimeout(120_000);

const mebibyte = 1_048_576;

function segmentsOf(userData: string): Promise<readonly string[]> {
  return readdir(join(userData, 'rolling')).then((names) => names.filter((name) => name.endsWith('.mcap')).sort(), () => []);
}

/** By its dialog, from the list of captures. */
async function setBuffer(captures: CapturesPage, buffer: { readonly minutes: number; readonly mebibytes: number }): Promise<void> {
  await captures.open();
  await captures.window.getByRole('button', { name: /^Buffer on disk: off/ }).click();
  const dialog = captures.window.getByRole('dialog', { name: 'Buffer on disk' });
  const on = dialog.getByRole('switch', { name: 'Buffer on disk' });
  await expect(on).toHaveAttribute('aria-checked', 'false');
  await on.click();
  await dialog.getByRole('spinbutton', { name: /^Time/ }).fill(String(buffer.minutes));
  await dialog.getByRole('spinbutton', { name: /^Size/ }).fill('1');
  await dialog.getByRole('button', { name: 'Apply' }).click();
  await expect(dialog.getByRole('alert')).toContainText('from 64 to');
  await dialog.getByRole('spinbutton', { name: /^Size/ }).fill(String(buffer.mebibytes));
  await dialog.getByRole('button', { name: 'Apply' }).click();
  await expect(dialog).toHaveCount(0);
}

test('the buffer on disk is cut into files, the oldest go, and it is on again after a restart', async ({ launch, userData, room, joinAs }) => {
  const first = await launch();
  const captures = new CapturesPage(first);
  const page = await (await new StartPage(first.window).openEnvironment()).observe(room);
  const alice = await joinAs('alice');
  // What a long while before has left: within the bounds until more comes, and no file of the buffer's is counted.
  const folder = join(userData, 'rolling');
  await mkdir(folder, { recursive: true });
  const leave = async (name: string, mebibytes: number, secondsAgo: number): Promise<void> => {
    await writeFile(join(folder, name), '');
    await truncate(join(folder, name), mebibytes * mebibyte);
    const then = new Date(Date.now() - secondsAgo * 1_000);
    await utimes(join(folder, name), then, then);
  };
  await leave('oldest.mcap', 30, 400);
  await leave('older.mcap', 25, 300);
  await leave('aged.mcap', 1, 1_000);
  await writeFile(join(folder, 'notes.txt'), 'mine');
  await setBuffer(captures, { minutes: 10, mebibytes: 64 });
  await expect(captures.window.getByRole('button', { name: /^Buffer on disk: on, 10 min, 64 MiB at most/ })).toBeVisible();
  // What is beyond its time goes at once.
  await expect.poll(() => segmentsOf(userData)).toEqual(expect.arrayContaining(['older.mcap', 'oldest.mcap']));
  await expect.poll(() => segmentsOf(userData)).not.toContain('aged.mcap');

  // 6.4 MiB fill a file. With two of them there is too much, and the oldest goes with the next look at the folder.
  const ours = async () => (await segmentsOf(userData)).filter((name) => name.startsWith(room));
  const noise = 'x'.repeat(14_000);
  let sent = 0;
  await expect
    .poll(
      async () => {
        for (const until = sent + 40; sent < until; sent += 1) await alice.send(`<${sent}>${noise}`, { reliable: true });
        return (await ours()).length;
      },
      { timeout: 60_000, intervals: [10] },
    )
    .toBeGreaterThanOrEqual(3);
  await expect.poll(() => segmentsOf(userData), { timeout: 25_000 }).not.toContain('oldest.mcap');
  expect(await segmentsOf(userData)).toContain('older.mcap');
  expect(await readdir(folder)).toContain('notes.txt');

  // It is no recording that somebody began, and is told as what it is.
  await page.tab.click();
  await expect(page.panel.getByRole('button', { name: 'Record', exact: true })).toBeVisible();
  await alice.send('<before the end>', { reliable: true });
  await expect(page.row('before the end')).toBeVisible();
  await first.close();
  const kept = await ours();
  const texts: string[] = [];
  for (const name of kept.toSorted((a, b) => a.length - b.length || a.localeCompare(b))) {
    const file = join(folder, name);
    expect(readStream(await readFile(file)).isWhole).toBe(true);
    expect((await stat(file)).size).toBeLessThan(8 * mebibyte);
    texts.push(...(await textsIn(file)));
  }
  expect(texts).toEqual([...Array.from({ length: sent }, (_, index) => String(index)), 'before the end']);

  const second = await launch();
  const listed = new CapturesPage(second);
  const rooms = await new StartPage(second.window).openEnvironment();
  await listed.open();
  await expect(second.window.getByRole('button', { name: /^Buffer on disk: on, 10 min, 64 MiB at most/ })).toBeVisible();
  await expect(listed.row(kept[0] ?? '')).toBeVisible();
  await second.window.getByRole('tab', { name: 'Rooms' }).click();
  await rooms.observe(room);
  await expect.poll(async () => (await ours()).length).toBe(kept.length + 1);
  expect(await ours()).toEqual(expect.arrayContaining([...kept]));
});

test('the last minutes are saved as far as memory reaches; what was before is offered from the buffer on disk', async ({ launch, userData, room, joinAs }) => {
  const alice = await joinAs('alice');
  const first = await launch();
  const page = await (await new StartPage(first.window).openEnvironment()).observe(room);
  await setBuffer(new CapturesPage(first), { minutes: 60, mebibytes: 64 });
  await page.tab.click();
  await alice.send('<before>', { reliable: true });
  const inBuffer = async () => (await Promise.all((await segmentsOf(userData)).map((name) => textsIn(join(userData, 'rolling', name))))).flat();
  await expect.poll(inBuffer).toEqual(['before']);
  const [before = ''] = await segmentsOf(userData);
  await first.close();

  const second = await launch();
  const captures = new CapturesPage(second);
  const again = await (await new StartPage(second.window).openEnvironment()).observe(room);
  await alice.send('<after>', { reliable: true });
  await expect(again.row('after')).toBeVisible();
  const askForMinutes = async (minutes: string) => {
    await again.tab.click();
    await again.panel.getByRole('button', { name: 'Ways to record' }).click();
    await second.window.getByRole('menuitem', { name: 'Save the last minutes…' }).click();
    const dialog = second.window.getByRole('dialog', { name: `Save rows of ${room}` });
    await expect(dialog.getByRole('radio', { name: 'The last' })).toBeChecked();
    await dialog.getByRole('spinbutton', { name: 'Minutes before now' }).fill(minutes);
    return dialog;
  };
  const dialog = await askForMinutes('30');
  await expect(dialog.getByRole('status')).toContainText(/^Memory reaches back to \d\d:\d\d:\d\d, \d+ s\. What was before is in 1 file of the buffer on disk/);
  const saved = join(userData, 'minutes.mcap');
  await captures.answerSave(saved);
  await dialog.getByRole('button', { name: 'Save as…' }).click();
  await expect(second.window.getByText(/rows saved/)).toBeVisible();
  // All that memory holds, and nothing that it does not.
  expect(await textsIn(saved)).toEqual(['after']);
  expect(readStream(await readFile(saved)).isWhole).toBe(true);

  await (await askForMinutes('30')).getByRole('button', { name: 'Open 1 file to save from' }).click();
  await expect(captures.captureTab(before)).toHaveAttribute('aria-selected', 'true');
  await expect(new RoomPage(second.window, before).row('before')).toBeVisible();
});
