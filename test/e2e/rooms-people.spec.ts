import { expect, test } from './fixtures.ts';

test('people are seen, edited and moderated from the list of rooms, without joining', async ({ start, room, api, joinAs }) => {
  const alice = await joinAs('alice', { name: 'Alice', metadata: '{"role":"nurse"}' });
  await joinAs('ghost', { grant: { hidden: true } });
  const rooms = await start.openEnvironment();
  await rooms.row(room).click();
  const people = rooms.window.getByRole('region', { name: `People of ${room}` });
  const list = people.getByRole('listbox', { name: 'People by the server’s list' });
  await expect(list.getByRole('option')).toHaveCount(2);
  await expect(list.getByRole('option').filter({ hasText: 'ghost' })).toContainText('hidden');

  await list.getByRole('option').filter({ hasText: 'alice' }).click();
  const pane = rooms.window.getByRole('region', { name: 'Participant alice' });
  await expect(pane).toContainText('By the server’s list');
  await pane.getByRole('textbox', { name: 'Name', exact: true }).fill('Alice K');
  await pane.getByRole('button', { name: 'Save name' }).click();
  await expect(pane.getByRole('status').filter({ hasText: 'The server lists the new value' })).toBeVisible();
  expect((await api.getParticipant(room, 'alice')).name).toBe('Alice K');

  await pane.getByRole('button', { name: 'Silence' }).click();
  await expect(rooms.window.getByText('The server lists it so.').first()).toBeVisible();
  expect((await api.getParticipant(room, 'alice')).permission).toMatchObject({ canPublish: false, canPublishData: false });

  await pane.getByRole('button', { name: 'Remove…' }).click();
  await rooms.window.getByRole('button', { name: 'Remove alice' }).click();
  await alice.until('its own disconnect', () => alice.disconnects.length > 0);
  // Nobody of the console was ever in the room.
  expect((await api.listParticipants(room)).map(({ identity }) => identity)).toEqual(['ghost']);
});

test('a person is found over all rooms, and opened with Enter', async ({ start, room, joinAs }) => {
  await joinAs('nurse-eva', { name: 'Eva Kranz' });
  const rooms = await start.openEnvironment();
  await expect(rooms.row(room)).toBeVisible();
  await rooms.window.keyboard.press('Control+Shift+P');
  await rooms.dialog.getByRole('combobox', { name: 'Identity or name' }).fill('kranz');
  await rooms.window.keyboard.press('Enter');
  await expect(rooms.dialog.getByRole('option')).toHaveText([/nurse-eva.*Eva Kranz/s]);
  await rooms.window.keyboard.press('Enter');
  await expect(rooms.window.getByRole('region', { name: 'Participant nurse-eva' })).toBeVisible();
});

test('what the server can do is learnt from joins and, where asked for, from a throwaway', async ({ start, room, api }) => {
  const rooms = await start.openEnvironment();
  const about = async () => {
    await rooms.window.getByRole('button', { name: /^Server:/ }).click();
    await rooms.window.getByRole('menuitem', { name: /About this server/ }).click();
  };
  await about();
  await expect(rooms.dialog).toContainText('unknown until joined');
  await rooms.dialog.getByRole('button', { name: /Try move and forward/ }).click();
  expect((await api.listRooms()).some(({ name }) => name.startsWith('room-console-try-'))).toBe(false);
  await rooms.dialog.getByRole('button', { name: 'Create, try and delete' }).click();
  await expect(rooms.dialog.getByText('not implemented', { exact: true })).toHaveCount(2, { timeout: 30_000 });
  // The throwaway joined, so the version is known; it was no tab, and its rooms are gone.
  await expect(rooms.dialog).not.toContainText('unknown until joined');
  await expect(rooms.window.getByRole('tab', { name: /room-console-try/ })).toHaveCount(0);
  await expect.poll(async () => (await api.listRooms()).some(({ name }) => name.startsWith('room-console-try-'))).toBe(false);
  expect(await api.listParticipants(room)).toEqual([]);
});
