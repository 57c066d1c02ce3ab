import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { launchConsole } from '../support/app.ts';
import { expect, test } from './fixtures.ts';
import { RoomsPage } from './pages/rooms-page.ts';
import { StartPage } from './pages/start-page.ts';

async function toStart(window: Page, server: string): Promise<void> {
  await window.getByRole('button', { name: new RegExp(`^Server: ${server}`) }).click();
  await window.getByRole('menuitem', { name: 'Servers and demo…' }).click();
}

async function action(window: Page, server: string, entry: RegExp): Promise<void> {
  await window.getByRole('button', { name: `Actions for ${server}` }).click();
  await window.getByRole('menuitem', { name: entry }).click();
}

test('removing a server leaves its rooms', async ({ start, server, room, api }) => {
  await start.fill({ name: 'Mine', url: server.url, key: server.apiKey, secret: server.apiSecret });
  await start.saveAndConnect.click();
  const page = await new RoomsPage(start.window).observe(room);
  expect(await api.listParticipants(room)).toHaveLength(1);
  await toStart(start.window, 'Mine');
  await action(start.window, 'Mine', /^Remove/);
  await start.window.getByRole('alertdialog').getByRole('button', { name: /^Remove/ }).click();
  await expect(start.profile('Mine')).toHaveCount(0);
  await expect(page.tab).toHaveCount(0);
  await expect.poll(async () => (await api.listParticipants(room)).length).toBe(0);
});

test('a secret moves where it is to be; a server without its secret can be renamed', async ({ server, room }) => {
  const userData = await mkdtemp(join(tmpdir(), 'room-console-e2e-'));
  const onDisk = (): Promise<string> => readFile(join(userData, 'profiles.json'), 'utf8');
  const obscured = Buffer.from(server.apiSecret).toString('base64');
  const first = await launchConsole({ userData });
  try {
    const start = new StartPage(first.window);
    await start.fill({ name: 'Mine', url: server.url, key: server.apiKey, secret: server.apiSecret });
    await start.form.getByRole('radio', { name: /In a file/ }).check();
    await start.saveAndConnect.click();
    await expect(new RoomsPage(first.window).row(room)).toBeVisible();
    expect(await onDisk()).toContain(obscured);

    await toStart(first.window, 'Mine');
    await action(first.window, 'Mine', /^Edit/);
    const form = first.window.getByRole('form');
    await form.getByRole('radio', { name: /For this run only/ }).check();
    await form.getByRole('button', { name: /^Save/ }).click();
    await expect(new RoomsPage(first.window).row(room)).toBeVisible();
    expect(await onDisk()).not.toContain(obscured);
    expect(await onDisk()).not.toContain('secret');
  } finally {
    await first.close();
  }

  const second = await launchConsole({ userData });
  try {
    await action(second.window, 'Mine', /^Rename/);
    const name = second.window.getByRole('dialog').getByRole('textbox');
    await name.fill('Ours');
    await name.press('Enter');
    await expect(new StartPage(second.window).profile('Ours')).toBeVisible();
  } finally {
    await second.close();
    await rm(userData, { recursive: true, force: true });
  }
});

test('waiting tells that the room is full, and why it ended without a join', async ({ start, api, joinAs }, info) => {
  const room = `seat-${info.workerIndex}-${Date.now()}`;
  await api.createRoom({ name: room, maxParticipants: 1, emptyTimeout: 60, departureTimeout: 60 });
  const present = async (): Promise<string[]> => (await api.listParticipants(room)).map(({ identity }) => identity);
  const page = await (await start.openEnvironment()).join(room, { identity: 'ops-1' });
  await api.removeParticipant(room, 'ops-1');
  const wait = page.panel.getByRole('button', { name: 'Wait for the room' });
  await expect(wait).toBeVisible();

  const alice = await joinAs('alice', { room });
  await wait.click();
  await expect(page.panel.getByText(/is full: 1 of 1 seats are taken/)).toBeVisible();
  await page.panel.getByRole('button', { name: 'Stop waiting' }).click();

  await alice.leave();
  await expect.poll(present).toEqual([]);
  await joinAs('ops-1', { room });
  await wait.click();
  await expect(page.panel.getByText(/^Not waiting for .* any more/)).toBeVisible();
  await expect(page.panel.getByText(/“ops-1” is in room/)).toBeVisible();
  expect(await present()).toEqual(['ops-1']);
  await api.deleteRoom(room);
});

test('a port that belongs to another protocol is told in words of ours', async ({ start }) => {
  await start.fill({ name: 'X11', url: 'ws://127.0.0.1:6000', key: 'k', secret: 's' });
  await start.testButton.click();
  await expect(start.form.getByRole('alert')).toContainText('The port of 127.0.0.1:6000 belongs to another protocol');
});
