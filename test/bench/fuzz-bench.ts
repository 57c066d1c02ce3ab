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
    const problems = [...new Set([...stage.problems(), ...session.errors, ...looking.errors])];
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

/** Somebody goes through the newest rows with the inspector open; tells which of them took long. */
async function lookAtRows(stage: Stage, context: BenchContext, count: number): Promise<Watched> {
  const { window: page, roomPage } = stage;
  const longTasks: number[] = [];
  let errors: readonly string[] = [];
  await roomPage.grid.focus();
  for (let turn = 0; turn < count; turn += 1) {
    await page.evaluate(() => window.benchWatch.start());
    await page.keyboard.press('ArrowUp');
    // Two frames: the answer of the worker is drawn with the second at the latest, unless it takes long.
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    const seen = await page.evaluate(() => window.benchWatch.stop());
    errors = seen.errors;
    longTasks.push(...seen.longTasks);
    if (worst(seen.longTasks) <= longestTaskMs) continue;
    const selected = roomPage.grid.locator('[data-row][aria-selected="true"]').first();
    const row = await selected.textContent({ timeout: 1_000 }).catch(() => '');
    const words = row?.replace(/\s+/g, ' ').slice(0, 120) ?? '';
    context.note(`${Math.round(worst(seen.longTasks))} ms at the row: ${words}`);
  }
  return { frames: [], longTasks, errors };
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
