import type { Page } from '@playwright/test';
import type { Watched } from '../../renderer/probe/bench/api.ts';
import type { Bench } from './support/bench.ts';
import { frameRows, rowOf } from './support/figures.ts';
import { heldRows, stageWithRows, withProbe } from './support/million.ts';
import { until } from './support/until.ts';

const perSecond = 20_000;

/** The window's frames while rows arrive and the tail follows. */
export const framesBench: Bench = async (context) => {
  const stage = await stageWithRows(context);
  try {
    const seconds = context.quick ? 10 : 60;
    const idleMs = context.quick ? 3_000 : 10_000;
    const idle = await watched(stage.window, () => new Promise((resolve) => setTimeout(resolve, idleMs)));
    const before = await withProbe(stage, (probe) => probe.status());
    const count = seconds * perSecond;
    let injected = { injected: 0, ms: 0 };
    const busy = await watched(stage.window, async () => {
      injected = await stage.session.evaluate((plan) => window.benchInjector.rows(plan), { count, perSecond });
    });
    const arrived = await withProbe(stage, (probe) =>
      until('the rows in the log', async () => {
        const { received } = await probe.status();
        const rows = received.reliable - before.received.reliable;
        return rows >= count ? rows : undefined;
      }),
    );
    context.note(`long tasks in the window: ${told(busy)}; idle: ${told(idle)}`);
    context.fact('rows held after the frames bench', await heldRows(stage));
    const bench = `frames, ${perSecond.toLocaleString('en')} rows/s for ${seconds} s`;
    return [
      ...frameRows(bench, busy.frames, idle.frames),
      rowOf({
        bench,
        measured: 'rows in the log',
        value: arrived,
        unit: 'rows',
        reference: { what: 'injected', value: injected.injected },
        limit: 'all',
        met: arrived === injected.injected,
      }),
    ];
  } finally {
    await stage.close();
  }
};

/** What a page's watch saw while `work` was done. */
export async function watched(page: Page, work: () => Promise<unknown>): Promise<Watched> {
  await page.evaluate(() => window.benchWatch.start());
  await work();
  return page.evaluate(() => window.benchWatch.stop());
}

function told({ longTasks }: Watched): string {
  return longTasks.length === 0 ? 'none' : longTasks.map((ms) => `${Math.round(ms)} ms`).join(', ');
}
