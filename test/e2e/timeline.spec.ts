import { expect, test } from './fixtures.ts';

test('rows are selected, marked, copied and gone to by keyboard', async ({ start, room, joinAs }) => {
  const page = await (await start.openEnvironment()).observe(room);
  const alice = await joinAs('alice');
  for (let index = 0; index < 40; index += 1) await alice.send(`message ${index}`, { reliable: true, topic: index % 2 === 0 ? 'even' : 'odd' });
  await expect(page.row('message 39')).toBeVisible();

  await page.row('message 30').click();
  await page.window.keyboard.press('Shift+ArrowDown');
  await page.window.keyboard.press('Shift+ArrowDown');
  await expect(page.panel.getByText('3 selected')).toBeVisible();
  await page.window.keyboard.press('Control+c');
  await expect(page.panel.getByText('3 rows copied as JSON')).toBeVisible();
  await page.window.keyboard.press('m');
  await expect(page.grid.getByRole('row').filter({ hasText: ', marked' })).toHaveCount(3);

  await page.window.keyboard.press('Home');
  await page.window.keyboard.press('j');
  await expect(page.grid.getByRole('row', { selected: true })).toContainText('message 30');

  await page.window.keyboard.press('Control+g');
  const dialog = page.window.getByRole('dialog', { name: 'Go to' });
  await dialog.getByRole('textbox', { name: 'Time or row' }).fill('soon');
  await page.window.keyboard.press('Enter');
  await expect(dialog.getByRole('status')).toContainText('Write a row');
  await dialog.getByRole('textbox', { name: 'Time or row' }).fill('2');
  await page.window.keyboard.press('Enter');
  await expect(page.grid.getByRole('row', { selected: true })).toHaveAttribute('data-row', '1');

  await page.window.keyboard.press('Control+Shift+f');
  await page.panel.getByRole('textbox', { name: 'Look for rows' }).fill('text contains "MESSAGE 17"');
  await page.window.keyboard.press('Enter');
  await expect(page.grid.getByRole('row', { selected: true })).toContainText('message 17');
});

test('a menu on a value filters; a half-typed filter leaves the last one; columns and views are chosen', async ({ start, room, joinAs }) => {
  const page = await (await start.openEnvironment()).observe(room);
  const alice = await joinAs('alice');
  for (let index = 0; index < 6; index += 1) await alice.send(`message ${index}`, { reliable: true, topic: index % 2 === 0 ? 'even' : 'odd' });
  await expect(page.row('message 5')).toBeVisible();

  await page.row('message 4').getByText('even', { exact: true }).click({ button: 'right' });
  await page.window.getByRole('menuitem', { name: /^Show only/ }).click();
  await expect(page.panel.getByText(/^3 of \d+ rows match$/)).toBeVisible();
  await expect(page.row('message 5')).toHaveCount(0);
  await page.filter.fill('topic == "even" and (');
  await expect(page.panel.getByText('“topic == "even"” still holds, as long as the filter is not right')).toBeVisible();
  await expect(page.row('message')).toHaveCount(3);
  await page.filter.fill('topic == "even"');
  await page.filter.press('End');
  await page.filter.pressSequentially(' and siz');
  await expect(page.panel.getByText('“topic == "even"” still holds, while the filter is typed')).toBeVisible();
  await page.filter.pressSequentially('e > 3');
  await expect(page.row('message')).toHaveCount(3);
  await page.filter.fill('');
  await expect(page.row('message')).toHaveCount(6);

  await page.panel.getByRole('button', { name: 'Columns…' }).click();
  await page.window.getByRole('checkbox', { name: 'Topic' }).uncheck();
  await expect(page.grid.getByRole('columnheader', { name: 'Topic' })).toHaveCount(0);
  await page.window.getByRole('checkbox', { name: 'Topic' }).check();
  await page.window.keyboard.press('Escape');

  await page.panel.getByRole('radio', { name: 'Statistics' }).click();
  await expect(page.panel.getByRole('region', { name: 'Statistics' })).toContainText('even');
  await page.panel.getByRole('radio', { name: 'Latest' }).click();
  await expect(page.panel.getByText('message 5')).toBeVisible();
  await page.panel.getByRole('radio', { name: 'Timeline' }).click();
  await page.grid.focus();
  await page.window.keyboard.press('?');
  await expect(page.window.getByRole('dialog', { name: 'Keyboard shortcuts' })).toContainText('Next flagged row');
});
