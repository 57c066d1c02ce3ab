import { expect, test } from './fixtures.ts';

test('look', async ({ start, room, api, joinAs, running }) => {
  test.setTimeout(120_000);
  for (let index = 0; index < 12; index += 1) await joinAs(`guest-${index}`, { name: `Guest ${index}`, metadata: '{"role":"nurse"}' });
  const page = await (await start.openEnvironment()).observe(room);
  const { window } = page;
  await running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1280, 800));
  const shot = async (name: string): Promise<void> => {
    for (const theme of ['light', 'dark']) {
      await window.evaluate((value) => (document.documentElement.dataset['theme'] = value), theme);
      await window.screenshot({ path: `/tmp/i-shots/${name}-${theme}.png` });
    }
  };
  const pane = await page.openPerson('guest-0');
  await pane.writeMetadata('{"role":"doctor","ward":3}');
  await expect(pane.outcome(/Seen by the room/i)).toBeVisible();
  await window.evaluate(async (name) => {
    const scope = globalThis as unknown as { roomConsole: { request(id: string, what: string, input: unknown): Promise<{ ok: boolean; value: { id: string }[] }> } };
    const profiles = await scope.roomConsole.request('x1', 'listProfiles', undefined);
    const profileId = profiles.value[0]?.id;
    await scope.roomConsole.request('x2', 'startStandingOrder', { profileId, room: name, identity: 'guest-3', order: { kind: 'removeOnReturn' } });
    await scope.roomConsole.request('x3', 'startStandingOrder', { profileId, room: name, identity: 'guest-5', order: { kind: 'keepInForce', metadata: '{"role":"chief"}' }, untilMs: Date.now() + 600_000 });
  }, room);
  await page.people.getByRole('option').nth(1).click();
  await page.people.getByRole('option').nth(9).click({ modifiers: ['Shift'] });
  await page.people.getByRole('option').nth(4).click({ modifiers: ['Control'] });
  await shot('people');
  await window.getByRole('button', { name: /^Everybody else/ }).click();
  await shot('bulk-silence');
  await window.getByRole('radio', { name: 'Permissions' }).click();
  await window.getByRole('combobox', { name: 'Preset' }).selectOption('Viewer');
  await shot('bulk-permissions');
  await window.keyboard.press('Escape');
  await page.people.focus();
  await window.keyboard.press('Control+a');
  await window.getByRole('button', { name: 'Change…', exact: true }).click();
  await window.getByRole('radio', { name: 'Permissions' }).click();
  await window.getByRole('combobox', { name: 'Send data' }).selectOption('off');
  await window.getByRole('spinbutton').fill('3');
  await api.removeParticipant(room, 'guest-1');
  await window.getByRole('button', { name: /^Change permissions of/ }).click();
  await window.waitForTimeout(2000);
  await shot('bulk-progress');
  await expect(window.getByText(/refused\.$/)).toBeVisible();
  await shot('bulk-results');
  await window.getByRole('button', { name: 'Close', exact: true }).last().click();
  await window.getByRole('button', { name: /standing orders?/ }).click();
  await shot('orders');
  await window.getByRole('button', { name: 'Close', exact: true }).last().click();
  await shot('room');
  await window.getByRole('tab', { name: 'Audit' }).click();
  await window.getByRole('row').filter({ hasText: 'Metadata' }).first().click();
  await shot('audit');
});
