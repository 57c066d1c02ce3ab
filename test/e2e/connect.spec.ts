import { expect, test } from './fixtures.ts';

test('a wrong secret is told from an unknown key, and what was typed stays', async ({ start, server }) => {
  await start.fill({ name: 'Mine', url: server.httpUrl, key: server.apiKey, secret: 'not-the-secret-of-this-key-at-all-00' });
  await start.testButton.click();
  await expect(start.form.getByText(/refuses this secret|secret .*(wrong|refused)/i).first()).toBeVisible();
  await expect(start.field('Name')).toHaveValue('Mine');
  await start.field('API key').fill('APIunknown');
  await start.field('API secret').fill(server.apiSecret);
  await start.testButton.click();
  await expect(start.form.getByText(/does not know (this|the) key|unknown key/i).first()).toBeVisible();
  await expect(start.window.locator('body')).not.toContainText(server.apiSecret);
});

test('refused connection and unknown host are told apart', async ({ start }) => {
  await start.fill({ name: 'Nobody', url: 'ws://127.0.0.1:9', key: 'k', secret: 's' });
  await start.testButton.click();
  await expect(start.form.getByText(/refused/i).first()).toBeVisible();
  await start.field('Server URL').fill('wss://no-such-host.invalid');
  await start.field('API secret').fill('s');
  await start.testButton.click();
  await expect(start.form.getByText(/not found|no such host|unknown host/i).first()).toBeVisible();
});

test('a server is saved, opened, renamed and removed; an http URL is mended', async ({ start, server }) => {
  await start.fill({ name: 'Mine', url: server.httpUrl, key: server.apiKey, secret: server.apiSecret });
  await start.saveAndConnect.click();
  await expect(start.window.getByRole('grid', { name: 'Rooms of Mine' })).toBeVisible();
  await start.window.getByRole('button', { name: /^Server: Mine/ }).click();
  await start.window.getByRole('menuitem', { name: /all servers|servers…|start/i }).first().click();
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
