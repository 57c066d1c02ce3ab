import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { AccessToken } from 'livekit-server-sdk';
import { observerPrefix } from '../../../electron/contract/limits.ts';
import type { RoomPage } from '../../e2e/pages/room-page.ts';
import { StartPage } from '../../e2e/pages/start-page.ts';
import { launchConsole, type RunningConsole } from '../../support/app.ts';
import { serverApi } from '../../support/second-client.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import type { BenchContext } from './bench.ts';
import { PageFigures } from './page-figures.ts';
import { servePages, type PageServer } from './page-server.ts';
import type {} from '../../../renderer/bridge.ts';
import type {} from '../../../renderer/probe/bench/api.ts';

export const benchRoom = 'bench';

/** The built application observing a room on a livekit-server of its own, and participants of the benchmark's. */
export class Stage {
  readonly running: RunningConsole;
  readonly server: TestServer;
  readonly roomPage: RoomPage;
  /** The hidden page with the tap. */
  readonly session: Page;
  readonly sessionId: string;
  readonly #context: BenchContext;
  readonly #pages: PageServer;

  private constructor(
    context: BenchContext,
    parts: Pick<Stage, 'running' | 'server' | 'roomPage' | 'session' | 'sessionId'> & { readonly pages: PageServer },
  ) {
    this.#context = context;
    this.#pages = parts.pages;
    this.running = parts.running;
    this.server = parts.server;
    this.roomPage = parts.roomPage;
    this.session = parts.session;
    this.sessionId = parts.sessionId;
  }

  static async open(context: BenchContext): Promise<Stage> {
    const pages = await servePages(context.scripts);
    const server = await startTestServer();
    await serverApi(server).createRoom({ name: benchRoom, emptyTimeout: 600, departureTimeout: 600 });
    const running = await launchConsole({ server });
    try {
      await running.window.setViewportSize({ width: 1280, height: 800 });
      const roomPage = await (await new StartPage(running.window).openEnvironment()).observe(benchRoom);
      const session = await running.sessionPage();
      const sessionId = await firstSession(running.window);
      return new Stage(context, { running, server, pages, roomPage, session, sessionId });
    } catch (error) {
      await running.close();
      await server.stop();
      await pages.close();
      throw error;
    }
  }

  get app(): ElectronApplication {
    return this.running.app;
  }

  get window(): Page {
    return this.running.window;
  }

  /**
   * A page of the same Electron that runs one of the scripts: hidden, unthrottled and cross-origin isolated as the
   * session page is, in a process and a storage partition of its own (the application's network fence is around the
   * default one).
   */
  async openPage(script: 'bare' | 'flood'): Promise<Page> {
    const url = this.#pages.url(script);
    // It may be told of before it has gone there.
    const opened = this.app.waitForEvent('window', (page) => [url, 'about:blank', ''].includes(page.url()));
    await this.app.evaluate(
      ({ BrowserWindow }, { address, partition }) => {
        const window = new BrowserWindow({
          show: false,
          paintWhenInitiallyHidden: false,
          webPreferences: {
            partition,
            sandbox: true,
            contextIsolation: true,
            backgroundThrottling: false,
            spellcheck: false,
          },
        });
        void window.loadURL(address);
      },
      { address: url, partition: `bench-${script}` },
    );
    const page = await opened;
    await page.waitForURL(url);
    await page.waitForLoadState();
    return page;
  }

  /** A token for one of them. The bare one is let in as the console is: hidden, and not a seat. */
  async token(identity: 'bare' | 'flood'): Promise<{ readonly url: string; readonly token: string }> {
    const { url, apiKey, apiSecret } = this.server;
    const token = new AccessToken(apiKey, apiSecret, {
      identity: identity === 'bare' ? `${observerPrefix}bare` : identity,
    });
    if (identity === 'bare') token.kind = 'agent';
    const reads = { hidden: true, canPublish: false, canPublishData: false, canSubscribe: false };
    const writes = { canPublish: false, canPublishData: true, canSubscribe: false };
    token.addGrant({ roomJoin: true, room: benchRoom, ...(identity === 'bare' ? reads : writes) });
    return { url, token: await token.toJwt() };
  }

  /** Puts a script into a page of the application. */
  async inject(page: Page, script: 'injector' | 'watch'): Promise<void> {
    const figures = await PageFigures.of(page);
    await figures.run(await readFile(join(this.#context.scripts, `${script}.js`), 'utf8'));
  }

  /** Ends the server: the session stays as it is, and nothing but what is injected comes in. */
  async stopServer(): Promise<void> {
    await this.server.stop();
    await this.roomPage.status.getByText('Connected', { exact: true }).waitFor({ state: 'hidden' });
  }

  /** What went wrong in the application so far: uncaught in a page, or told by the session page and its worker. */
  problems(): string[] {
    const told = this.running.output().split('\n').filter((line) => line.includes('The session page reports:'));
    return [...this.running.problems, ...told];
  }

  async close(): Promise<void> {
    await this.running.close();
    await this.server.stop();
    await this.#pages.close();
  }
}

async function firstSession(console: Page): Promise<string> {
  const answer: unknown = await console.evaluate(() => window.roomConsole.request('bench', 'listSessions', undefined));
  const text = JSON.stringify(answer);
  const id = /"id":"([^"]+)"/.exec(text)?.[1];
  if (id === undefined) throw new Error(`no session among ${text}`);
  return id;
}
