import { encode as encodeMessagePack } from '@msgpack/msgpack';
import { encode as encodeCbor } from 'cbor2';
import { expect, test } from './fixtures.ts';

const json = (value: unknown): string => JSON.stringify(value);

test('statistics count by sender and topic, sort, and lead to the rows', async ({ start, room, joinAs }) => {
  const alice = await joinAs('alice');
  const bob = await joinAs('bob');
  const page = await (await start.openEnvironment()).observe(room);
  for (let turn = 0; turn < 4; turn += 1) await alice.send(`cursor ${turn}`, { reliable: false, topic: 'cursor' });
  await bob.send('hello', { reliable: true, topic: 'chat' });
  await expect(page.row('hello')).toBeVisible();

  await page.panel.getByRole('radio', { name: 'Statistics' }).click();
  const table = page.panel.getByRole('grid', { name: 'Packets by sender, topic, kind and case' });
  const line = (sender: string) => table.getByRole('row').filter({ hasText: sender });
  await expect(line('alice')).toContainText(/cursor\s*lossy/);
  const count = line('alice').getByRole('gridcell').nth(4);
  await expect(count).toHaveText('4');
  // Lossy packets carry no sequence: what was skipped is not knowable, and so not 0.
  await expect(line('alice').getByTitle(/knowable/)).toHaveText('–');
  await table.getByRole('button', { name: 'Packets' }).click();
  await expect(table.getByRole('columnheader', { name: 'Packets' })).toHaveAttribute('aria-sort', /ascending|descending/);
  await line('alice').getByText('cursor').click();
  await expect(page.matches).toHaveText(/^4 of /);
  await expect(page.row('hello')).toHaveCount(0);
});

test('latest shows the newest value, what just changed, and plots a number', async ({ start, room, joinAs }) => {
  const alice = await joinAs('alice');
  const page = await (await start.openEnvironment()).observe(room);
  await alice.send(json({ x: 1, y: 5, name: 'a' }), { reliable: true, topic: 'state' });
  await alice.send(json({ x: 2, y: 5, name: 'a' }), { reliable: true, topic: 'state' });
  await expect(page.row('state')).toHaveCount(2);
  await page.panel.getByRole('radio', { name: 'Latest' }).click();
  const latest = page.panel.getByRole('grid', { name: 'Newest value of each sender and topic' });
  const row = latest.getByRole('row').filter({ hasText: 'state' });
  await expect(row).toHaveCount(1);
  await expect(row.getByRole('gridcell').nth(4)).toHaveText('2');
  await row.getByText('2', { exact: true }).last().click();
  const plot = page.panel.getByRole('region', { name: /^Plot of / });
  await expect(plot).toContainText('2 now, 2 points');
  await alice.send(json({ x: 3.5, y: 5, name: 'a' }), { reliable: true, topic: 'state' });
  await expect(plot).toContainText('3.5 now, 3 points');
});

test('a range of the rate plot becomes a time filter', async ({ start, room, joinAs }) => {
  const alice = await joinAs('alice');
  const page = await (await start.openEnvironment()).observe(room);
  await alice.send('one', { reliable: true });
  await expect(page.row('one')).toBeVisible();
  const strip = page.panel.getByRole('slider', { name: /^Packets over time/ });
  if (!(await strip.isVisible())) {
    await page.panel.getByRole('button', { name: 'More' }).click();
    await page.window.getByRole('menuitemcheckbox', { name: /rate/i }).click();
  }
  await expect(strip).toHaveAttribute('aria-valuemax', /[1-9]/);
  await strip.focus();
  await strip.press('ArrowLeft');
  await strip.press('Shift+ArrowLeft');
  await strip.press('Enter');
  await expect(page.filter).toHaveText(/time >= .* and time </);
});

test('a drag over the rates ends with the plot that it began on', async ({ start, room, joinAs }) => {
  const alice = await joinAs('alice');
  const page = await (await start.openEnvironment()).observe(room);
  await alice.send('one', { reliable: true });
  await expect(page.row('one')).toBeVisible();
  const { mouse } = page.window;
  const plot = page.panel.getByRole('slider', { name: /^Packets over time/ }).locator('.u-over');
  await expect(plot).toBeVisible();
  const box = await plot.boundingBox();
  if (box === null) throw new Error('the plot has no place');
  const [x, y] = [box.x, box.y + box.height / 2];
  await mouse.move(x + box.width * 0.2, y);
  await mouse.down();
  await mouse.move(x + box.width * 0.6, y, { steps: 4 });
  // Another theme makes the plot anew.
  const before = await plot.elementHandle();
  await page.window.emulateMedia({ colorScheme: 'dark' });
  await before?.waitForElementState('hidden');
  await mouse.up();
  await page.row('one').click();
  await expect(page.inspector).toContainText('Sender');
  await expect(page.filter).not.toContainText('time >=');
});

