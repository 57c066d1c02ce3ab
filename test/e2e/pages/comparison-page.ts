import { type Locator, type Page } from '@playwright/test';
import { step } from './step.ts';

/** Two captures side by side, in the tab of the first. */
export class ComparisonPage {
  readonly window: Page;
  readonly region: Locator;
  readonly grid: Locator;
  readonly dialog: Locator;
  /** What the differences come to. */
  readonly summary: Locator;
  readonly inspector: Locator;

  constructor(window: Page) {
    this.window = window;
    this.region = window.getByRole('region', { name: 'Comparison' });
    this.grid = this.region.getByRole('grid', { name: 'Two logs side by side' });
    this.dialog = window.getByRole('dialog', { name: /^Compare .* with$/ });
    this.summary = this.region.getByRole('status');
    this.inspector = window.getByRole('region', { name: 'Inspector' });
  }

  /** From the tab of a capture that is in front; the first that is offered where no name is given. */
  begin(name?: string | RegExp): Promise<void> {
    return step('compare the capture', async () => {
      await this.window.getByRole('button', { name: 'Compare with…' }).first().click();
      if (name !== undefined) await this.dialog.getByRole('radio', { name }).check();
      await this.dialog.getByRole('button', { name: 'Compare', exact: true }).click();
    });
  }

  /** Rows that have these words. */
  row(...words: readonly (string | RegExp)[]): Locator {
    const rows = this.grid.getByRole('row').filter({ has: this.window.getByRole('gridcell') });
    return words.reduce<Locator>((found, hasText) => found.filter({ hasText }), rows);
  }

  /** Time, left, difference in time, right. */
  cells(row: Locator): Locator {
    return row.getByRole('gridcell');
  }

  part(name: RegExp): Locator {
    return this.region.getByRole('radio', { name });
  }
}
