import { randomUUID } from 'node:crypto';
import { expect, test } from './fixtures.ts';
import { RoomPage } from './pages/room-page.ts';

test('a room is created with metadata and limits, and opened', async ({ start, api, room }) => {
  const name = `made-${randomUUID().slice(0, 8)}`;
  const rooms = await start.openEnvironment();
  await expect(rooms.row(room)).toBeVisible();
  await rooms.createButton.first().click();
  await rooms.dialog.getByRole('textbox', { name: 'Name' }).fill(room);
  await expect(rooms.dialog.getByText(/already|exists/i).first()).toBeVisible();
  await rooms.dialog.getByRole('textbox', { name: 'Name' }).fill(name);
  await rooms.dialog.getByRole('textbox', { name: 'Room metadata', exact: true }).fill('{"type":');
  await expect(rooms.dialog.getByText(/line 1/i).first()).toBeVisible();
  await rooms.dialog.getByRole('textbox', { name: 'Room metadata', exact: true }).fill('{"type":"consult"}');
  await rooms.dialog.getByRole('textbox', { name: /^Max participants/ }).fill('7');
  await rooms.dialog.getByRole('textbox', { name: /^Close when nobody came/ }).fill('120');
  await rooms.dialog.getByRole('button', { name: /^Create/ }).click();
  await new RoomPage(start.window, name).connected();
  const [made] = await api.listRooms([name]);
  expect(made).toMatchObject({ metadata: '{"type":"consult"}', maxParticipants: 7, emptyTimeout: 120 });
  await api.deleteRoom(name);
});

test('deleting a room names who is in it, and puts them out', async ({ start, room, joinAs, api }) => {
  const alice = await joinAs('alice');
  const rooms = await start.openEnvironment();
  // The tab that is open knows at once who is there; the server's list lags.
  const page = await rooms.join(room, { identity: 'ops-1' });
  await expect(page.window.getByRole('list', { name: 'Rooms' }).getByRole('listitem').filter({ hasText: room })).toContainText(/2$/);
  await page.window.getByRole('tab', { name: 'Rooms' }).click();
  await rooms.menu(room, /delete/i);
  const dialog = rooms.window.getByRole('alertdialog').or(rooms.window.getByRole('dialog'));
  await expect(dialog).toContainText('alice');
  await expect(dialog).toContainText('you (ops-1)');
  const remove = dialog.getByRole('button', { name: /^Delete/ });
  await expect(remove).toHaveAttribute('aria-disabled', 'true');
  await dialog.getByRole('textbox', { name: 'Name of the room' }).fill(room);
  await remove.click();
  await alice.until('its own disconnect', () => alice.disconnects.length > 0);
  await expect(rooms.row(room)).toHaveCount(0);
  expect(await api.listRooms([room])).toEqual([]);
});

test('a dialog keeps what was typed in it, or asks before it is lost', async ({ start, room }) => {
  const rooms = await start.openEnvironment();
  await rooms.menu(room, /edit metadata/i);
  const draft = rooms.dialog.getByRole('textbox', { name: 'Room metadata', exact: true });
  await draft.fill('{"half":');
  // A draft of metadata is kept: nothing is asked, and it is there again.
  await expect(rooms.dialog.getByText('The draft is kept when you close this.')).toBeVisible();
  await rooms.window.keyboard.press('Escape');
  await expect(rooms.dialog).toHaveCount(0);
  await rooms.menu(room, /edit metadata/i);
  await expect(draft).toHaveText('{"half":');
  await draft.fill('{"whole":1}');
  await rooms.dialog.getByRole('button', { name: /^Save/ }).click();
  await expect(rooms.dialog.getByText('The draft is kept when you close this.')).toHaveCount(0);
  await rooms.window.keyboard.press('Escape');
  await expect(rooms.dialog).toHaveCount(0);
  for (const [open, field] of [
    [rooms.createButton.first(), 'Name'],
    [rooms.row(room).getByRole('button', { name: 'Join…' }), 'Identity'],
  ] as const) {
    await open.click();
    const cancel = rooms.dialog.getByRole('button', { name: 'Cancel' });
    await rooms.dialog.getByRole('textbox', { name: field }).fill('half');
    await cancel.click();
    await expect(rooms.dialog.getByRole('textbox', { name: field })).toHaveValue('half');
    await rooms.dialog.getByRole('button', { name: 'Close and lose it' }).click();
    await expect(rooms.dialog).toHaveCount(0);
    await open.click();
    await cancel.click();
    await expect(rooms.dialog).toHaveCount(0);
  }
});

test('the list follows the server by itself, and says when it is away', async ({ start, room, api, server }) => {
  const rooms = await start.openEnvironment();
  await expect(rooms.row(room)).toBeVisible();
  const other = `${room}-later`;
  await api.createRoom({ name: other });
  await expect(rooms.row(other)).toBeVisible();
  await rooms.filter.fill('later');
  await expect(rooms.row(room)).toHaveCount(0);
  await rooms.filter.fill('');
  await server.kill();
  await expect(rooms.window.getByText(/away|does not answer|not reach|refused/i).first()).toBeVisible({ timeout: 20_000 });
  // The last list stays, marked as such.
  await expect(rooms.row(room)).toBeVisible();
  await server.restart();
  // Only a new answer can hold this room.
  await api.createRoom({ name: `${room}-back` });
  await expect(rooms.row(`${room}-back`)).toBeVisible({ timeout: 45_000 });
});

test('from the start view to a sent message by keyboard alone', async ({ start, room, joinAs }) => {
  const alice = await joinAs('alice');
  const window = start.window;
  const tabTo = async (name: RegExp): Promise<void> => {
    const passed: string[] = [];
    for (let presses = 0; presses < 60; presses += 1) {
      const focused = await window.evaluate(() => {
        let element = document.activeElement;
        while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
        const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : undefined;
        return (element?.getAttribute('aria-label') ?? label ?? element?.textContent ?? '').trim();
      });
      if (name.test(focused)) return;
      passed.push(focused.slice(0, 20));
      await window.keyboard.press('Tab');
    }
    throw new Error(`no way to ${name} with the Tab key: ${passed.join(' | ')}`);
  };
  await expect(start.profile('From the environment')).toBeVisible();
  await tabTo(/^Open From the environment|^From the environment/);
  await window.keyboard.press('Enter');
  await expect(window.getByRole('grid', { name: /^Rooms of/ })).toContainText(room);
  // Alone in the table, so that the next “Join…” is its own.
  await tabTo(/^Filter rooms by name/);
  await window.keyboard.type(room);
  await expect(window.getByRole('grid', { name: /^Rooms of/ }).getByRole('button', { name: 'Join…' })).toHaveCount(1);
  await tabTo(/^Join…$/);
  await window.keyboard.press('Enter');
  const dialog = window.getByRole('dialog');
  await expect(dialog).toBeVisible();
  await expect(dialog.getByRole('radio', { name: 'Participant' })).toBeChecked();
  await tabTo(/^Identity/);
  await window.keyboard.type('ops-1');
  await window.keyboard.press('Enter');
  const page = new RoomPage(window, room);
  await page.connected();
  await tabTo(/^Compose/);
  await expect(page.compose.payload).toBeVisible();
  await tabTo(/^Payload$/);
  await window.keyboard.type('"by hand"');
  await window.keyboard.press('Control+Enter');
  await alice.message(({ text }) => text.includes('by hand'));
});
