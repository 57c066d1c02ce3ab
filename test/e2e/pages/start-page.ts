import { type Locator, type Page } from '@playwright/test';
import { step } from './step.ts';
import { RoomsPage } from './rooms-page.ts';

/** The view before a server is open. */
export class StartPage {
  readonly window: Page;
  readonly startDemo: Locator;
  readonly form: Locator;
  readonly testButton: Locator;
  readonly saveAndConnect: Locator;

  constructor(window: Page) {
    this.window = window;
    this.startDemo = window.getByRole('button', { name: 'Start the demo' });
    this.form = window.getByRole('form', { name: 'Connect to your server' });
    this.testButton = this.form.getByRole('button', { name: 'Test', exact: true });
    this.saveAndConnect = this.form.getByRole('button', { name: 'Save and connect' });
  }

  field(name: 'Name' | 'Server URL' | 'API key' | 'API secret'): Locator {
    return this.form.getByRole('textbox', { name, exact: true });
  }

  /** A saved server, by its name. */
  profile(name: string): Locator {
    return this.window.getByRole('button', { name: `Open ${name}` });
  }

  fill(values: { name: string; url: string; key: string; secret: string }): Promise<void> {
    return step('fill the connect form', async () => {
      await this.field('Name').fill(values.name);
      await this.field('Server URL').fill(values.url);
      await this.field('API key').fill(values.key);
      await this.field('API secret').fill(values.secret);
    });
  }

  openEnvironment(): Promise<RoomsPage> {
    return this.open('From the environment');
  }

  open(name: string): Promise<RoomsPage> {
    return step(`open ${name}`, async () => {
      await this.profile(name).click();
      return new RoomsPage(this.window);
    });
  }
}
