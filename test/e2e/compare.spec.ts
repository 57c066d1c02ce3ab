import { expect, test } from './fixtures.ts';
import { CaptureRequests } from './pages/capture-requests.ts';
import { ComparisonPage } from './pages/comparison-page.ts';
import { RoomPage } from './pages/room-page.ts';

test('two captures of one room stand side by side, and what only one saw is told with its reason', async ({ running, room, joinAs }) => {
  const capture = new CaptureRequests(running);
  const { window } = running;
  const watch = await capture.observe(room);
  const [profile] = await capture.value('listProfiles', undefined);
  const role = { kind: 'participate', identity: 'ops-1', name: '', metadata: '', attributes: {}, canUpdateOwnMetadata: false } as const;
  const ops = await capture.value('openSession', { profileId: profile?.id ?? '', room, role, takeOverIdentity: false });
  const alice = await joinAs('alice');
  const one = await capture.start(watch);
  await window.getByRole('tab', { name: /ops-1/ }).click();
  const page = new RoomPage(window, room);
  await page.connected();
  // Only what the first one saw, as the second was not recorded yet.
  await expect.poll(async () => {
    await alice.send('early', { reliable: true, topic: 'chat' });
    return page.row('early').count();
  }).toBeGreaterThan(0);
  await expect.poll(async () => (await capture.state(one.id)).rows).toBeGreaterThan(0);
  const two = await capture.start(ops.id, { from: 'now' });
  await expect.poll(async () => (await capture.state(two.id)).state).toBe('recording');

  for (let index = 0; index < 20; index += 1) await alice.send(`both ${index}`, { reliable: true, topic: 'chat' });
  for (let index = 0; index < 5; index += 1) await alice.send('the same', { reliable: false, topic: 'pose' });
  await alice.send('for ops only', { reliable: true, topic: 'chat', to: ['ops-1'] });
  await alice.send('after it', { reliable: true, topic: 'chat' });
  await expect(page.row('after it')).toBeVisible();
  await page.compose.sendText('from the console');
  await alice.until('the message of the console', () => alice.messages.some(({ text }) => text === 'from the console'));
  await alice.send('the end', { reliable: true, topic: 'chat' });
  await expect(page.row('the end')).toBeVisible();
  for (const { id } of [two, one]) await capture.value('stopRecording', { recordingId: id });

  const left = await capture.value('openCapture', { path: one.path });
  const right = await capture.value('openCapture', { path: two.path });
  await window.getByRole('tab', { name: `capture ${left?.name ?? ''}` }).click();
  const compared = new ComparisonPage(window);
  await compared.begin(right?.name);
  await expect(compared.region.getByRole('heading', { name: `Compared with ${right?.name ?? ''}` })).toBeVisible();
  await expect(compared.region.getByText('the clocks agree')).toBeVisible();

  await expect(compared.part(/^In both \d/)).toBeVisible();
  await compared.part(/^In both/).click();
  await expect(compared.row('both 19')).toHaveCount(1);
  await expect(compared.row('the same')).toHaveCount(5);
  // Sent by the one, received by the other.
  await expect(compared.cells(compared.row('from the console')).nth(1)).toContainText('received');
  await expect(compared.cells(compared.row('from the console')).nth(3)).toContainText('sent');

  await compared.part(/^Only left/).click();
  await expect(compared.cells(compared.row('early').first()).nth(3)).toHaveText('before it began');
  await compared.part(/^Only right/).click();
  const hidden = compared.row('for ops only');
  await expect(compared.cells(hidden).nth(1)).toHaveText('addressed to others');
  await hidden.click();
  await expect(compared.inspector.getByText('for ops only').first()).toBeVisible();

  // The place is kept among all rows, and the keyboard goes on there.
  await compared.part(/^All/).click();
  await expect(hidden).toHaveAttribute('aria-selected', 'true');
  await expect(hidden).toBeInViewport();
  await compared.grid.focus();
  await window.keyboard.press('End');
  await expect(compared.row().last()).toHaveAttribute('aria-selected', 'true');
  await window.keyboard.press('Home');
  await expect(compared.row().first()).toHaveAttribute('aria-selected', 'true');
  await window.keyboard.press('n');
  await expect(compared.row().first()).toHaveAttribute('aria-selected', 'false');

  await window.getByRole('button', { name: 'End the comparison' }).click();
  await expect(compared.region).toHaveCount(0);
  // One of the middle: it is on screen wherever the comparison has left the capture's own list.
  await expect(new RoomPage(window, left?.name ?? '').row('both 5').first()).toBeVisible();
});
