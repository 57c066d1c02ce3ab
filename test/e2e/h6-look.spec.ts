import { expect, test } from './fixtures.ts';
import { CaptureRequests } from './pages/capture-requests.ts';
import { ComparisonPage } from './pages/comparison-page.ts';
import { RoomPage } from './pages/room-page.ts';

test('look', async ({ running, start }) => {
  test.setTimeout(180_000);
  const capture = new CaptureRequests(running);
  const { window } = running;
  await window.setViewportSize({ width: 1280, height: 800 });
  const shoot = async (name: string) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await window.emulateMedia({ colorScheme });
      await window.screenshot({ path: `/tmp/h6-shots/${name}-${colorScheme}.png` });
    }
  };
  await start.startDemo.click();
  const demo = new RoomPage(window, 'demo');
  await demo.row('lk.transcription').first().waitFor({ timeout: 60_000 });
  const [session] = await capture.value('listSessions', undefined);
  const role = { kind: 'participate', identity: 'ops-1', name: '', metadata: '', attributes: {}, canUpdateOwnMetadata: false } as const;
  const one = await capture.start(session?.id ?? '', { from: 'now' });
  const ops = await capture.value('openSession', { profileId: session?.profileId ?? '', room: 'demo', role, takeOverIdentity: false });
  await window.getByRole('tab', { name: /ops-1/ }).click();
  const page = new RoomPage(window, 'demo');
  await page.connected();
  const two = await capture.start(ops.id, { from: 'memory' });
  await page.row('fan').or(page.row('pose')).or(page.row('lk.')).first().waitFor();
  await expect.poll(async () => (await capture.state(two.id)).rows, { timeout: 60_000 }).toBeGreaterThan(300);
  await page.compose.sendText('{"type":"from the console"}', { topic: 'chat' });
  await page.row('from the console').waitFor();
  for (const { id } of [one, two]) await capture.value('stopRecording', { recordingId: id });
  await capture.value('openCapture', { path: one.path });
  const right = await capture.value('openCapture', { path: two.path });
  await window.getByRole('tab', { name: /^capture .*mcap/ }).first().click();
  const compared = new ComparisonPage(window);
  await window.getByRole('button', { name: 'Compare with…' }).first().click();
  await compared.dialog.waitFor();
  await shoot('dialog');
  await compared.dialog.getByRole('radio', { name: right?.name ?? '' }).check();
  await compared.dialog.getByRole('button', { name: 'Compare', exact: true }).click();
  await expect(compared.part(/^In both \d/)).toBeVisible();
  await shoot('all');
  await compared.grid.focus();
  await window.keyboard.press('n');
  await compared.inspector.waitFor();
  await shoot('difference');
  await compared.part(/^Only left/).click();
  await shoot('left');
  await compared.part(/^Only right/).click();
  await shoot('right');
  await compared.part(/^In both/).click();
  await window.keyboard.press('Tab');
  await compared.row('from the console').first().click().catch(() => undefined);
  await shoot('both');
  console.log(await compared.summary.textContent());
  // with the live room
  await window.getByRole('button', { name: 'Compare with…' }).first().click();
  await compared.dialog.getByRole('radio', { name: 'live' }).first().check();
  await compared.dialog.getByRole('button', { name: 'Compare', exact: true }).click();
  await expect(compared.region.getByRole('button', { name: 'Compare again' })).toBeVisible();
  await compared.part(/^All/).click();
  await shoot('live');
  await window.setViewportSize({ width: 900, height: 600 });
  await shoot('narrow');
});
