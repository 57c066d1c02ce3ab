import { expect, test } from './fixtures.ts';

test('participant metadata: from the token, changed from outside, changed here and received there', async ({ start, room, api, joinAs }) => {
  const alice = await joinAs('alice', { metadata: '{"role":"nurse"}', name: 'Alice' });
  const bob = await joinAs('bob');
  const page = await (await start.openEnvironment()).observe(room);
  const pane = await page.openPerson('alice');
  await expect(pane.metadata).toHaveText('{"role":"nurse"}');

  await api.updateParticipant(room, 'alice', { metadata: '{"role":"doctor"}' });
  await expect(pane.metadata).toHaveText('{"role":"doctor"}');
  await expect(page.row('alice metadata')).toHaveText(/nurse.*doctor/s);

  await pane.writeMetadata('{"role":"surgeon"}');
  await expect(pane.outcome(/Seen by the room after \d+ ms/i)).toBeVisible();
  await bob.until('the new metadata', () => bob.sees('alice')?.metadata === '{"role":"surgeon"}');
  expect(alice.room.localParticipant?.metadata).toBe('{"role":"surgeon"}');
});

test('an empty value is answered OK and ignored: the console says so', async ({ start, room, joinAs }) => {
  await joinAs('alice', { metadata: 'something', name: 'Alice' });
  const page = await (await start.openEnvironment()).observe(room);
  const pane = await page.openPerson('alice');
  await pane.writeMetadata('');
  await expect(pane.outcome(/nothing changed.*empty metadata is ignored/s)).toBeVisible();
});

test('a draft survives a change from outside, and neither is lost', async ({ start, room, api, joinAs }) => {
  await joinAs('alice', { metadata: '{"waiting":4}' });
  const page = await (await start.openEnvironment()).observe(room);
  const pane = await page.openPerson('alice');
  await pane.metadata.fill('{"waiting":4,"note":"mine"}');
  await api.updateParticipant(room, 'alice', { metadata: '{"waiting":5}' });
  await expect(pane.region.getByText(/changed while you were editing/i)).toBeVisible();
  await expect(pane.metadata).toHaveText(/"note":"mine"/);
  await pane.region.getByRole('tab', { name: 'Live', exact: true }).click();
  await expect(pane.region.getByText('"waiting":5').or(pane.region.getByText('{"waiting":5}')).first()).toBeVisible();
});

test('who was seen last has not left while this console is not in the room', async ({ start, room, api, joinAs }) => {
  await joinAs('alice', { metadata: '{"waiting":4}' });
  const page = await (await start.openEnvironment()).join(room, { identity: 'ops-1' });
  const pane = await page.openPerson('alice');
  await pane.metadata.fill('{"waiting":5}');
  await api.removeParticipant(room, 'ops-1');
  await expect(pane.region.getByText(/^As last seen; this console is not in the room/)).toBeVisible();
  await expect(pane.region.getByText('not known', { exact: true })).toBeVisible();
  await expect(pane.region.getByText('left', { exact: true })).toHaveCount(0);
  await expect(pane.saveMetadata).toHaveAttribute('aria-disabled', 'true');
  await expect(pane.metadata).toHaveText('{"waiting":5}');
});

test('what is known of people is told as old while the server is away, and as live once it is back', async ({ start, room, api, server, joinAs }) => {
  await joinAs('alice', { metadata: '{"waiting":4}' });
  const page = await (await start.openEnvironment()).observe(room);
  const pane = await page.openPerson('alice');
  const title = page.window.getByText(/and 1 hidden/);
  await expect(title).toHaveText('1 and 1 hidden');
  await server.kill();
  try {
    await expect(pane.region.getByText(/^As last seen; /)).toBeVisible({ timeout: 20_000 });
    await expect(title).toHaveText('1 and 1 hidden, as last seen');
    await expect(page.window.getByText(/^Hidden ones as last listed at \d/)).toBeVisible();
    await expect(pane.saveMetadata).toHaveAttribute('aria-disabled', 'true');
  } finally {
    await server.restart();
  }
  // Both kept their tokens; a room that was made by hand is made anew by whoever joins first.
  await api.createRoom({ name: room }).catch(() => undefined);
  await expect(page.status.getByText('Connected', { exact: true })).toBeVisible({ timeout: 30_000 });
  await expect(page.window.getByText(/^Hidden ones as last listed/)).toHaveCount(0, { timeout: 3_000 });
});

test('a name that looks like another one is told apart in its field; a conflict of names offers to keep mine', async ({ start, room, api, joinAs }) => {
  await joinAs('mallory', { name: '\u202Enimda', metadata: '\u202Enimda' });
  const page = await (await start.openEnvironment()).observe(room);
  const pane = await page.openPerson('mallory');
  const marked = pane.region.getByText('Holds invisible characters: ⟨U+202E⟩nimda');
  await expect(marked).toBeVisible();
  await expect(pane.metadata).toHaveText('⟨U+202E⟩nimda');
  await pane.name.fill('Mallory');
  await expect(marked).toHaveCount(0);
  await api.updateParticipant(room, 'mallory', { name: 'Eve' });
  await pane.region.getByRole('button', { name: 'Keep mine' }).press('Enter');
  await expect(pane.name).toBeFocused();
  await expect(pane.name).toHaveValue('Mallory');
  await pane.saveName.press('Enter');
  await expect(page.row('mallory name', /Eve.*Mallory/)).toBeVisible();
});

