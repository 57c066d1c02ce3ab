import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zerosBomb } from '../support/capture-bombs.ts';
import { startHeadless } from '../support/headless.ts';
import { expect, test } from './fixtures.ts';
import { CapturesPage } from './pages/captures-page.ts';
import { RoomPage } from './pages/room-page.ts';

/** Unpacks to 48 GB. */
const bomb = zerosBomb(3_000);

test('a file made to keep a reader busy is held, and a room and its recording go on while it is read', async ({ running, start, room, joinAs }) => {
  const captures = new CapturesPage(running);
  const page = await (await start.openEnvironment()).observe(room);
  const alice = await joinAs('alice');
  await page.panel.getByRole('button', { name: 'Record', exact: true }).click();
  await alice.send('before', { reliable: true, topic: 'chat' });
  await expect(page.row('before')).toBeVisible();

  const path = join(running.userData, 'bomb.mcap');
  await writeFile(path, bomb);
  await captures.drop([path], () => expect(page.window.getByText('Drop to open')).toBeVisible());
  const capture = new RoomPage(page.window, 'bomb.mcap');
  const held = capture.panel.getByRole('alert').filter({ hasText: 'Reading was held' });
  await expect(held).toContainText('Do not trust the file');
  await held.getByRole('button', { name: 'Read on' }).click();
  await expect(held).toHaveCount(0);

  await page.tab.click();
  const waits: number[] = [];
  for (let index = 0; index < 10; index += 1) {
    const sentAt = performance.now();
    await alice.send(`meanwhile ${index}`, { reliable: true, topic: 'chat' });
    await expect(page.row(`meanwhile ${index}`)).toBeVisible();
    waits.push(performance.now() - sentAt);
  }
  test.info().annotations.push({ type: 'waits', description: waits.map(Math.round).join(', ') });
  expect(Math.max(...waits)).toBeLessThan(1_000);
  await captures.captureTab('bomb.mcap').click();
  await expect(capture.panel.getByRole('progressbar', { name: 'Reading the capture' })).toBeVisible();
  await page.window.keyboard.press('Control+w');
  await expect(captures.captureTab('bomb.mcap')).toHaveCount(0);

  await page.tab.click();
  await page.panel.getByRole('button', { name: 'Stop recording' }).click();
  await expect(page.window.getByText(`${room} is recorded`)).toBeVisible();
  await captures.open();
  await expect(captures.row(room, 'whole')).toBeVisible();
});

test('without a window such a file is held, too, and the run ends', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'room-console-e2e-bomb-'));
  try {
    const path = join(folder, 'bomb.mcap');
    await writeFile(path, bomb);
    const run = startHeadless(['--open', path, '--json'], { folder });
    // As any file in which there is no row.
    expect(await run.ended, run.stderr()).toBe(2);
    expect(run.stderr()).toContain('Reading was held');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
