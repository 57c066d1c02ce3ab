import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test as base } from './fixtures.ts';
import { launchConsole } from '../support/app.ts';
import { serverApi } from '../support/second-client.ts';
import { SignalProxy } from '../support/signal-proxy.ts';
import { StartPage } from './pages/start-page.ts';

/** The console reaches the server through a proxy that can be cut; all others reach it directly. */
const test = base.extend<{ signalProxy: SignalProxy }>({
  signalProxy: async ({ server }, use) => {
    const signalProxy = await SignalProxy.start(server.url);
    await use(signalProxy);
    await signalProxy.stop();
  },
  running: async ({ server, signalProxy }, use, info) => {
    const running = await launchConsole({ server: { ...server, url: signalProxy.url } });
    await use(running);
    if (info.status !== info.expectedStatus) {
      await info.attach('window', { body: await running.window.screenshot(), contentType: 'image/png' });
      await info.attach('output', { body: running.output(), contentType: 'text/plain' });
    }
    await running.close();
    expect(running.problems, 'uncaught in a page').toEqual([]);
  },
});

test('a signal that is cut and resumed loses nothing', async ({ start, room, joinAs, signalProxy }) => {
  const alice = await joinAs('alice');
  const page = await (await start.openEnvironment()).join(room, { identity: 'ops-1' });
  await expect(page.person('alice')).toBeVisible();
  const total = 300;
  for (let turn = 0; turn < total; turn += 1) {
    if (turn === 50) signalProxy.cut();
    await alice.send(`numbered ${String(turn).padStart(3, '0')}`, { reliable: true, topic: 'resume' });
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  await page.filter.fill('event == connection');
  await expect(page.row('Signal lost')).toBeVisible();
  await expect(page.row(/Signal resumed after \d/)).toBeVisible({ timeout: 20_000 });
  await page.connected();
  await page.filter.fill('topic == resume');
  await expect(page.matches).toHaveText(/^300 of /);
  await page.filter.fill('event == gap');
  await expect(page.matches).toHaveText(/^0 of /);
  await expect(page.status.getByText(/\b300 of 300/)).toBeVisible();
});

/** Keeps the connections that a page makes from now on, above the tap, so that a test can end them. */
async function keepConnections(page: Page): Promise<() => Promise<void>> {
  await page.evaluate(() => {
    const scope = window as unknown as { RTCPeerConnection: typeof RTCPeerConnection; kept: RTCPeerConnection[] };
    scope.kept = [];
    scope.RTCPeerConnection = class extends RTCPeerConnection {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        scope.kept.push(this);
      }
    };
  });
  return () =>
    page.evaluate(() => {
      const scope = window as unknown as { kept: RTCPeerConnection[] };
      for (const connection of scope.kept.splice(0)) connection.close();
    });
}

test('an older server makes two connections, and the tap misses none', async ({
  start,
  room,
  joinAs,
  signalProxy,
  running,
}) => {
  // livekit-client asks for one connection by this path, and falls back to two where it is not there.
  signalProxy.hide('/rtc/v1');
  const session = await running.sessionPage();
  await keepConnections(session);
  const alice = await joinAs('alice');
  const page = await (await start.openEnvironment()).join(room, { identity: 'ops-1' });
  await expect(page.person('alice')).toBeVisible();
  await alice.until('ops-1', () => alice.sees('ops-1') !== undefined);
  for (let turn = 0; turn < 50; turn += 1) await alice.send(`numbered ${turn}`, { reliable: true, topic: 'two' });
  await page.compose.open();
  await page.compose.choose('Text');
  await page.compose.payload.fill('from here');
  await page.compose.payload.press('Control+Enter');
  await alice.message(({ text }) => text === 'from here');
  await expect(page.row('from here')).toBeVisible();
  await page.filter.fill('topic == two');
  await expect(page.matches).toHaveText(/^50 of /);
  await expect(page.status.getByText(/\b50 of 50/)).toBeVisible();
  const states = await session.evaluate(() =>
    (window as unknown as { kept: RTCPeerConnection[] }).kept.map((one) => one.connectionState),
  );
  // The one that was tried first is closed. Both are there; which of them carries data is for the server to say.
  expect(states.filter((state) => state !== 'closed')).toHaveLength(2);
});

test('a full reconnect leaves a gap row, and says what is proven', async ({ start, room, joinAs, running }) => {
  test.setTimeout(120_000);
  const closeConnections = await keepConnections(await running.sessionPage());
  const alice = await joinAs('alice');
  const page = await (await start.openEnvironment()).join(room, { identity: 'ops-1' });
  await expect(page.person('alice')).toBeVisible();
  let sent = 0;
  let stopped = false;
  const sending = (async () => {
    while (!stopped) {
      await alice.send(`counted ${sent}`, { reliable: true, topic: 'gap' });
      sent += 1;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  })();
  try {
    await expect(page.row('counted').first()).toBeVisible();
    await page.filter.fill('event == connection or event == gap');
    await closeConnections();
    await expect(page.row('Connection lost')).toBeVisible({ timeout: 60_000 });
    await expect(page.row(/Gap, \d/)).toBeVisible({ timeout: 60_000 });
    await page.connected();
    await page.filter.fill('topic == gap');
    const before = sent;
    await expect.poll(() => sent).toBeGreaterThan(before + 20);
    await expect(page.row(`counted ${sent - 10}`)).toBeVisible();
  } finally {
    stopped = true;
    await sending;
  }
  // What passed meanwhile is gone; what came is here once, and is held against the browser's counts.
  const [, received = ''] = /^([\d,]+) of /.exec((await page.matches.textContent()) ?? '') ?? [];
  expect(Number(received.replaceAll(',', ''))).toBeLessThan(sent);
  const proof = /received, as the browser counts(; \d+ could not be verified since .*)?$/;
  await expect(page.status.getByText(proof)).toBeVisible();
  await page.panel.getByRole('button', { name: /out of sight/i }).click();
  const unseen = page.window.getByRole('dialog', { name: 'What cannot be seen here' });
  await expect(unseen).toContainText(/1 gap, \d+\.\d s in all/);
  await page.window.keyboard.press('Escape');

  // The proof by channel, without a mouse.
  await page.status.getByRole('button', { name: /received, as the browser counts/ }).press('Enter');
  const card = page.window.getByRole('dialog', { name: 'Completeness by channel' });
  await expect(card.getByRole('row', { name: /_reliable/ })).toContainText(/[\d,]+ of [\d,]+/);
});

test('a smaller memory budget holds at once, and at the next start', async ({ server }) => {
  const userData = await mkdtemp(join(tmpdir(), 'room-console-e2e-'));
  const api = serverApi(server);
  const room = `room-${randomUUID().slice(0, 8)}`;
  await api.createRoom({ name: room });
  try {
    for (const [shown, chosen] of [['256', '128 MiB'], ['128', '1,024 MiB'], ['1,024', undefined]] as const) {
      const running = await launchConsole({ server, userData });
      try {
        const page = await (await new StartPage(running.window).openEnvironment()).observe(room);
        const memory = page.status.getByRole('button', { name: /^Memory/ });
        await expect(memory).toHaveText(new RegExp(`Memory \\d+ of ${shown} MiB`));
        if (chosen === undefined) continue;
        await memory.press('Enter');
        await page.window.getByRole('radio', { name: chosen, exact: true }).check();
        await expect(memory).toHaveText(new RegExp(`of ${chosen}`));
      } finally {
        await running.close();
      }
    }
  } finally {
    await api.deleteRoom(room);
    await rm(userData, { recursive: true });
  }
});