test('room metadata: set at creation, updated from here, seen here and by the other client', async ({ start, room, joinAs }) => {
  const bob = await joinAs('bob');
  const rooms = await start.openEnvironment();
  await expect(rooms.row(room)).toContainText('{"made":"by test"}');
  const page = await rooms.observe(room);
  await page.window.getByRole('tab', { name: 'Rooms' }).click();
  await rooms.menu(room, /metadata/i);
  await rooms.dialog.getByRole('textbox', { name: 'Room metadata', exact: true }).fill('{"made":"by hand"}');
  await rooms.dialog.getByRole('button', { name: /^Save/ }).click();
  await bob.until('the new room metadata', () => bob.room.metadata === '{"made":"by hand"}');
  await expect(page.window.getByText(/seen by the room after \d+ ms/i).first()).toBeVisible();
  await page.window.keyboard.press('Escape');
  await page.tab.click();
  await expect(page.row('Room metadata')).toHaveText(/by test.*by hand/s);
});

test('own name, metadata and attributes, as the participant itself', async ({ start, room, joinAs }) => {
  const bob = await joinAs('bob');
  const page = await (await start.openEnvironment()).join(room, { identity: 'ops-1', name: 'Operations' });
  await bob.until('ops-1', () => bob.sees('ops-1')?.name === 'Operations');
  const pane = await page.openPerson('ops-1');
  await pane.writeMetadata('{"desk":1}');
  await bob.until('own metadata', () => bob.sees('ops-1')?.metadata === '{"desk":1}');
  await pane.name.fill('Night desk');
  await pane.saveName.click();
  await bob.until('own name', () => bob.sees('ops-1')?.name === 'Night desk');
  await pane.region.getByRole('button', { name: 'Add attribute' }).click();
  await pane.region.getByRole('textbox', { name: 'Attribute key' }).fill('shift');
  await pane.region.getByRole('textbox', { name: 'Attribute value' }).fill('night');
  await pane.region.getByRole('textbox', { name: 'Attribute value' }).press('Enter');
  await pane.region.getByRole('button', { name: /^Save .*attribute/ }).click();
  await bob.until('own attribute', () => bob.sees('ops-1')?.attributes['shift'] === 'night');
});

test('the focus stays where the work is: saving, dropping and editing by the keyboard', async ({ start, room, api, joinAs }) => {
  const bob = await joinAs('bob', { metadata: '{"a":1}', attributes: { zeta: '1', alpha: '2' } });
  const page = await (await start.openEnvironment()).observe(room);
  const pane = await page.openPerson('bob');
  await pane.metadata.fill('{"a":2}');
  await pane.saveMetadata.press('Enter');
  await expect(pane.outcome(/Seen by the room/)).toBeVisible();
  await expect(pane.saveMetadata).toBeFocused();
  await pane.metadata.fill('{"a":3}');
  await pane.region.getByRole('button', { name: 'Drop draft' }).press('Enter');
  await expect(pane.metadata).toBeFocused();

  await pane.name.fill('Bob');
  await pane.saveName.press('Enter');
  await bob.until('the name', () => bob.room.localParticipant?.name === 'Bob');
  await expect(pane.saveName).toBeFocused();

  // Confirming a row leads to its pencil, saving to the plus sign, as the row of buttons is gone by then.
  const keys = pane.region.getByRole('table', { name: 'Attributes' }).locator('[role=cell]:first-child');
  await expect(keys).toHaveText(['alpha', 'zeta']);
  await pane.region.getByRole('button', { name: 'Edit zeta' }).press('Enter');
  const value = pane.region.getByRole('textbox', { name: 'Attribute value' });
  await expect(value).toBeFocused();
  await value.fill('9');
  await value.press('Enter');
  await expect(pane.region.getByRole('button', { name: 'Edit zeta' })).toBeFocused();
  await pane.region.getByRole('button', { name: 'Save 1 attribute' }).press('Enter');
  await bob.until('the attribute', () => bob.room.localParticipant?.attributes['zeta'] === '9');
  await expect(pane.region.getByRole('button', { name: 'Add attribute' })).toBeFocused();
  for (const alpha of ['3', '4', '5']) {
    await api.updateParticipant(room, 'bob', { attributes: { alpha, mid: alpha } });
    await expect(pane.region.getByRole('row', { name: /^alpha/ })).toContainText(alpha);
    await expect(keys).toHaveText(['alpha', 'mid', 'zeta']);
  }
});

test('a conflict of free text offers to keep mine, and to drop it once only; an ignored edit is not told as done', async ({ start, room, api, joinAs }) => {
  await joinAs('alice', { metadata: 'seat 4' });
  const page = await (await start.openEnvironment()).observe(room);
  const pane = await page.openPerson('alice');
  await pane.metadata.fill('seat 5');
  await api.updateParticipant(room, 'alice', { metadata: 'seat 6' });
  await expect(pane.region.getByRole('button', { name: /^Drop/ })).toHaveText(['Drop my draft']);
  await pane.region.getByRole('button', { name: 'Keep mine' }).press('Enter');
  await expect(pane.metadata).toBeFocused();
  await expect(pane.metadata).toHaveText('seat 5');
  await pane.saveMetadata.press('Enter');
  await expect(page.row('alice metadata', 'seat 5')).toBeVisible();

  await pane.writeMetadata('');
  await expect(page.row('asked to change metadata of alice')).toHaveText(/ignored the empty value/);
  await expect(page.row('This console changed metadata of alice')).toHaveCount(1);
});
