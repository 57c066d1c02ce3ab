import { type Locator, type Page } from '@playwright/test';
import type { RunningConsole } from '../../support/app.ts';
import { step } from './step.ts';

/** The list of captures, and what the system's dialogs answer. */
export class CapturesPage {
  readonly window: Page;
  readonly tab: Locator;
  readonly grid: Locator;
  readonly filter: Locator;
  readonly #running: RunningConsole;

  constructor(running: RunningConsole) {
    this.#running = running;
    this.window = running.window;
    this.tab = running.window.getByRole('tab', { name: 'Captures', exact: true });
    this.grid = running.window.getByRole('grid', { name: 'Captures' });
    this.filter = running.window.getByRole('searchbox', { name: /^Filter captures/ });
  }

  open(): Promise<void> {
    return step('list the captures', () => this.tab.click());
  }

  row(...words: readonly (string | RegExp)[]): Locator {
    const rows = this.grid.getByRole('row').filter({ has: this.window.getByRole('gridcell') });
    return words.reduce<Locator>((found, hasText) => found.filter({ hasText }), rows);
  }

  /** A tab of a capture, by its file's name. */
  captureTab(name: string): Locator {
    return this.window.getByRole('tab', { name: `capture ${name}` });
  }

  /** What the save dialog answers from now on. */
  async answerSave(filePath: string): Promise<void> {
    await this.#running.app.evaluate(({ dialog }, path) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: path });
    }, filePath);
  }

  /** What the open dialog answers from now on; undefined: it is cancelled. */
  async answerOpen(filePath: string | undefined): Promise<void> {
    await this.#running.app.evaluate(({ dialog }, path) => {
      const answer = path === null ? { canceled: true, filePaths: [] } : { canceled: false, filePaths: [path] };
      dialog.showOpenDialog = () => Promise.resolve(answer);
    }, filePath ?? null);
  }

  /** The machine that runs tests may have no trash: what would go there is deleted. */
  async haveTrash(): Promise<void> {
    await this.#running.app.evaluate(({ shell }) => {
      shell.trashItem = (path) => process.mainModule?.require('node:fs/promises').rm(path);
    });
  }

  /** Drags files over the window, and lets them go there; `meanwhile` is done in between. */
  drop(paths: readonly string[], meanwhile: () => Promise<void>): Promise<void> {
    return step('drop files on the window', async () => {
      const devtools = await this.window.context().newCDPSession(this.window);
      const data = { items: [], files: [...paths], dragOperationsMask: 1 };
      const send = (type: 'dragEnter' | 'dragOver' | 'drop') => devtools.send('Input.dispatchDragEvent', { type, x: 400, y: 300, data });
      await send('dragEnter');
      await send('dragOver');
      await meanwhile();
      await send('drop');
      await devtools.detach();
    });
  }
}
