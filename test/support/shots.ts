import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { ComposeDock } from '../e2e/pages/compose-dock.ts';
import { RoomPage } from '../e2e/pages/room-page.ts';
import { RoomsPage } from '../e2e/pages/rooms-page.ts';
import { StartPage } from '../e2e/pages/start-page.ts';
import { launchConsole } from './app.ts';
import { shootTraffic } from './shots-traffic.ts';

/**
 * Walks through the views of the running demo and takes a picture of each, light and dark, at 1280×800.
 * usage: node test/support/shots.ts FOLDER (what it needs is set up by `npm run shots`)
 */
const folder = process.argv[2];
if (folder === undefined) throw new Error('usage: node test/support/shots.ts FOLDER');
await mkdir(folder, { recursive: true });

async function shoot(window: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await window.emulateMedia({ colorScheme });
    await window.screenshot({ path: join(folder ?? '', `${name}-${colorScheme}.png`) });
  }
  process.stdout.write(`${name}\n`);
}

const running = await launchConsole();
try {
  const { window } = running;
  await window.setViewportSize({ width: 1280, height: 800 });
  const start = new StartPage(window);
  await start.startDemo.waitFor();
  await shoot(window, 'start');
  await start.fill({ name: 'Clinic EU', url: 'wss://no-such-host.invalid', key: 'APIq7RkM2xVb4nT', secret: 'typed' });
  await start.testButton.click();
  await start.form.getByRole('alert').waitFor();
  await shoot(window, 'start-refused');

  await start.startDemo.click();
  const demo = new RoomPage(window, 'demo');
  await demo.row('900,000').first().or(demo.row('lk.transcription').first()).waitFor({ timeout: 60_000 });
  await shoot(window, 'room');
  await demo.filter.fill('chat reliable');
  const message = demo.row('chat', '{"id"').first();
  await message.waitFor();
  await message.click();
  await shoot(window, 'room-inspector');
  await demo.inspector.getByRole('tab', { name: 'Hex' }).click();
  await shoot(window, 'room-inspector-hex');
  await demo.filter.fill('no such words');
  await demo.panel.getByText('No row matches').waitFor();
  await shoot(window, 'room-filtered-out');
  await demo.filter.fill('');
  await demo.openPerson('maria@clinic');
  await shoot(window, 'people');

  await window.getByRole('tab', { name: 'Rooms' }).click();
  const rooms = new RoomsPage(window);
  await rooms.row('demo').waitFor();
  await shoot(window, 'rooms');
  await rooms.createButton.first().click();
  await rooms.dialog.getByRole('textbox', { name: 'Name' }).fill('consult-52');
  await rooms.dialog.getByRole('textbox', { name: 'Room metadata' }).fill('{\n  "type": "consult",\n  "patient": 9017\n}');
  await shoot(window, 'create-room');
  await window.keyboard.press('Escape');
  await window.getByRole('button', { name: 'Close and lose it' }).click();
  await rooms.menu('demo', /delete/i);
  await window.getByText('maria@clinic').first().waitFor();
  await shoot(window, 'delete-room');
  await window.keyboard.press('Escape');
  await rooms.row('demo').getByRole('button', { name: 'Join…' }).click();
  await rooms.dialog.getByRole('textbox', { name: 'Identity' }).fill('ops-1');
  await shoot(window, 'join');
  await rooms.dialog.getByRole('button', { name: 'Join as ops-1' }).click();
  await new RoomPage(window, 'demo').connected();
  const panel = window.getByRole('tabpanel').filter({ visible: true });
  const compose = new ComposeDock(panel);
  await compose.payload.fill('{\n  "type": "form.patch",\n  "rev": 118\n}');
  await compose.choose('Lossy');
  await compose.topic.fill('form');
  await compose.send.click();
  const chat = panel.getByRole('grid', { name: 'Traffic' }).getByRole('row').filter({ hasText: '"text":' });
  await chat.last().waitFor();
  // So that the row does not move away under the pointer.
  await panel.getByRole('button', { name: 'Pause the view' }).click();
  await chat.last().click();
  // Hex was chosen for the picture before, and the choice holds.
  await panel.getByRole('tab', { name: 'JSON', exact: true }).click();
  await panel.getByRole('tree', { name: 'Payload as JSON' }).waitFor();
  await shoot(window, 'compose');
} finally {
  await running.close();
}

await shootTraffic(shoot);
