import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { z } from '../../electron/contract/zod.ts';
import { launchConsole } from '../support/app.ts';
import type { RunningConsole } from '../support/app.ts';
import { serverApi } from '../support/second-client.ts';
import { startTestServer } from '../support/server.ts';
import type { TestServer } from '../support/server.ts';

let server: TestServer;
let running: RunningConsole;
test.beforeAll(async () => {
  server = await startTestServer();
  await serverApi(server).createRoom({ name: 'consult', emptyTimeout: 600 });
});
test.afterAll(() => server.stop());
test.beforeEach(async () => {
  running = await launchConsole({ server });
});
test.afterEach(() => running.close());

/** Asks the main process as the page itself would, with a call id that the page does not use. */
function ask(page: Page, name: string, input?: unknown): Promise<unknown> {
  return page.evaluate(
    ([request, given]) =>
      Reflect.apply(window.roomConsole.request, undefined, [`test-${Math.random()}`, request, given]),
    [name, input] as const,
  );
}

const observe = {
  profileId: 'environment',
  room: 'consult',
  role: { kind: 'observe', as: 'agent' },
  takeOverIdentity: false,
};

/** Of the session in an ok answer. */
function identityOf(answer: unknown): string {
  expect(answer).toMatchObject({ ok: true, value: { identity: expect.any(String) } });
  return z.object({ value: z.object({ identity: z.string() }) }).parse(answer).value.identity;
}

/** Crashes the renderer of the page whose URL ends so. */
function crash(file: string): Promise<void> {
  return running.app.evaluate(({ webContents }, end) => {
    webContents
      .getAllWebContents()
      .find((contents) => contents.getURL().endsWith(end))
      ?.forcefullyCrashRenderer();
  }, file);
}

test('pages are isolated, sandboxed and know no Node', async () => {
  for (const page of [running.window, await running.sessionPage()]) {
    expect(
      await page.evaluate(() => ({
        isolated: window.crossOriginIsolated,
        node: ['require', 'process', 'Buffer', 'module'].filter((name) => name in window),
        bridge: Object.keys(window.roomConsole).sort(),
      })),
    ).toEqual({ isolated: true, node: [], bridge: ['cancel', 'on', 'pathOf', 'request'] });
  }
});

test('no page can navigate, open a window, or get a permission', async () => {
  const { window: page } = running;
  const before = page.url();
  expect(await page.evaluate(() => window.open('https://example.com') === null)).toBe(true);
  await page.evaluate(() => {
    location.href = 'https://example.com/';
  });
  const states = await page.evaluate(() =>
    Promise.all(
      (['geolocation', 'notifications', 'camera', 'microphone'] as PermissionName[]).map(
        async (name) => (await navigator.permissions.query({ name })).state,
      ),
    ),
  );
  expect(states).toEqual(['denied', 'denied', 'denied', 'denied']);
  expect(page.url()).toBe(before);
});

test('the console page reaches no network; the session page reaches the servers in use only', async () => {
  const reach = (page: Page, url: string): Promise<string> =>
    page.evaluate(
      (target) =>
        fetch(target).then(
          () => 'reached',
          () => 'not reached',
        ),
      url,
    );
  const session = await running.sessionPage();
  expect(await reach(running.window, server.httpUrl)).toBe('not reached');
  expect(await reach(session, server.httpUrl)).toBe('not reached');
  expect(await ask(running.window, 'openSession', observe)).toMatchObject({ ok: true });
  expect(await reach(session, server.httpUrl)).toBe('reached');
  expect(await reach(running.window, server.httpUrl)).toBe('not reached');
  expect(await reach(session, `http://127.0.0.1:${server.ports.rtcTcp}/`)).toBe('not reached');
  for (const port of [server.ports.http, server.ports.rtcTcp]) {
    expect(running.output()).toContain(`A request of the session page to 127.0.0.1:${port} was refused.`);
  }
});

test('a page may reload itself, and is then there again', async () => {
  expect(await ask(running.window, 'openSession', observe)).toMatchObject({ ok: true });
  await running.window.evaluate(() => {
    Object.assign(window, { before: true });
  });
  const loaded = running.window.waitForEvent('load');
  await running.window.evaluate(() => location.reload());
  await loaded;
  expect(await running.window.evaluate(() => 'before' in window)).toBe(false);
  await expect(running.window.getByRole('tab', { name: 'consult' })).toBeVisible();
});

test('strings do not become code', async () => {
  const { window: page } = running;
  expect(
    await page.evaluate(() => {
      try {
        document.body.insertAdjacentHTML('beforeend', '<b>x</b>');
        return 'done';
      } catch (error) {
        return error instanceof Error ? error.name : 'other';
      }
    }),
  ).toBe('TypeError');
});

test('the secret is in no answer, no event and not in the environment of any page or child', async () => {
  const answers = await Promise.all([
    ask(running.window, 'listProfiles'),
    ask(running.window, 'getAppInfo'),
    ask(running.window, 'openSession', observe),
    ask(running.window, 'listRooms', { profileId: 'environment' }),
  ]);
  expect(answers).toMatchObject([{ ok: true }, { ok: true }, { ok: true }, { ok: true }]);
  expect(JSON.stringify(answers)).not.toContain(server.apiSecret);
  expect(running.output()).not.toContain(server.apiSecret);
  expect(
    await running.app.evaluate(() => Object.keys(process.env).filter((name) => name.startsWith('LIVEKIT_'))),
  ).toEqual([]);
});

test('a session page that crashes comes back, joins anew, and that is said', async () => {
  const opened = identityOf(await ask(running.window, 'openSession', observe));
  await running.sessionPage();
  const told = running.window.evaluate(
    () =>
      new Promise<string>((resolve) =>
        window.roomConsole.on('sessionPageRestarted', ({ message }) => resolve(message)),
      ),
  );
  await crash('session.html');
  expect(await told).toContain('was started again');
  expect(running.output()).toContain('The session page ended (crashed)');
  const rejoined = identityOf(await ask(running.window, 'openSession', observe));
  expect(rejoined).not.toBe(opened);
  await expect
    .poll(async () => (await serverApi(server).listParticipants('consult')).map(({ identity }) => identity))
    .toContain(rejoined);
});

test('a console page that crashes comes back with its sessions', async () => {
  expect(await ask(running.window, 'openSession', observe)).toMatchObject({ ok: true });
  const loaded = running.app.evaluate(
    ({ webContents }) =>
      new Promise<void>((resolve) => {
        const console = webContents.getAllWebContents().find((contents) => contents.getURL().endsWith('console.html'));
        console?.once('did-finish-load', () => resolve());
        console?.forcefullyCrashRenderer();
      }),
  );
  await loaded;
  expect(running.output()).toContain('The console page ended (crashed). It is loaded again.');
  // Playwright lets go of a page that crashed, so the new one is asked through the main process.
  const tabs = (): Promise<unknown> =>
    running.app.evaluate(({ webContents }) =>
      webContents
        .getAllWebContents()
        .find((contents) => contents.getURL().endsWith('console.html'))
        ?.executeJavaScript(`[...document.querySelectorAll('[role="tab"]')].map((tab) => tab.textContent.trim())`),
    );
  await expect.poll(tabs).toContain('consult');
});
