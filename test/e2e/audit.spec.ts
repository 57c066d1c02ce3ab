import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchConsole } from '../support/app.ts';
import { expect, test } from './fixtures.ts';
import { StartPage } from './pages/start-page.ts';

test('the audit log: a change and its undo, and all of it after a kill', async ({ server, room, joinAs }) => {
  const userData = await mkdtemp(join(tmpdir(), 'room-console-audit-'));
  try {
    await joinAs('alice', { metadata: '{"role":"nurse"}' });
    const first = await launchConsole({ server, userData });
    const page = await (await new StartPage(first.window).openEnvironment()).observe(room);
    const pane = await page.openPerson('alice');
    await pane.writeMetadata('{"role":"doctor"}');
    await expect(pane.outcome(/Seen by the room after \d+ ms/i)).toBeVisible();

    await first.window.getByRole('tab', { name: 'Audit' }).click();
    const log = first.window.getByRole('grid', { name: 'Changes, newest first' });
    const rows = log.getByRole('row').filter({ has: first.window.getByRole('gridcell') });
    await expect(rows.filter({ hasText: 'Metadata' })).toHaveText([/done.*alice.*nurse.*→.*doctor/s]);
    await rows.first().click();
    const detail = first.window.getByRole('region', { name: 'Change of Metadata' });
    await expect(detail.getByText('$.role')).toBeVisible();
    await detail.getByRole('button', { name: 'Undo' }).click();
    await expect(rows.filter({ hasText: 'Metadata' })).toHaveCount(2);
    await expect(rows.first()).toHaveText(/done.*doctor.*→.*nurse/s);
    await first.window.getByRole('searchbox', { name: 'Filter the audit log by words' }).fill('no such word');
    await expect(first.window.getByText('No change matches')).toBeVisible();

    const gone = first.app.waitForEvent('close');
    first.app.process().kill('SIGKILL');
    await gone;
    const second = await launchConsole({ server, userData });
    await new StartPage(second.window).openEnvironment();
    await second.window.getByRole('tab', { name: 'Audit' }).click();
    await expect(second.window.getByRole('grid', { name: 'Changes, newest first' }).getByRole('row')).toHaveCount(3);
    await second.close();
  } finally {
    await rm(userData, { recursive: true, force: true });
  }
});

test('a profile that is read only: the main process refuses, and the views say so', async ({ server, running, start, room, joinAs }) => {
  await joinAs('alice');
  await start.fill({ name: 'Looked at only', url: server.url, key: server.apiKey, secret: server.apiSecret });
  await start.form.getByRole('checkbox', { name: /read only/i }).check();
  await start.saveAndConnect.click();
  const shown = running.window;
  await expect(shown.getByRole('button', { name: /^Server: Looked at only/ }).getByText('read only')).toBeVisible();
  await expect(shown.getByRole('button', { name: 'Create room', exact: true })).toHaveAttribute('aria-disabled', 'true');
  const answer = await shown.evaluate(async (name) => {
    const profiles = await window.roomConsole.request('e2e-1', 'listProfiles', undefined);
    const profile = profiles.ok ? profiles.value.find((one) => one.readOnly) : undefined;
    const change = { kind: 'remove', revokeTokens: false } as const;
    const where = { profileId: profile?.id ?? '', room: name };
    const one = await window.roomConsole.request('e2e-2', 'changeParticipant', { ...where, changeId: 'c1', target: { identity: 'alice' }, change });
    const many = await window.roomConsole.request('e2e-3', 'startBulkChange', { ...where, targets: [{ identity: 'alice' }], change, perSecond: 1 });
    return [one, many].map((result) => (result.ok ? 'ok' : result.reason));
  }, room);
  expect(answer).toEqual(['read-only', 'read-only']);
});
