import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, test } from './fixtures.ts';
import { RoomsPage } from './pages/rooms-page.ts';

test('a wrong secret is told from an unknown key, and what was typed stays', async ({ start, server }) => {
  await start.fill({ name: 'Mine', url: server.httpUrl, key: server.apiKey, secret: 'not-the-secret-of-this-key-at-all-00' });
  await start.testButton.click();
  await expect(start.form.getByRole('alert')).toContainText(/refuses? this secret|wrong secret/i);
  await expect(start.field('Name')).toHaveValue('Mine');
  await start.field('API key').fill('APIunknown');
  await start.field('API secret').fill(server.apiSecret);
  await start.testButton.click();
  await expect(start.form.getByRole('alert')).toContainText('does not know this API key');
  await expect(start.window.locator('body')).not.toContainText(server.apiSecret);
});

/** A port on which nobody listens. */
async function closedPort(): Promise<number> {
  const listener = createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const address = listener.address();
  listener.close();
  await once(listener, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

test('editing a server keeps the form for a new one, and goes to the secret', async ({ start, server, room }) => {
  await start.fill({ name: 'Mine', url: server.httpUrl, key: server.apiKey, secret: server.apiSecret });
  await start.testButton.focus();
  await start.window.keyboard.press('Enter');
  await expect(start.form.getByRole('status')).toContainText(/ms|works|answers|accept/i);
  await expect(start.testButton).toBeFocused();
  await start.saveAndConnect.click();
  await expect(start.window.getByRole('grid', { name: 'Rooms of Mine' })).toContainText(room);
  await start.window.getByRole('button', { name: /^Server: Mine/ }).click();
  await start.window.getByRole('menuitem', { name: 'Servers and demo…' }).click();
  await start.fill({ name: 'Half', url: 'wss://half.invalid', key: 'k', secret: 'half a secret' });
  await start.window.getByRole('button', { name: 'Actions for Mine' }).click();
  await start.window.getByRole('menuitem', { name: /edit/i }).click();
  const editing = start.window.getByRole('form', { name: 'Edit Mine' });
  await expect(editing.getByRole('textbox', { name: 'API secret' })).toBeFocused();
  await expect(editing).toContainText('type one only to replace it');
  await editing.getByRole('button', { name: 'Cancel' }).click();
  await expect(start.field('Name')).toHaveValue('Half');
  await expect(start.field('API secret')).toHaveValue('half a secret');
  // Nothing of the start view is below the window's edge, with servers listed.
  const below = await start.window.locator('main').evaluate((view) => view.scrollHeight - view.clientHeight);
  expect(below).toBe(0);
});

test('refused connection and unknown host are told apart', async ({ start }) => {
  await start.fill({ name: 'Nobody', url: `ws://127.0.0.1:${await closedPort()}`, key: 'k', secret: 's' });
  const above = await start.window.getByRole('heading', { level: 1 }).boundingBox();
  await start.testButton.click();
  await expect(start.form.getByRole('alert')).toContainText(/refused/i);
  // What stands above does not move when the message makes the form higher.
  expect(await start.window.getByRole('heading', { level: 1 }).boundingBox()).toEqual(above);
  await start.field('Server URL').fill('wss://no-such-host.invalid');
  await start.field('API secret').fill('s');
  await start.testButton.click();
  await expect(start.form.getByRole('alert')).toContainText(/not found|no such host|unknown host/i);
});

test('removing a server names what is typed in its rooms', async ({ start, server, room }) => {
  await start.fill({ name: 'Mine', url: server.httpUrl, key: server.apiKey, secret: server.apiSecret });
  await start.saveAndConnect.click();
  const page = await new RoomsPage(start.window).join(room, { identity: 'ops-1' });
  await page.compose.open();
  await page.compose.payload.fill('half');
  await start.window.getByRole('button', { name: /^Server: Mine/ }).click();
  await start.window.getByRole('menuitem', { name: 'Servers and demo…' }).click();
  await start.window.getByRole('button', { name: 'Actions for Mine' }).click();
  await start.window.getByRole('menuitem', { name: /remove/i }).click();
  const dialog = start.window.getByRole('alertdialog');
  await expect(dialog).toContainText('1 open room of it will be closed here.');
  await expect(dialog).toContainText(`That loses a message that was not sent in ${room}.`);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(start.profile('Mine')).toContainText('1 room open');
});

test('a server is saved, opened, renamed and removed; an http URL is mended', async ({ start, server, room }) => {
  await start.fill({ name: 'Mine', url: server.httpUrl, key: server.apiKey, secret: server.apiSecret });
  await start.saveAndConnect.click();
  await expect(start.window.getByRole('grid', { name: 'Rooms of Mine' })).toContainText(room);
  await start.window.getByRole('button', { name: /^Server: Mine/ }).click();
  await start.window.getByRole('menuitem', { name: 'Servers and demo…' }).click();
  await expect(start.profile('Mine')).toBeVisible();
  await start.window.getByRole('button', { name: 'Actions for Mine' }).click();
  await start.window.getByRole('menuitem', { name: /rename/i }).click();
  const dialog = start.window.getByRole('dialog');
  await dialog.getByRole('textbox').fill('Ours');
  await dialog.getByRole('textbox').press('Enter');
  await expect(start.profile('Ours')).toBeVisible();
  await start.window.getByRole('button', { name: 'Actions for Ours' }).click();
  await start.window.getByRole('menuitem', { name: /remove/i }).click();
  await start.window.getByRole('alertdialog').or(start.window.getByRole('dialog')).getByRole('button', { name: /^Remove/ }).click();
  await expect(start.profile('Ours')).toHaveCount(0);
});
