import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataPacket, UserPacket } from '@livekit/protocol';
import { launchConsole } from '../support/app.ts';
import { expect, test } from './fixtures.ts';
import { CapturesPage } from './pages/captures-page.ts';
import { RoomPage } from './pages/room-page.ts';

/** A row of an NDJSON capture. */
function line(payload: string, topic: string): string {
  const packet = new DataPacket({ value: { case: 'user', value: new UserPacket({ payload: Buffer.from(payload), topic }) } });
  const bytes = Buffer.from(packet.toBinary());
  const row = { time: '2026-04-03T14:02:06.014000Z', direction: 'in', label: '_reliable', size: bytes.length, packet: bytes.toString('base64') };
  return `${JSON.stringify(row)}\n`;
}

test('a room is recorded, and its file opened, filtered and saved from beside it', async ({ running, start, room, joinAs }) => {
  const captures = new CapturesPage(running);
  const page = await (await start.openEnvironment()).observe(room);
  const alice = await joinAs('alice');
  const record = page.panel.getByRole('button', { name: 'Record', exact: true });
  await record.click();
  await expect(page.tab.getByRole('img', { name: 'recording' })).toBeVisible();
  await expect(page.panel.getByRole('button', { name: 'Stop recording' })).toHaveAttribute('aria-pressed', 'true');
  for (let index = 0; index < 20; index += 1) await alice.send(`message ${index}`, { reliable: true, topic: index % 2 === 0 ? 'even' : 'odd' });
  await expect(page.status.getByRole('button', { name: /^Recordings: .*, recording, \d+ rows/ })).toBeVisible();
  await expect(page.row('message 19')).toBeVisible();

  // It is what the window is about, not the window's: after a reload it goes on and is told.
  await page.window.reload();
  await expect(page.tab.getByRole('img', { name: 'recording' })).toBeVisible();
  await page.window.keyboard.press('Control+Shift+R');
  await expect(page.window.getByText(`${room} is recorded`)).toBeVisible();
  await expect(page.tab.getByRole('img', { name: 'recording' })).toHaveCount(0);

  await page.window.getByRole('button', { name: 'Open', exact: true }).click();
  const name = new RegExp(`^capture ${room}-.*\\.mcap$`);
  await expect(page.window.getByRole('tab', { name })).toHaveAttribute('aria-selected', 'true');
  const capture = new RoomPage(page.window, `${room}-`);
  const about = capture.panel.getByRole('region', { name: 'About the capture' });
  await expect(about).toContainText(room);
  await expect(about).toContainText('From the environment');
  await expect(capture.panel.getByRole('form', { name: 'Compose' })).toHaveCount(0);
  await expect(capture.row('message 0').first()).toBeVisible();
  await capture.filter.fill('topic == "odd"');
  await expect(capture.row('message')).toHaveCount(10);
  await capture.row('message 3').click();
  await expect(capture.fact('Topic')).toHaveText('odd');
  await capture.row('message 9').click({ modifiers: ['Shift'] });
  await expect(capture.panel.getByText('4 selected')).toBeVisible();

  const saved = join(running.userData, 'selection.ndjson');
  await captures.answerSave(saved);
  await page.window.keyboard.press('Control+s');
  const dialog = page.window.getByRole('dialog', { name: /^Save rows of/ });
  await expect(dialog.getByRole('radio', { name: 'The 4 selected rows' })).toBeChecked();
  await dialog.getByRole('radio', { name: 'NDJSON' }).click();
  await dialog.getByRole('button', { name: 'Save as…' }).click();
  await expect(page.window.getByText('4 rows saved')).toBeVisible();
  const rows = (await readFile(saved, 'utf8')).trim().split('\n').map((line): unknown => JSON.parse(line));
  expect(rows.filter((row) => typeof row === 'object' && row !== null && 'topic' in row && row.topic === 'odd')).toHaveLength(4);

  // After a reload the capture is there as it was, beside the room.
  await page.window.reload();
  await expect(page.window.getByRole('tab', { name })).toHaveAttribute('aria-selected', 'true');
  await expect(capture.row('message 0').first()).toBeVisible();
  await page.window.keyboard.press('Control+w');
  await expect(page.window.getByRole('tab', { name })).toHaveCount(0);
});

test('captures are listed, renamed, opened without a server and deleted', async ({ running, start, room, joinAs }) => {
  const captures = new CapturesPage(running);
  await captures.haveTrash();
  const page = await (await start.openEnvironment()).observe(room);
  await captures.open();
  await expect(page.window.getByText('No captures yet')).toBeVisible();
  await page.tab.click();
  const alice = await joinAs('alice');
  await alice.send('kept', { reliable: true, topic: 'chat' });
  await expect(page.row('kept')).toBeVisible();
  await page.panel.getByRole('button', { name: 'Ways to record' }).click();
  await page.window.getByRole('menuitem', { name: /^Record with all that memory holds/ }).click();
  await captures.open();
  await expect(captures.row(room, 'being written')).toBeVisible();
  await page.tab.click();
  await page.panel.getByRole('button', { name: 'Stop recording' }).click();
  await captures.open();
  await expect(captures.row(room, 'whole', 'From the environment')).toBeVisible();

  await captures.row(room).focus();
  await page.window.keyboard.press('F2');
  await page.window.getByRole('textbox', { name: /^New name of/ }).fill('night');
  await page.window.keyboard.press('Enter');
  await expect(captures.row('night.mcap')).toBeFocused();
  await captures.filter.fill('nothing of the kind');
  await expect(page.window.getByText('No capture matches')).toBeVisible();
  await captures.filter.fill('night');

  await page.window.getByRole('button', { name: /^Server:/ }).click();
  await page.window.getByRole('menuitem', { name: 'Servers and demo…' }).click();
  const recent = page.window.getByRole('region', { name: 'Captures' });
  await recent.getByRole('button', { name: /night\.mcap/ }).click();
  const capture = new RoomPage(page.window, 'night.mcap');
  await expect(capture.row('kept')).toBeVisible();
  await expect(page.window.getByRole('tab', { name: 'Servers' })).toBeVisible();
  await page.window.keyboard.press('Control+w');
  await expect(captures.captureTab('night.mcap')).toHaveCount(0);

  await captures.open();
  await captures.row('night').focus();
  await page.window.keyboard.press('Delete');
  await page.window.getByRole('alertdialog').getByRole('button', { name: 'Move to the trash' }).click();
  await expect(captures.row('night')).toHaveCount(0);
  await expect(page.window.getByText('No captures yet')).toBeVisible();
});

