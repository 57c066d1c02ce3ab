import { type Locator, type Page } from '@playwright/test';
import { step } from './step.ts';
import { RoomPage } from './room-page.ts';

/** The rooms of a server, and the dialogs around them. */
export class RoomsPage {
  readonly window: Page;
  readonly table: Locator;
  readonly filter: Locator;
  readonly createButton: Locator;
  readonly dialog: Locator;

  constructor(window: Page) {
    this.window = window;
    this.table = window.getByRole('grid', { name: /^Rooms of/ });
    this.filter = window.getByRole('searchbox', { name: 'Filter rooms by name or metadata' });
    this.createButton = window.getByRole('button', { name: 'Create room' });
    this.dialog = window.getByRole('dialog');
  }

  row(room: string): Locator {
    return this.table.getByRole('row').filter({ has: this.window.getByRole('gridcell', { name: room, exact: true }) });
  }

  observe(room: string): Promise<RoomPage> {
    return step(`observe ${room}`, async () => {
      await this.row(room).getByRole('button', { name: 'Observe' }).click();
      const page = new RoomPage(this.window, room);
      await page.connected();
      return page;
    });
  }

  /** Opens the dialog, fills it for a participant and submits; the outcome is the caller's to look at. */
  askToJoin(room: string, as: { identity: string; name?: string; metadata?: string }): Promise<void> {
    return step(`join ${room} as ${as.identity}`, async () => {
      await this.row(room).getByRole('button', { name: 'Join…' }).click();
      await this.dialog.getByRole('radio', { name: 'Participant' }).check();
      await this.dialog.getByRole('textbox', { name: 'Identity' }).fill(as.identity);
      if (as.name !== undefined) await this.dialog.getByRole('textbox', { name: /^Display name/ }).fill(as.name);
      if (as.metadata !== undefined) await this.dialog.getByRole('textbox', { name: 'Own metadata' }).fill(as.metadata);
      await this.dialog.getByRole('button', { name: `Join as ${as.identity}` }).click();
    });
  }

  async join(room: string, as: { identity: string; name?: string; metadata?: string }): Promise<RoomPage> {
    await this.askToJoin(room, as);
    const page = new RoomPage(this.window, room);
    await page.connected();
    return page;
  }

  /** An entry of the row's menu. */
  menu(room: string, entry: string | RegExp): Promise<void> {
    return step(`${room}: ${String(entry)}`, async () => {
      await this.row(room).getByRole('button', { name: `Actions for ${room}` }).click();
      await this.window.getByRole('menuitem', { name: entry }).click();
    });
  }
}
