import { type Locator } from '@playwright/test';
import { step } from './step.ts';

/** Where messages are written and sent. */
export class ComposeDock {
  readonly region: Locator;
  readonly payload: Locator;
  readonly topic: Locator;
  readonly send: Locator;
  readonly result: Locator;

  constructor(panel: Locator) {
    this.region = panel.getByRole('region', { name: 'Compose' });
    this.payload = this.region.getByRole('textbox', { name: 'Payload' });
    this.topic = this.region.getByRole('textbox', { name: 'Topic' });
    this.send = this.region.getByRole('button', { name: /^Send to/ });
    this.result = this.region.getByRole('status');
  }

  async open(): Promise<void> {
    const toggle = this.region.getByRole('button', { name: 'Compose', exact: true });
    if ((await toggle.getAttribute('aria-expanded')) !== 'true') await toggle.click();
  }

  choose(name: string | RegExp): Promise<void> {
    return this.region.getByRole('radio', { name, exact: true }).click();
  }

  addDestination(identity: string): Promise<void> {
    return step(`send to ${identity}`, async () => {
      const box = this.region.getByRole('combobox', { name: 'Add destination' });
      await box.fill(identity);
      await box.press('Enter');
    });
  }

  /** Writes and sends with the keyboard. */
  sendText(text: string, options: { kind?: 'Reliable' | 'Lossy'; topic?: string; as?: 'Server API' } = {}): Promise<void> {
    return step(`send “${text}”`, async () => {
      await this.open();
      if (options.as !== undefined) await this.choose(options.as);
      await this.choose(options.kind ?? 'Reliable');
      await this.choose('Text');
      await this.topic.fill(options.topic ?? '');
      await this.payload.fill(text);
      await this.payload.press('Control+Enter');
    });
  }
}
