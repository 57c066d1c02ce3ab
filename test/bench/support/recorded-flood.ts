import type { Page } from '@playwright/test';
import type { FloodPlan } from '../../../renderer/probe/bench/api.ts';
import type { ChannelCounts } from '../../../renderer/traffic/protocol/index.ts';
import { LogProbe } from './log-probe.ts';
import { PageFigures } from './page-figures.ts';
import type { Stage } from './stage.ts';
import { settled } from './until.ts';

export interface FloodRound {
  readonly sent: number;
  /** In the log. */
  readonly rows: number;
  /** By getStats() of the session page. */
  readonly browser: number;
}

/** Row that comes next, and messages so far. */
export interface Before {
  readonly row: number;
  readonly received: ChannelCounts;
  readonly browser: number;
}

/** Floods to the console alone: nobody else in the room takes of the machine what recording could have. */
export class FloodToConsole {
  readonly #stage: Stage;
  readonly #page: Page;
  readonly #session: PageFigures;

  private constructor(stage: Stage, page: Page, session: PageFigures) {
    this.#stage = stage;
    this.#page = page;
    this.#session = session;
  }

  static async prepare(stage: Stage): Promise<FloodToConsole> {
    const page = await stage.openPage('flood');
    const as = await stage.token('flood');
    await page.evaluate((by) => window.benchFlood.join(by.url, by.token), as);
    return new FloodToConsole(stage, page, await PageFigures.of(stage.session));
  }

  /** Forgets what is in the log; how it stands before a flood. */
  async clear(): Promise<Before> {
    const probe = await LogProbe.attach(this.#stage.app, this.#stage.sessionId);
    try {
      await probe.clear();
      const row = await settled('the log', async () => (await probe.status()).total, 500);
      const { received } = await probe.status();
      await this.#session.collectGarbage();
      return { row, received, browser: await this.#session.messagesReceived() };
    } finally {
      await probe.detach();
    }
  }

  /** A flood goes on until `during` resolves; resolves when it was sent. */
  async floodWhile(plan: FloodPlan, during: () => Promise<void>): Promise<void> {
    const flood = this.#page.evaluate((asked) => window.benchFlood.flood(asked), plan);
    try {
      await during();
    } finally {
      await this.#page.evaluate(() => window.benchFlood.stop());
      await flood;
    }
  }

  /** Packets in the log that were recorded from `from` to `to`, epoch ms; of those that came after `before`. */
  async packetsBetween(from: number, to: number, before: Before): Promise<number> {
    const probe = await LogProbe.attach(this.#stage.app, this.#stage.sessionId);
    try {
      const total = await settled('the log', async () => (await probe.status()).total);
      const first = await probe.rowAt(from, before.row, total);
      return (await probe.rowAt(to, first, total)) - first;
    } finally {
      await probe.detach();
    }
  }

  /** Resolves when all of it is in the log. */
  async run(plan: FloodPlan, before: Before): Promise<FloodRound> {
    const { sent } = await this.#page.evaluate((asked) => window.benchFlood.flood(asked), plan);
    const browser = (await settled('the browser’s count', () => this.#session.messagesReceived())) - before.browser;
    const probe = await LogProbe.attach(this.#stage.app, this.#stage.sessionId);
    try {
      await settled('the log', async () => (await probe.status()).total);
      const rows = (await probe.status()).received[plan.kind] - before.received[plan.kind];
      return { sent, rows, browser };
    } finally {
      await probe.detach();
    }
  }
}
