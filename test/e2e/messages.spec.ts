import { expect, test } from './fixtures.ts';

test('a message is seen three ways: reliable, lossy, and from the server API', async ({ start, room, api, joinAs }) => {
  const alice = await joinAs('alice');
  const page = await (await start.openEnvironment()).observe(room);

  await alice.send('a reliable word', { reliable: true, topic: 'chat' });
  await alice.send('a lossy word', { reliable: false, topic: 'cursor' });
  await api.sendData(room, new TextEncoder().encode('a word of the API'), 0, { topic: 'notice' });

  await expect(page.row('a reliable word')).toHaveText(/reliable.*alice.*chat/s);
  await expect(page.row('a lossy word')).toHaveText(/lossy.*alice.*cursor/s);
  await expect(page.row('a word of the API')).toHaveText(/server API.*notice/s);

  await page.row('a reliable word').click();
  await expect(page.fact('Sender')).toHaveText(/alice\s*PA_/);
  await expect(page.fact('Topic')).toHaveText('chat');
  await expect(page.fact('Size')).toHaveText(/payload 15 B/);
  await page.inspector.getByRole('tab', { name: 'Hex' }).click();
  await expect(page.inspector.getByRole('tabpanel', { name: 'Hex' })).toContainText('61 20 72 65 6c 69 61 62');
  await expect(page.status.getByText(/\b3 of 3/)).toBeVisible();
});

test('a message for one destination reaches that one only', async ({ start, room, joinAs }) => {
  const alice = await joinAs('alice');
  const bob = await joinAs('bob');
  const carol = await joinAs('carol');
  const rooms = await start.openEnvironment();
  const page = await rooms.join(room, { identity: 'ops-1' });
  await bob.until('ops-1', () => bob.sees('ops-1') !== undefined);

  // From the console to bob alone.
  await expect(page.person('bob')).toBeVisible();
  await page.compose.open();
  await page.compose.addDestination('bob');
  await page.compose.sendText('for bob alone');
  await bob.message((message) => message.text === 'for bob alone' && message.from === 'ops-1');
  await expect(page.row('for bob alone')).toHaveText(/sent.*bob/s);

  // From alice to bob alone: the console must not show what never came here. What comes after it proves the order.
  await alice.send('whispered', { reliable: true, to: ['bob'] });
  await alice.send('for all', { reliable: true });
  await bob.message((message) => message.text === 'whispered');
  await carol.message((message) => message.text === 'for all');
  await expect(page.row('for all')).toBeVisible();
  await expect(page.row('whispered')).toHaveCount(0);
  expect(carol.messages.map((message) => message.text)).toEqual(['for all']);
  await page.panel.getByRole('button', { name: /Out of sight here/ }).click();
  await expect(page.window.getByText(/addressed to/i).last()).toBeVisible();
});

test('what the console sends arrives as it says: both kinds, and from nobody through the API', async ({ start, room, joinAs }) => {
  const bob = await joinAs('bob');
  const rooms = await start.openEnvironment();
  const page = await rooms.join(room, { identity: 'ops-1' });
  // A client names the sender only once it knows the participant, and joins are told up to 3 s late.
  await bob.until('ops-1', () => bob.sees('ops-1') !== undefined);

  await page.compose.sendText('hello', { kind: 'Reliable', topic: 'chat' });
  expect(await bob.message(({ text }) => text === 'hello')).toMatchObject({ kind: 'reliable', topic: 'chat', from: 'ops-1' });
  await expect(page.compose.payload).toBeFocused();
  await expect(page.compose.payload).toHaveText('hello');

  await page.compose.sendText('position', { kind: 'Lossy', topic: 'cursor' });
  expect(await bob.message(({ text }) => text === 'position')).toMatchObject({ kind: 'lossy', topic: 'cursor', from: 'ops-1' });

  await page.compose.sendText('from nobody', { kind: 'Reliable', topic: 'notice', as: 'Server API' });
  expect(await bob.message(({ text }) => text === 'from nobody')).toMatchObject({ topic: 'notice', from: undefined });
  await expect(page.row('from nobody', 'server API')).toBeVisible();
});

test('hex is sent as bytes, and an error in it is shown with its place', async ({ start, room, joinAs }) => {
  const bob = await joinAs('bob');
  const page = await (await start.openEnvironment()).join(room, { identity: 'ops-1' });
  await page.compose.open();
  await page.compose.choose('Hex');
  await page.compose.payload.fill('00 ff zz');
  await expect(page.compose.region.getByText(/zz|position|column/i).first()).toBeVisible();
  await page.compose.payload.fill('00 ff 10');
  await page.compose.send.click();
  const got = await bob.message(({ payload }) => payload.length === 3);
  expect([...got.payload]).toEqual([0, 255, 16]);
});

