import type { Page } from '@playwright/test';
import type { Watched } from '../../renderer/probe/bench/api.ts';
import type { BenchRow } from './bench-row.ts';
import type { Bench, BenchContext } from './support/bench.ts';
import { rowOf, worst } from './support/figures.ts';
import { Stage } from './support/stage.ts';
import { withProbe } from './support/million.ts';
import { settled } from './support/until.ts';

const seeds = [20_250_101, 7] as const;
const longestTaskMs = 50;

/** Malformed and extreme packets: each a row, nothing stuck, nothing thrown. */
export const fuzzBench: Bench = async (context) => {
  const stage = await Stage.open(context);
  try {
    await stage.stopServer();
    for (const page of [stage.session, stage.window]) await stage.inject(page, 'watch');
    await stage.inject(stage.session, 'injector');
    await stage.session.evaluate((id) => window.benchInjector.attach(id), stage.sessionId);
    const count = context.quick ? 20_000 : 100_000;
    context.fact('fuzz seeds', seeds.join(', '));
    const before = await received(stage);
    await stage.session.evaluate(() => window.benchWatch.start());
    await stage.window.evaluate(() => window.benchWatch.start());
    for (const seed of seeds) {
      const plan = { count: count / seeds.length, seed };
      const { byKind } = await stage.session.evaluate((asked) => window.benchInjector.fuzz(asked), plan);
      context.note(`seed ${seed}: ${Object.entries(byKind).map(([kind, number]) => `${number} ${kind}`).join(', ')}`);
    }
    const rows = (await settled('the log', () => received(stage))) - before;
    const session = await stage.session.evaluate(() => window.benchWatch.stop());
    const arriving = await stage.window.evaluate(() => window.benchWatch.stop());
    const looking = await lookAtRows(stage, context, context.quick ? 60 : 200);
    const extremes = await lookAtExtremes(stage, context);
    const problems = [...new Set([...stage.problems(), ...session.errors, ...extremes.errors])];
    for (const problem of problems) context.note(`problem: ${problem}`);
    const bench = `${count.toLocaleString('en')} malformed or extreme packets`;
    return [
      rowOf({
        bench,
        measured: 'rows in the log',
        value: rows,
        unit: 'rows',
        reference: { what: 'injected', value: count },
        limit: 'all',
        met: rows === count,
      }),
      tasks(bench, 'session page', session),
      tasks(bench, 'console page while they arrive', arriving),
      tasks(bench, 'console page while they are looked at', looking),
      tasks('262 kB payloads of 21 kinds', 'console page, each in each view and compared', extremes),
      rowOf({
        bench,
        measured: 'exceptions in the pages and the worker',
        value: problems.length,
        unit: '',
        limit: 'none',
        met: problems.length === 0,
      }),
    ];
  } finally {
    await stage.close();
  }
};

/** Somebody goes through the newest rows with the inspector open. */
async function lookAtRows(stage: Stage, context: BenchContext, count: number): Promise<Watched> {
  const { window: page, roomPage } = stage;
  const look = new Look(page, context);
  await roomPage.grid.focus();
  for (let turn = 0; turn < count; turn += 1) {
    await look.at(() => page.keyboard.press('ArrowUp'), async () => {
      const selected = roomPage.grid.locator('[data-row][aria-selected="true"]').first();
      const row = await selected.textContent({ timeout: 1_000 }).catch(() => '');
      return `the row: ${row?.replace(/\s+/g, ' ').slice(0, 120) ?? ''}`;
    });
  }
  return look.watched;
}

/** The largest payloads that there can be, each in each view, and each held against the one before it. */
async function lookAtExtremes(stage: Stage, context: BenchContext): Promise<Watched> {
  const { window: page, roomPage } = stage;
  const kinds = await stage.session.evaluate(() => window.benchInjector.extremes());
  await settled('the log', () => received(stage));
  const look = new Look(page, context);
  const newest = async (): Promise<void> => {
    await roomPage.grid.focus();
    await page.keyboard.press('End');
    await frames(page);
  };
  const inAllViews = async (what: string, label: string): Promise<void> => {
    const tabs = roomPage.inspector.getByRole('tablist', { name: label }).getByRole('tab');
    for (const tab of await tabs.all()) {
      await look.at(() => tab.click(), async () => `${what}, as ${await tab.textContent()}`);
    }
    await roomPage.grid.focus();
  };
  const fromNewest = [...kinds].reverse();
  await newest();
  for (const kind of fromNewest.slice(1)) await look.at(() => page.keyboard.press('ArrowUp'), () => kind);
  await newest();
  for (const kind of fromNewest) {
    await inAllViews(kind, 'Payload as');
    await page.keyboard.press('ArrowUp');
    await frames(page);
  }
  await newest();
  for (const kind of fromNewest.slice(1)) {
    await look.at(() => page.keyboard.press('Shift+ArrowUp'), () => `${kind}, compared`);
    await inAllViews(`${kind}, compared`, 'Compare payloads by');
    await page.keyboard.press('ArrowUp');
    await frames(page);
  }
  context.note(`${kinds.length} payloads of 262 kB, ${look.looks} looks at them`);
  return look.watched;
}

/** Watches the page as something is looked at, and tells what took long. */
class Look {
  readonly #page: Page;
  readonly #context: BenchContext;
  readonly #longTasks: number[] = [];
  #looks = 0;
  #errors: readonly string[] = [];

  constructor(page: Page, context: BenchContext) {
    this.#page = page;
    this.#context = context;
  }

  get watched(): Watched {
    return { frames: [], longTasks: this.#longTasks, errors: this.#errors };
  }

  /** So often something was looked at. */
  get looks(): number {
    return this.#looks;
  }

  async at(act: () => Promise<void>, name: () => string | Promise<string>): Promise<void> {
    await this.#page.evaluate(() => window.benchWatch.start());
    await act();
    await frames(this.#page);
    const seen = await this.#page.evaluate(() => window.benchWatch.stop());
    this.#looks += 1;
    this.#errors = seen.errors;
    this.#longTasks.push(...seen.longTasks);
    const longest = worst(seen.longTasks);
    if (longest > longestTaskMs) this.#context.note(`${Math.round(longest)} ms at ${await name()}`);
  }
}

/** The answer of the worker is drawn with the second frame, a large one some later. */
function frames(page: Page): Promise<void> {
  return page.evaluate(async () => {
    for (let frame = 0; frame < 4; frame += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
  });
}

function received(stage: Stage): Promise<number> {
  return withProbe(stage, async (probe) => {
    const { reliable, lossy, other } = (await probe.status()).received;
    return reliable + lossy + other;
  });
}

function tasks(bench: string, page: string, { longTasks }: Watched): BenchRow {
  const longest = worst(longTasks);
  return rowOf({
    bench,
    measured: `longest task over ${longestTaskMs} ms, ${page} (${longTasks.length} such)`,
    value: longest,
    unit: 'ms',
    limit: 'none over 50 ms',
    met: longest <= longestTaskMs,
  });
}
