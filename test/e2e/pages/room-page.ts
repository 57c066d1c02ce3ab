import { expect, type Locator, type Page } from '@playwright/test';
import { step } from './step.ts';
import { ComposeDock } from './compose-dock.ts';
import { ParticipantPane } from './participant-pane.ts';

/** The tab of an open room. */
export class RoomPage {
  readonly window: Page;
  readonly tab: Locator;
  readonly panel: Locator;
  readonly grid: Locator;
  readonly filter: Locator;
  readonly inspector: Locator;
  readonly people: Locator;
  readonly status: Locator;
  /** `11 of 40 rows match`, below the rows. */
  readonly matches: Locator;
  readonly compose: ComposeDock;

  constructor(window: Page, room: string) {
    this.window = window;
    this.tab = window.getByRole('tab', { name: room });
    this.panel = window.getByRole('tabpanel', { name: room });
    this.grid = this.panel.getByRole('grid', { name: 'Traffic' });
    this.filter = this.panel.getByRole('textbox', { name: 'Filter rows' });
    this.inspector = this.panel.getByRole('region', { name: 'Inspector' });
    this.people = window.getByRole('listbox', { name: 'People' });
    this.status = window.getByRole('contentinfo', { name: 'Status' });
    this.matches = this.panel.getByText(/\d rows? match(es)?$/);
    this.compose = new ComposeDock(this.panel);
  }

  async connected(): Promise<void> {
    await expect(this.status.getByText('Connected', { exact: true })).toBeVisible();
  }

  /** Rows whose cells hold these words, in their order. */
  row(...words: readonly (string | RegExp)[]): Locator {
    return words.reduce<Locator>(
      (rows, word) => rows.filter({ hasText: word }),
      this.grid.getByRole('row').filter({ has: this.window.getByRole('gridcell') }),
    );
  }

  /** Epoch ms of the rows with these words, as their cells tell the local time of today. */
  async timesOf(...words: readonly string[]): Promise<number[]> {
    const texts = await this.row(...words).locator('.time').allTextContents();
    const today = new Date();
    return texts.flatMap((text) => {
      const [, hours, minutes, seconds, ms] = /^(\d\d):(\d\d):(\d\d)\.(\d{3})$/.exec(text) ?? [];
      if (ms === undefined) return [];
      return [new Date(today).setHours(Number(hours), Number(minutes), Number(seconds), Number(ms))];
    });
  }

  /** As in the ids of the rows. */
  async sessionId(): Promise<string> {
    const id = await this.row().first().getAttribute('id');
    const [, sessionId] = /^log-(.+)-\d+$/.exec(id ?? '') ?? [];
    if (sessionId === undefined) throw new Error(`no session in the id ${id}`);
    return sessionId;
  }

  person(identity: string): Locator {
    return this.people.getByRole('option', { name: new RegExp(identity) });
  }

  openPerson(identity: string): Promise<ParticipantPane> {
    return step(`open ${identity}`, async () => {
      await this.person(identity).click();
      return new ParticipantPane(this.panel, identity);
    });
  }

  /** A fact of the inspected packet, such as `Sender`. */
  fact(name: string): Locator {
    return this.inspector
      .getByRole('term')
      .filter({ hasText: new RegExp(`^${name}$`) })
      .locator('xpath=following-sibling::dd[1]');
  }
}
