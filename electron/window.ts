import path from 'node:path';
import { BrowserWindow, nativeTheme } from 'electron';
import type { WebPreferences } from 'electron';
import { pageUrl } from './app-assets.ts';
import type { PageName } from './contract/pages.ts';
import { CrashCount } from './crash-count.ts';
import type { HiddenWindow } from './hidden-page.ts';
import type { PageDirectory } from './page-directory.ts';
import type { Log } from './services/log.ts';
import { smallestSize } from './window-state.ts';
import type { WindowPlacement } from './window-state.ts';

/** `--bg` of renderer/ui/tokens.css, so that nothing flashes before the page has drawn. */
const ground = { light: '#eff1f3', dark: '#131518' } as const;

interface PageOptions {
  /** Folder of main.cjs and preload.cjs. */
  readonly appFolder: string;
  readonly directory: PageDirectory;
}

function lockedPreferences(page: PageName, appFolder: string): WebPreferences {
  return {
    preload: path.join(appFolder, 'preload.cjs'),
    additionalArguments: [`--room-console-page=${page}`],
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webviewTag: false,
    webSecurity: true,
    spellcheck: false,
    navigateOnDragDrop: false,
  };
}

/** The window with the views. Shown once it has something to show. */
export function createConsoleWindow(options: PageOptions & { readonly placement: WindowPlacement }): BrowserWindow {
  const { width, height, position, maximised } = options.placement;
  const window = new BrowserWindow({
    title: 'Room Console',
    width,
    height,
    ...(position ?? {}),
    minWidth: smallestSize.width,
    minHeight: smallestSize.height,
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? ground.dark : ground.light,
    autoHideMenuBar: true,
    webPreferences: lockedPreferences('console', options.appFolder),
  });
  options.directory.register('console', window.webContents);
  window.once('ready-to-show', () => {
    if (maximised) window.maximize();
    window.show();
  });
  void window.loadURL(pageUrl('console')).catch(() => window.show());
  return window;
}

/**
 * The views come back by themselves: rooms and logs are in another page and did not notice. A page that crashes at
 * each start is left as it is.
 */
export function reloadAfterCrash(window: BrowserWindow, log: Log): void {
  const crashes = new CrashCount(() => performance.now());
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    const again = crashes.mayTryAgain();
    log.error(
      `The console page ended (${reason}). ${again ? 'It is loaded again.' : 'It keeps doing so: left as it is.'}`,
    );
    if (again && !window.isDestroyed()) window.reload();
  });
}

/**
 * A page without a window: its timers run as if it were on screen, and nothing waits for a frame that is never drawn
 * (measured on Electron 25: 10 ms timers stay at 10 ms).
 */
export function createHiddenWindow(page: PageName, options: PageOptions): HiddenWindow {
  const window = new BrowserWindow({
    show: false,
    paintWhenInitiallyHidden: false,
    skipTaskbar: true,
    webPreferences: { ...lockedPreferences(page, options.appFolder), backgroundThrottling: false },
  });
  options.directory.register(page, window.webContents);
  void window.loadURL(pageUrl(page)).catch(() => undefined);
  return {
    onGone: (listener) => window.webContents.once('render-process-gone', (_event, { reason }) => listener(reason)),
    destroy: () => {
      if (!window.isDestroyed()) window.destroy();
    },
  };
}
