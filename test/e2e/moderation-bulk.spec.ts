import { SignalCrowd } from '../support/signal-crowd.ts';
import { expect, test } from './fixtures.ts';

const crowd = new SignalCrowd();
test.afterEach(() => crowd.leave());

const many = 100;
const name = (index: number): string => `guest-${String(index).padStart(3, '0')}`;

test('a change of many: who is hit, progress over a reload, stop, one that fails, and again', async ({ server, start, room, api }) => {
  test.setTimeout(150_000);
  for (let index = 0; index < many; index += 1) await crowd.join(server, room, name(index));
  const page = await (await start.openEnvironment()).observe(room);
  const { window } = page;
  await expect(page.people.getByRole('option')).toHaveCount(many + 1, { timeout: 15_000 });
  await page.people.focus();
  await window.keyboard.press('Control+a');
  await expect(window.getByText(`${many + 1} chosen`)).toBeVisible();
  await window.getByRole('button', { name: 'Change…', exact: true }).click();

  const ask = window.getByRole('alertdialog');
  await expect(ask.getByText(`${many} people are hit, 1 left out`)).toBeVisible();
  await ask.getByRole('radio', { name: 'Permissions' }).click();
  await ask.getByRole('combobox', { name: 'Send data' }).selectOption('off');
  await ask.getByRole('spinbutton', { name: 'People a second' }).fill('8');
  await ask.getByRole('button', { name: `Change permissions of ${many} people` }).click();

  const results = window.getByRole('dialog', { name: `Change permissions of ${many} people` });
  await expect(results.getByText(/^\d+ done, /)).toBeVisible();
  await window.reload();
  await window.getByRole('contentinfo', { name: 'Status' }).getByRole('button', { name: /^Change permissions of 100 people/ }).click();
  await results.getByRole('button', { name: 'Stop' }).click();
  await expect(results.getByText(/\d+ left alone/)).toBeVisible();
  await expect(results.getByText(/Stopped: those left alone were not touched/)).toBeVisible();
  const [, done = ''] = /(\d+) done/.exec((await results.getByRole('status').first().textContent()) ?? '') ?? [];
  const silent = (await api.listParticipants(room)).filter(({ identity, permission }) => identity.startsWith('guest-') && permission?.canPublishData === false);
  expect(silent).toHaveLength(Number(done));
  expect(silent.length).toBeGreaterThan(0);
  expect(silent.length).toBeLessThan(many);
  await results.getByRole('button', { name: 'Put away' }).click();
  await expect(results).toBeHidden();
  await expect(page.row('This console began to change permissions of 100 people')).toBeVisible();

  // Somebody goes between the preview and the start.
  await page.people.focus();
  await window.keyboard.press('Control+a');
  await window.getByRole('button', { name: 'Change…', exact: true }).click();
  await ask.getByRole('radio', { name: 'Set attributes' }).click();
  await ask.getByRole('textbox').fill('{"ward": "3"}');
  await ask.getByRole('spinbutton', { name: 'People a second' }).fill('100');
  await api.removeParticipant(room, name(0));
  await ask.getByRole('button', { name: `Set attributes of ${many} people` }).click();
  const second = window.getByRole('dialog', { name: `Set attributes of ${many} people` });
  await expect(second.getByText(`${many - 1} done, 1 refused.`)).toBeVisible({ timeout: 60_000 });
  await second.getByRole('checkbox').check();
  const failed = second.getByRole('group', { name: 'Result for each' });
  await expect(failed.getByText(/guest-000.*is not in room/)).toBeVisible();
  await crowd.join(server, room, name(0));
  await second.getByRole('button', { name: 'Retry those that failed' }).click();
  // Another connection by now: it is not the one that was chosen.
  await expect(failed.getByText(/guest-000.*is another one by now/)).toBeVisible();
  await expect(second.getByText(`${many - 1} done, 1 refused.`)).toBeVisible();
});
