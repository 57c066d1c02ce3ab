import { expect, test } from './fixtures.ts';

test('look', async ({ start, room, joinAs, running }) => {
  test.setTimeout(120_000);
  for (let index = 0; index < 8; index += 1) await joinAs(`guest-${index}`, { name: `Guest ${index}`, metadata: '{"role":"nurse"}' });
  const page = await (await start.openEnvironment()).observe(room);
  const { window } = page;
  await running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1280, 800));
  const shot = async (name: string): Promise<void> => {
    for (const theme of ['light', 'dark']) {
      await window.evaluate((value) => (document.documentElement.dataset['theme'] = value), theme);
      await window.screenshot({ path: `/tmp/i-shots/${name}-${theme}.png` });
    }
  };
  const pane = await page.openPerson('guest-0');
  await pane.writeMetadata('{"role":"doctor","ward":3}');
  await expect(pane.outcome(/Seen by the room/i)).toBeVisible();
  await page.people.getByRole('option').nth(2).click({ modifiers: ['Shift'] });
  await shot('people');
  await window.getByRole('tab', { name: 'Audit' }).click();
  await shot('audit');
  await window.getByRole('row').filter({ hasText: 'Metadata' }).first().click();
  await shot('audit-detail');
});
