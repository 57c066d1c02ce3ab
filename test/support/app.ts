import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import type { ServerAddress } from './second-client.ts';

const projectRoot = new URL('../..', import.meta.url).pathname;

/** A running console of a test's own: its own user-data folder, its own window. */
export interface RunningConsole {
  readonly app: ElectronApplication;
  /** The console page. */
  readonly window: Page;
  readonly userData: string;
  /** All that the application and the pages printed. */
  readonly output: () => string;
  /** Exceptions and rejections that nobody caught, in any page. */
  readonly problems: readonly string[];
  /** The hidden page that holds the rooms. */
  sessionPage(): Promise<Page>;
  /** Ends the application and removes its folder. */
  close(): Promise<void>;
}

export interface LaunchOptions {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Offers this server as the profile "from the environment". */
  readonly server?: ServerAddress;
  /** Given, the folder is kept when the console closes: for a second start on the same data. */
  readonly userData?: string;
}

/** Starts the built application on the Electron that the launcher found, and waits for its window. */
export async function launchConsole(options: LaunchOptions = {}): Promise<RunningConsole> {
  const userData = options.userData ?? (await mkdtemp(join(tmpdir(), 'room-console-e2e-')));
  const { LIVEKIT_URL: _url, LIVEKIT_API_KEY: _key, LIVEKIT_API_SECRET: _secret, ...inherited } = process.env;
  const app = await _electron.launch({
    cwd: projectRoot,
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '.', ...(options.args ?? [])],
    env: {
      ...definedOnly(inherited),
      ROOM_CONSOLE_USER_DATA: userData,
      ROOM_CONSOLE_CAPTURES: join(userData, 'captures'),
      ...(options.server === undefined
        ? {}
        : {
            LIVEKIT_URL: options.server.url,
            LIVEKIT_API_KEY: options.server.apiKey,
            LIVEKIT_API_SECRET: options.server.apiSecret,
          }),
      ...options.env,
    },
  });
  let printed = '';
  app.process().stdout?.on('data', (data: Buffer) => (printed += data.toString()));
  app.process().stderr?.on('data', (data: Buffer) => (printed += data.toString()));
  const problems: string[] = [];
  app.context().on('weberror', (error) => problems.push(error.error().stack ?? String(error.error())));
  const window = await pageOf(app, 'console.html');
  return {
    app,
    window,
    userData,
    output: () => printed,
    problems,
    sessionPage: () => pageOf(app, 'session.html'),
    async close() {
      await app.close();
      if (options.userData === undefined) await rm(userData, { recursive: true, force: true });
    },
  };
}

/** The page with this file, as soon as there is one. */
async function pageOf(app: ElectronApplication, file: string): Promise<Page> {
  const fits = (page: Page): boolean => new URL(page.url()).pathname.endsWith(`/${file}`);
  for (;;) {
    const found = app.windows().find(fits);
    if (found !== undefined) return found;
    const next = await app.waitForEvent('window');
    await next.waitForURL((url) => url.protocol === 'app:');
    if (fits(next)) return next;
  }
}

function definedOnly(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