test('what is pointed at in the inspector and in a preview can be shown alone and coloured', async ({ start, room, joinAs }) => {
  const alice = await joinAs('alice');
  const page = await (await start.openEnvironment()).observe(room);
  await alice.send('{ "id": 1 }', { reliable: true, topic: 'chat' });
  await alice.send('{ "id": 2 }', { reliable: true, topic: 'chat' });
  const item = (name: RegExp) => page.window.getByRole('menuitem', { name });
  await page.row('"id":2').click();
  await page.fact('Time').click({ button: 'right' });
  await expect(item(/^Show only time == "\d{4}-/)).toBeVisible();
  await item(/^Colour/).click();
  await expect(page.window.getByRole('dialog', { name: 'Colour rules' })).toContainText('time ==');
  await page.window.keyboard.press('Escape');
  await page.inspector.getByRole('treeitem').filter({ hasText: 'id' }).click({ button: 'right' });
  await expect(item(/^Colour/)).toBeVisible();
  await page.window.keyboard.press('Escape');
  await page.row('"id":2').getByRole('gridcell').last().click({ button: 'right' });
  await item(/^Show only text ==/).click();
  await expect(page.matches).toHaveText(/^1 of /);
  await expect(page.filter).toHaveText('text == "{ \\"id\\": 2 }"');
});

test('MessagePack and CBOR are told, two rows are compared, and a view can be fixed for a topic', async ({ start, room, joinAs }) => {
  const alice = await joinAs('alice');
  const page = await (await start.openEnvironment()).observe(room);
  await alice.send(encodeMessagePack({ station: 'B1', beds: [1, 2] }), { reliable: true, topic: 'packed' });
  await alice.send(encodeCbor({ station: 'B2', beds: [1, 2] }), { reliable: true, topic: 'concise' });
  await alice.send(json({ id: 1, text: 'before' }), { reliable: true, topic: 'chat' });
  await alice.send(json({ id: 1, text: 'after' }), { reliable: true, topic: 'chat' });
  await expect(page.row('after')).toBeVisible();

  await page.row('packed').click();
  await expect(page.inspector.getByRole('tab', { name: 'MsgPack' })).toHaveAttribute('aria-selected', 'true');
  await expect(page.inspector.getByRole('treeitem').filter({ hasText: 'station' })).toContainText('B1');
  await page.row('concise').click();
  await expect(page.inspector.getByRole('tab', { name: 'CBOR' })).toHaveAttribute('aria-selected', 'true');
  await expect(page.inspector.getByRole('treeitem').filter({ hasText: 'station' })).toContainText('B2');

  await page.row('before').click();
  await page.inspector.getByRole('tab', { name: 'Hex' }).click();
  await page.inspector.getByRole('button', { name: /^Always show/ }).click();
  await page.row('packed').click();
  await page.row('after').click();
  await expect(page.inspector.getByRole('tab', { name: 'Hex' })).toHaveAttribute('aria-selected', 'true');

  await page.row('before').click();
  await page.row('after').click({ modifiers: ['Control'] });
  await expect(page.inspector.getByRole('heading', { name: 'Two rows compared' })).toBeVisible();
  await expect(page.inspector).toContainText('before');
  await expect(page.inspector).toContainText('after');
});

test('the filter says what is wrong and where, and is completed from what was seen', async ({ start, room, joinAs }) => {
  const alice = await joinAs('alice');
  const page = await (await start.openEnvironment()).observe(room);
  await alice.send(json({ user: { id: 7 } }), { reliable: true, topic: 'order-intake' });
  await alice.send(json({ user: { id: 8 } }), { reliable: true, topic: 'order-intake' });
  await expect(page.row('order-intake')).toHaveCount(2);

  await page.filter.fill('json.user.id == 7');
  await expect(page.matches).toHaveText(/^1 of /);
  await page.filter.fill('sizes > 10');
  await expect(page.panel.getByText(/no field “sizes”/)).toBeVisible();
  await expect(page.panel.getByText(/Did you mean “size”/)).toBeVisible();
  await page.filter.fill('text ~ "(a+"');
  await expect(page.panel.getByText(/pattern/i).first()).toBeVisible();

  await page.filter.fill('');
  await page.filter.pressSequentially('topic == or');
  const option = page.window.getByRole('option', { name: /order-intake/ });
  // Keys that come within 75 ms of the list's appearance are not meant for it.
  await expect(async () => {
    await page.window.keyboard.press('ArrowDown');
    await expect(option).toHaveAttribute('aria-selected', 'true', { timeout: 200 });
  }).toPass();
  await page.window.keyboard.press('Enter');
  await expect(page.filter).toHaveText('topic == "order-intake"');
  await expect(page.matches).toHaveText(/^2 of /);
});

test('completeness is told by channel, and what is out of sight in this room', async ({ start, room, joinAs }) => {
  const alice = await joinAs('alice');
  const page = await (await start.openEnvironment()).observe(room);
  await alice.send('r', { reliable: true });
  await alice.send('l', { reliable: false });
  await expect(page.status.getByText(/\b2 of 2/)).toBeVisible();
  await page.status.getByRole('button', { name: /as the browser counts/ }).click();
  const table = page.window.getByRole('dialog').getByRole('table');
  await expect(table.getByRole('row').filter({ hasText: '_reliable' })).toContainText('1');
  await expect(table.getByRole('row').filter({ hasText: '_lossy' })).toContainText('1');
  await page.window.keyboard.press('Escape');
  await page.panel.getByRole('button', { name: /Out of sight/ }).click();
  await expect(page.window.getByText(/not knowable/).first()).toBeVisible();
});
