import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import type {} from '../../renderer/bridge.ts';
import { launchConsole } from '../support/app.ts';
import { userPacket } from '../support/raw-client.ts';
import { expect, test } from './fixtures.ts';
import type { RoomPage } from './pages/room-page.ts';
import { StartPage } from './pages/start-page.ts';

const selected = (page: RoomPage): Locator => page.grid.getByRole('row', { selected: true });
const head = (page: RoomPage, name: string): Locator => page.grid.getByRole('columnheader', { name });
const widthOf = async (element: Locator): Promise<number> => (await element.boundingBox())?.width ?? 0;

/** Draws the right edge of a column out, in px. */
async function dragEdge(page: RoomPage, name: string, by: number): Promise<void> {
  const box = await head(page, name).boundingBox();
  if (box === null) throw new Error(`no column ${name}`);
  const { mouse } = page.window;
  await mouse.move(box.x + box.width - 2, box.y + box.height / 2);
  await mouse.down();
  await mouse.move(box.x + box.width - 2 + by, box.y + box.height / 2, { steps: 4 });
  await mouse.up();
}

/** Characters of a monospaced font that fit into a cell. */
function charactersIn(cell: Locator): Promise<number> {
  return cell.evaluate((element) => {
    const { font, paddingLeft, paddingRight } = getComputedStyle(element);
    const pen = document.createElement('canvas').getContext('2d');
    if (pen === null) return 0;
    pen.font = font;
    const inner = element.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight);
    return Math.floor(inner / pen.measureText('0').width);
  });
}

/** Presses Tab until the rows have the focus. */
async function tabToRows(page: RoomPage): Promise<void> {
  await expect(async () => {
    await page.window.keyboard.press('Tab');
    await expect(page.grid).toBeFocused({ timeout: 50 });
  }).toPass({ intervals: [20], timeout: 10_000 });
}

/** Goes to the right by keyboard, to a cell of the selected row. */
async function arrowTo(page: RoomPage, text: string): Promise<void> {
  await expect(async () => {
    await page.window.keyboard.press('ArrowRight');
    const at = await page.grid.getAttribute('aria-activedescendant');
    await expect(page.window.locator(`[id="${at}"]`)).toHaveText(text, { timeout: 50 });
  }).toPass({ intervals: [20], timeout: 10_000 });
}

