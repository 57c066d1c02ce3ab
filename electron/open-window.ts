import { app, screen } from 'electron';
import type { Front } from './front.ts';
import type { PageDirectory } from './page-directory.ts';
import type { RequestGate } from './request-gate.ts';
import type { Log } from './services/log.ts';
import { createConsoleWindow, reloadAfterCrash } from './window.ts';
import { WindowStateFile, placeWindow } from './window-state.ts';

export interface OpenWindowOptions {
  readonly appFolder: string;
  readonly directory: PageDirectory;
  readonly gate: Pick<RequestGate, 'cancelAll'>;
  /** File that remembers its size and place. */
  readonly statePath: string;
  readonly log: Log;
}

/** Opens the console's window where it was; the application ends with it. */
export async function openWindow({ appFolder, directory, gate, statePath, log }: OpenWindowOptions): Promise<Front> {
  const state = new WindowStateFile({ path: statePath });
  const screens = screen.getAllDisplays().map((display) => display.workArea);
  const placement = placeWindow(await state.read(), screens);
  const window = createConsoleWindow({ appFolder, directory, placement });
  const id = window.webContents.id;
  reloadAfterCrash(window, log);
  // A page that was loaded anew does not know what the one before it had asked.
  window.webContents.on('did-navigate', () => gate.cancelAll(id));
  let last = { bounds: window.getNormalBounds(), maximised: false };
  const remember = (): Promise<void> => {
    if (!window.isDestroyed()) last = { bounds: window.getNormalBounds(), maximised: window.isMaximized() };
    return state.write(last);
  };
  window.on('close', () => void remember());
  window.on('closed', () => app.quit());
  return { end: remember, exit: () => app.exit(0) };
}
