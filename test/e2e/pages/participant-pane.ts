import { type Locator } from '@playwright/test';
import { step } from './step.ts';

/** One participant's state and edits. */
export class ParticipantPane {
  readonly region: Locator;
  readonly metadata: Locator;
  readonly saveMetadata: Locator;
  readonly name: Locator;
  readonly saveName: Locator;

  constructor(panel: Locator, identity: string) {
    this.region = panel.getByRole('region', { name: `Participant ${identity}` });
    this.metadata = this.region.getByRole('textbox', { name: 'Metadata', exact: true });
    this.saveMetadata = this.region.getByRole('button', { name: /^Save .*metadata|^Save metadata/ });
    this.name = this.region.getByRole('textbox', { name: 'Name', exact: true });
    this.saveName = this.region.getByRole('button', { name: /^Save name/ });
  }

  /** What became of the last edit, in words. */
  outcome(words: string | RegExp): Locator {
    return this.region.getByRole('status').filter({ hasText: words });
  }

  writeMetadata(text: string): Promise<void> {
    return step('write and save metadata', async () => {
      await this.metadata.fill(text);
      await this.saveMetadata.click();
    });
  }
}