test('columns, colours and filters are chosen, and remembered over a restart', async ({ server, room, joinAs }) => {
  const userData = await mkdtemp(join(tmpdir(), 'room-console-e2e-'));
  const alice = await joinAs('alice');
  const send = async (): Promise<void> => {
    await alice.send('one', { reliable: true, topic: 'even' });
    await alice.send('two', { reliable: true, topic: 'odd' });
  };
  try {
    let topicWidth = 0;
    const first = await launchConsole({ server, userData });
    try {
      const page = await (await new StartPage(first.window).openEnvironment()).observe(room);
      await send();
      await expect(page.row('two')).toBeVisible();
      const before = await widthOf(head(page, 'Topic'));
      await dragEdge(page, 'Topic', 60);
      topicWidth = await widthOf(head(page, 'Topic'));
      expect(topicWidth).toBeCloseTo(before + 60, 0);
      // However far it is drawn, it does not go from under the pointer.
      await dragEdge(page, 'Sender', 2_000);
      await expect(head(page, 'Sender')).toBeVisible();
      await page.panel.getByRole('button', { name: 'Columns…' }).click();
      await page.window.getByRole('button', { name: 'Sender as wide as usual' }).click();
      await page.window.getByRole('checkbox', { name: 'Kind' }).uncheck();
      await page.window.keyboard.press('Escape');
      expect(await widthOf(head(page, 'Topic'))).toBeCloseTo(topicWidth, 0);

      await page.row('two').getByText('odd', { exact: true }).click({ button: 'right' });
      // An inspector that opened would move the columns under the menu.
      await expect(page.inspector).toHaveCount(0);
      await page.window.getByRole('menuitem', { name: /^Colour/ }).click();
      const rules = page.window.getByRole('dialog', { name: 'Colour rules' });
      await expect(rules.getByRole('radio', { name: 'Yellow' })).toBeFocused();
      await page.window.keyboard.press('ArrowRight');
      await expect(rules.getByRole('radio', { name: 'Teal' })).toBeChecked();
      await rules.getByRole('button', { name: 'Done' }).click();
      await expect(page.row('two')).toHaveClass(/\btint-1\b/);
      await expect(page.row('one')).not.toHaveClass(/\btint-/);

      await page.filter.fill('topic == "even"');
      await page.filter.press('Enter');
      await page.panel.getByRole('button', { name: 'Saved filters' }).click();
      await page.window.getByRole('textbox', { name: 'Name for this filter' }).fill('Evens');
      await page.window.keyboard.press('Enter');
      await expect(page.window.getByRole('button', { name: 'Rename Evens' })).toBeVisible();
    } finally {
      await first.close();
    }

    const second = await launchConsole({ server, userData });
    try {
      const page = await (await new StartPage(second.window).openEnvironment()).observe(room);
      await send();
      await expect(page.row('two')).toHaveClass(/\btint-1\b/);
      expect(await widthOf(head(page, 'Topic'))).toBeCloseTo(topicWidth, 0);
      await expect(head(page, 'Kind')).toHaveCount(0);
      await page.panel.getByRole('button', { name: 'Saved filters' }).click();
      await expect(page.window.getByRole('list', { name: 'Used before' })).toContainText('topic == "even"');
      await page.window.getByRole('list', { name: 'Saved' }).getByRole('button', { name: /^Evens/ }).click();
      await expect(page.row('two')).toHaveCount(0);
      await expect(page.row('one')).toHaveCount(1);
      await page.filter.fill('');
      await page.panel.getByRole('button', { name: 'More of the timeline' }).click();
      await page.window.getByRole('menuitem', { name: 'Colour rules…' }).click();
      await page.window.getByRole('button', { name: 'Delete rule 1' }).click();
      await page.window.getByRole('button', { name: 'Done' }).click();
      await expect(page.row('two')).not.toHaveClass(/\btint-/);
    } finally {
      await second.close();
    }
  } finally {
    await rm(userData, { recursive: true, force: true });
  }
});

test('the timeline by keyboard alone: filter, rows, cells, their menu, pause, colour', async ({ start, room, joinAs }) => {
  const page = await (await start.openEnvironment()).observe(room);
  const alice = await joinAs('alice');
  for (let index = 0; index < 8; index += 1) await alice.send(`message ${index}`, { reliable: true, topic: index % 2 === 0 ? 'even' : 'odd' });
  await expect(page.row('message 7')).toBeVisible();
  const { keyboard } = page.window;
  const menu = page.window.getByRole('menu', { name: 'Value' });

  await keyboard.press('Control+f');
  await keyboard.type('case == user');
  await keyboard.press('Enter');
  await expect(page.matches).toHaveText(/^8 of /);
  await tabToRows(page);
  await keyboard.press('Home');
  await expect(selected(page)).toContainText('message 0');
  await keyboard.press('ArrowDown');
  await arrowTo(page, 'odd');
  await keyboard.press('Shift+F10');
  await expect(menu.getByRole('menuitem', { name: /^Show only topic == "odd"/ })).toBeFocused();
  await keyboard.press('Enter');
  await expect(page.row('message')).toHaveCount(4);
  await expect(page.grid).toBeFocused();

  await keyboard.press('ContextMenu');
  await expect(menu).toBeVisible();
  await keyboard.press('ArrowDown');
  await expect(menu.getByRole('menuitem', { name: /^Show all but/ })).toBeFocused();
  await keyboard.press('Enter');
  await expect(page.row('message 1')).toHaveCount(0);
  await expect(page.row('message 0')).toHaveCount(1);

  // The keyboard stays in its column.
  await keyboard.press('Control+f');
  await keyboard.type('topic == even');
  await keyboard.press('Enter');
  await expect(page.matches).toHaveText(/^4 of /);
  await tabToRows(page);
  await keyboard.press('Home');
  await expect(selected(page)).toContainText('message 0');
  await keyboard.press('ContextMenu');
  await expect(menu).toBeVisible();
  await keyboard.type('colour');
  await keyboard.press('Enter');
  const rules = page.window.getByRole('dialog', { name: 'Colour rules' });
  await expect(rules.getByRole('radio', { name: 'Yellow' })).toBeFocused();
  await keyboard.press('Escape');
  await expect(page.row('message 4')).toHaveClass(/\btint-0\b/);
  await expect(page.grid).toBeFocused();

  await keyboard.press('Space');
  await alice.send('message 8', { reliable: true, topic: 'even' });
  await expect(page.panel.getByRole('button', { name: 'Resume, 1 new row' })).toBeVisible();
  await expect(page.row('message 8')).toHaveCount(0);
  await keyboard.press('Space');
  await keyboard.press('End');
  await expect(page.row('message 8')).toBeVisible();
  await keyboard.press('?');
  const sheet = page.window.getByRole('dialog', { name: 'Keyboard shortcuts' });
  for (const key of ['←', 'Shift+F10, Menu', 'Ctrl+G', 'Ctrl+W']) {
    await expect(sheet.getByText(key, { exact: true }).first()).toBeVisible();
  }
});