test('hostile text is shown, never run or reordered', async ({ start, room, joinAs }) => {
  const evil = await joinAs('<img src=x onerror=alert(1)>', { name: '\u202Enimda\u202C', metadata: '<script>1</script>' });
  const page = await (await start.openEnvironment()).observe(room);
  await evil.send(`<b>bold</b>\u202E${'x'.repeat(50_000)}\u0000`, { reliable: true, topic: 'chat' });
  await evil.send(new Uint8Array([0xff, 0xfe, 0x80, 0x41]), { reliable: true, topic: 'raw' });
  await evil.send(`${'['.repeat(10_000)}${']'.repeat(10_000)}`, { reliable: true, topic: 'deep' });

  await expect(page.row('<b>bold</b>')).toBeVisible();
  await expect(page.row('raw')).toHaveText(/ff fe 80 41/);
  await page.row('deep').click();
  await expect(page.inspector.getByRole('tabpanel')).toBeVisible();
  await page.row('<b>bold</b>').click();
  await expect(page.inspector.getByRole('tabpanel')).toContainText('<b>bold</b>');
  await expect(page.window.locator('img[src="x"]')).toHaveCount(0);
  // The override character is shown by its name, so nothing after it is turned around.
  expect(await page.person('nimda').textContent()).not.toContain('\u202E');
});

test('only the button and Ctrl+Enter send; a verdict goes with its message; warnings are never out of sight', async ({ start, room, api, joinAs }) => {
  const bob = await joinAs('bob');
  const page = await (await start.openEnvironment()).join(room, { identity: 'ops-1' });
  await bob.until('ops-1', () => bob.sees('ops-1') !== undefined);
  const { compose } = page;
  await compose.choose('Text');
  await compose.payload.fill('by the button');
  await compose.topic.fill('chat');
  await compose.topic.press('Enter');
  await compose.send.focus();
  await compose.send.press('Enter');
  await bob.message(({ text }) => text === 'by the button');
  await expect(compose.result).toHaveText(/Sent to the channel/);
  await expect(compose.send).toBeFocused();
  expect(bob.messages).toHaveLength(1);

  await compose.payload.fill('x'.repeat(70_000));
  await expect(compose.result).toHaveText('');
  await expect(compose.region.getByText(/^Too large/)).toBeInViewport({ ratio: 1 });
  await expect(compose.region.getByText(/^[\d,]+ of [\d,]+ B \w/)).toBeVisible();
  await compose.send.click();
  await expect(compose.result).toHaveText(/Not sent/);
  await compose.payload.fill('y');
  await expect(compose.result).toHaveText('');

  await compose.send.click();
  await expect(compose.result).toHaveText(/Sent to the channel/);
  // The rows above do not jump for it.
  await compose.payload.fill('yy');
  const before = await page.grid.boundingBox();
  await api.updateParticipant(room, 'ops-1', { permission: { canSubscribe: true, canPublish: true, canPublishData: false } });
  await expect(compose.region.getByText(/^You may not send data any more/)).toBeInViewport({ ratio: 1 });
  expect(await page.grid.boundingBox()).toEqual(before);

  await api.removeParticipant(room, 'ops-1');
  await expect(compose.region.getByText('not connected; nothing can be sent as ops-1')).toBeVisible();
  await expect(page.window.getByText(/^Not known while disconnected/)).toBeVisible();
});

test('beside a participant it is still said whether the rows move; a cleared filter keeps the selected row in view', async ({ start, room, joinAs }) => {
  const alice = await joinAs('alice');
  const page = await (await start.openEnvironment()).observe(room);
  for (let index = 0; index < 120; index += 1) await alice.send(`word-${index}.`, { reliable: true });
  await page.openPerson('alice');
  await expect(page.panel.getByText('following', { exact: true })).toBeInViewport({ ratio: 1 });
  await expect(page.panel.getByRole('button', { name: /Out of sight here/ })).toBeInViewport({ ratio: 1 });
  await page.filter.fill('5.');
  await page.row('word-65.').click();
  await expect(page.panel.getByText(/^not following/)).toBeInViewport({ ratio: 1 });
  await page.filter.press('Escape');
  await expect(page.row('word-64.')).toBeVisible();
  await expect(page.row('word-65.')).toBeInViewport({ ratio: 1 });
});

test('numbers are never cut, and a tab can be left while traffic runs', async ({ start, room, joinAs }) => {
  const alice = await joinAs('alice');
  const page = await (await start.openEnvironment()).observe(room);
  await alice.send('x'.repeat(60_000), { reliable: true, topic: 'large' });
  await expect(page.row('large')).toHaveText(/60,0\d\d/);
  await page.row('large').click();
  await expect(page.fact('Size')).toHaveText(/payload 60,000 B/);
  const cut = await page.grid.locator('.num').evaluateAll((cells) =>
    cells.filter((cell) => cell.scrollWidth > cell.clientWidth).map((cell) => cell.textContent),
  );
  expect(cut).toEqual([]);

  // What is uncaught in a page fails the test at its end.
  for (let round = 0; round < 10; round += 1) {
    for (let index = 0; index < 50; index += 1) await alice.send(`${round}-${index}`, { reliable: true });
    await page.window.getByRole('tab', { name: 'Rooms' }).click();
    await page.tab.click();
  }
  await page.grid.press('End');
  await expect(page.row('9-49')).toBeVisible();
});

test('this console’s other tab in the same room is told as such', async ({ start, room }) => {
  const rooms = await start.openEnvironment();
  const observing = await rooms.observe(room);
  await observing.window.getByRole('tab', { name: 'Rooms' }).click();
  await rooms.askToJoin(room, { identity: 'ops-1', name: 'Operations' });
  await expect(observing.person('ops-1')).toContainText('you');
  await expect(observing.people.getByRole('option').filter({ hasText: 'this console, other tab' })).toContainText('agent');
  await observing.window.getByRole('tab', { name: room }).first().click();
  await expect(observing.person('ops-1')).toContainText('this console, other tab · Operations');
});