test('files are dropped on the window; what is no capture says what it is and what to do', async ({ running, start }) => {
  const captures = new CapturesPage(running);
  await expect(start.startDemo).toBeVisible();
  const { userData, window } = running;
  const good = join(userData, 'given.ndjson');
  const bad = join(userData, 'photo.png');
  await writeFile(good, line('hello', 'chat'));
  await writeFile(bad, Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'));
  await captures.drop([good, bad], () => expect(window.getByText('Drop to open')).toBeVisible());
  const problem = window.getByRole('alertdialog', { name: 'photo.png was not opened' });
  await expect(problem).toBeVisible();
  await captures.answerOpen(undefined);
  await problem.getByRole('button', { name: 'Open another file…' }).click();
  await expect(problem).toHaveCount(0);
  await expect(window.getByText('Drop to open')).toHaveCount(0);
  await expect(captures.captureTab('given.ndjson')).toHaveAttribute('aria-selected', 'true');
  await expect(new RoomPage(window, 'given.ndjson').row('hello')).toBeVisible();
  await window.getByRole('tab', { name: 'Servers' }).click();
  await expect(start.startDemo).toBeVisible();
});

test('the recording waits for a row that matches, writes only what a filter shows, and rooms may be recorded from their start', async ({ start, room, joinAs }) => {
  const rooms = await start.openEnvironment();
  const page = await rooms.observe(room);
  const alice = await joinAs('alice');
  await page.panel.getByRole('button', { name: 'Ways to record' }).click();
  await page.window.getByRole('menuitem', { name: 'Record with options…' }).click();
  const dialog = page.window.getByRole('dialog', { name: `Record ${room}` });
  await dialog.getByRole('radio', { name: 'As soon as a row matches' }).check();
  await dialog.getByRole('button', { name: 'Wait for a match' }).click();
  await expect(dialog.getByRole('alert')).toContainText('starts the recording');
  await dialog.getByRole('textbox', { name: 'Filter that starts the recording' }).fill('topic == "alarm"');
  await dialog.getByRole('radio', { name: 'Only rows that match a filter' }).check();
  await dialog.getByRole('textbox', { name: 'Filter of the recording' }).fill('kind == "reliable"');
  await dialog.getByRole('button', { name: 'Wait for a match' }).click();
  await expect(page.tab.getByRole('img', { name: 'waits for a match' })).toBeVisible();
  await alice.send('before', { reliable: true, topic: 'chat' });
  await expect(page.row('before')).toBeVisible();
  await expect(page.tab.getByRole('img', { name: 'waits for a match' })).toBeVisible();
  await alice.send('fire', { reliable: true, topic: 'alarm' });
  await expect(page.tab.getByRole('img', { name: 'recording' })).toBeVisible();
  await alice.send('after', { reliable: true, topic: 'chat' });
  await expect(page.status.getByRole('button', { name: /^Recordings: .* 2 rows/ })).toBeVisible();
  await page.panel.getByRole('button', { name: 'Stop recording' }).click();

  await page.panel.getByRole('button', { name: 'Ways to record' }).click();
  await page.window.getByRole('menuitemcheckbox', { name: 'Record each room that is opened from its start' }).click();
  await page.window.keyboard.press('Control+w');
  await rooms.window.getByRole('tab', { name: 'Rooms' }).click();
  const again = await rooms.observe(room);
  await expect(again.tab.getByRole('img', { name: 'recording' })).toBeVisible();
});

test('a capture that the command line names is in front at once, with its filter; one that is not there says so', async () => {
  const userData = await mkdtemp(join(tmpdir(), 'room-console-e2e-'));
  const path = join(userData, 'given.ndjson');
  await writeFile(path, line('hello', 'chat') + line('noise', 'cursor'));
  const opened = await launchConsole({ userData, env: { ROOM_CONSOLE_OPEN: path, ROOM_CONSOLE_OPEN_FILTER: 'topic == "chat"' } });
  try {
    const capture = new RoomPage(opened.window, 'given.ndjson');
    await expect(capture.row('hello')).toBeVisible();
    await expect(capture.row('noise')).toHaveCount(0);
  } finally {
    await opened.close();
  }
  const missing = await launchConsole({ userData, env: { ROOM_CONSOLE_OPEN: join(userData, 'gone.mcap') } });
  try {
    await expect(missing.window.getByRole('alertdialog', { name: 'gone.mcap was not opened' })).toBeVisible();
  } finally {
    await missing.close();
    await rm(userData, { recursive: true, force: true });
  }
});