test('a place to go to is told with its day, a table is safe to paste, the preview keeps its room', async ({ running, start, room, joinAs }) => {
  const page = await (await start.openEnvironment()).observe(room);
  const alice = await joinAs('alice');
  await alice.send('=HYPERLINK("http://127.0.0.1","click")', { reliable: true, topic: '@here' });
  await alice.send('x'.repeat(400), { reliable: true, topic: 'long' });
  await expect(page.row('xxx')).toBeVisible();

  await page.window.keyboard.press('Control+g');
  const dialog = page.window.getByRole('dialog', { name: 'Go to' });
  await dialog.getByRole('textbox', { name: 'Time or row' }).fill('23:59:59');
  await expect(dialog.getByRole('status')).toHaveText(/^To 23:59:59\.000 (yesterday|today)/);
  await page.window.keyboard.press('Enter');
  await expect(page.panel.getByText(/23:59:59\.000 (yesterday|today)/)).toBeVisible();

  await page.row('HYPERLINK').click();
  await page.panel.getByRole('button', { name: 'More of the timeline' }).click();
  await page.window.getByRole('menuitem', { name: 'Copy as a table' }).click();
  await expect(page.panel.getByText(/^1 row copied as a table; 2 cells got a '/)).toBeVisible();
  const copied = (): Promise<string> => running.app.evaluate(({ clipboard }) => clipboard.readText());
  expect(await copied()).toContain(`\t'@here\t`);
  expect(await copied()).toContain(`\t'=HYPERLINK`);
  await page.panel.getByRole('button', { name: 'More of the timeline' }).click();
  await page.window.getByRole('menuitem', { name: 'Copy the payloads' }).click();
  await expect.poll(copied).toBe('=HYPERLINK("http://127.0.0.1","click")\n');

  await expect(page.inspector).toBeVisible();
  for (const [width, height, least] of [[1_280, 800, 40], [1_024, 700, 24]] as const) {
    await page.window.setViewportSize({ width, height });
    await expect.poll(() => charactersIn(page.row('xxx').getByRole('gridcell').last())).toBeGreaterThanOrEqual(least);
  }
});

test('where the memory is full the oldest rows go, what is read stays, and both are told', async ({ running, start, room, joinAs }) => {
  const page = await (await start.openEnvironment()).observe(room);
  const alice = await joinAs('alice');
  await alice.send('before the flood', { reliable: true });
  await expect(page.row('before the flood')).toBeVisible();
  await page.window.evaluate(() => window.roomConsole.request('smaller-memory', 'setMemoryBudget', { mebibytes: 64 }));
  const session = await running.sessionPage();
  const id = await page.sessionId();

  await flood(session, id, 3_000);
  await expect(page.panel.getByText(/^3,\d{3} rows$/)).toBeVisible();
  await alice.send('to be read', { reliable: true });
  await expect(page.row('to be read')).toBeVisible();
  await page.row('to be read').click();
  const place = await selected(page).boundingBox();
  await flood(session, id, 3_000);
  const reach = page.panel.getByText(/^back to \d\d:\d\d:\d\d, [\d,]+ older let go$/);
  await expect(reach).toBeVisible();
  await expect(selected(page)).toContainText('to be read');
  expect(await selected(page).boundingBox()).toEqual(place);

  await flood(session, id, 5_000);
  await expect(page.panel.getByText(/^row [\d,]+ was let go$/)).toBeVisible();
  await page.panel.getByRole('button', { name: /Out of sight/ }).click();
  await expect(page.window.getByRole('dialog').getByText(/^[\d,]+, rows reach back to \d\d:\d\d:\d\d$/)).toBeVisible();
});

/** Messages of 15 kB at the tap's boundary: 4,400 of them are 64 MiB. A server would take a minute for as many. */
async function flood(sessionPage: Page, tapId: string, count: number): Promise<void> {
  const packet = [...userPacket('flood '.repeat(2_500), { topic: 'flood' }).toBinary()];
  await sessionPage.evaluate(
    async ([session, bytes, messages]) => {
      const channel = new RTCPeerConnection({ tapId: session } as RTCConfiguration).createDataChannel('_lossy');
      const data = new Uint8Array(bytes).buffer;
      for (let sent = 0; sent < messages; sent += 1) {
        channel.dispatchEvent(new MessageEvent('message', { data }));
        if (sent % 100 === 0) await new Promise((resolve) => setTimeout(resolve, 1));
      }
    },
    [tapId, packet, count] as const,
  );
}

test('a message that the tap never saw, and one that the log never got, are alarm rows', async ({ running, start, room, joinAs }) => {
  const session = await running.sessionPage();
  await session.evaluate(() => {
    // What listens before the tap can keep a message from it; the browser has counted it by then.
    const add = EventTarget.prototype.addEventListener;
    RTCDataChannel.prototype.addEventListener = function (this: RTCDataChannel, ...listening: Parameters<typeof add>): void {
      const swallow = (event: Event): void => {
        const { data } = event as MessageEvent<ArrayBuffer>;
        if (new TextDecoder('latin1').decode(data).includes('swallow me')) event.stopImmediatePropagation();
      };
      add.call(this, 'message', swallow, { capture: true });
      add.apply(this, listening);
    };
    // A chunk that the worker is not told of stays with the page.
    const post = Worker.prototype.postMessage;
    let lost = false;
    Worker.prototype.postMessage = function (this: Worker, ...posted: unknown[]): void {
      const [message] = posted as [{ readonly type: string; readonly chunk?: SharedArrayBuffer }];
      const isLost = message.type === 'filling' && message.chunk !== undefined &&
        new TextDecoder('latin1').decode(new Uint8Array(message.chunk).slice(0, 4_096)).includes('lose me');
      if (isLost && !lost) {
        lost = true;
        return;
      }
      Reflect.apply(post, this, posted);
    };
  });
  const page = await (await start.openEnvironment()).observe(room);
  const alice = await joinAs('alice');
  for (const text of ['lose me', 'swallow me']) await alice.send(text, { reliable: true });
  await expect(page.row('Counts differ: this log may lack messages')).toContainText('1 more message received', { timeout: 20_000 });
  await expect(page.row('Messages are missing in this log')).toContainText('One message was received or sent and is not here', { timeout: 20_000 });
  await expect(page.row('lose me')).toHaveCount(0);
});
