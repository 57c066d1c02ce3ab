import type { MemoryBudgetMiB } from '../../../electron/contract/domain.ts';
import type { BenchContext } from './bench.ts';
import { LogProbe } from './log-probe.ts';
import { Stage } from './stage.ts';
import { until } from './until.ts';

/** Faster than what is measured, slower than what the worker takes. */
const fillPerSecond = 60_000;
/** MiB for the log: the default has just about room for a million such rows, and nothing that comes after them. */
const budgetMiB = 512;

/**
 * The application with a million rows of 200 bytes that were injected at the tap's boundary, and no server any more.
 */
export async function stageWithRows(context: BenchContext): Promise<Stage> {
  const stage = await Stage.open(context);
  try {
    await stage.stopServer();
    await allowMemory(stage, budgetMiB);
    await stage.inject(stage.session, 'injector');
    await stage.inject(stage.session, 'watch');
    await stage.inject(stage.window, 'watch');
    await stage.session.evaluate((id) => window.benchInjector.attach(id), stage.sessionId);
    const count = context.quick ? 200_000 : 1_000_000;
    context.note(`injecting ${count.toLocaleString('en')} rows`);
    await stage.session.evaluate((plan) => window.benchInjector.rows(plan), { count, perSecond: fillPerSecond });
    await withProbe(stage, (probe) =>
      until('the rows in the log', async () => ((await probe.status()).received.reliable >= count ? true : undefined)),
    );
    context.fact('rows held after filling', await heldRows(stage));
    return stage;
  } catch (error) {
    await stage.close();
    throw error;
  }
}

/** For all logs together, as the settings have it. */
export async function allowMemory(stage: Stage, mebibytes: MemoryBudgetMiB): Promise<void> {
  const answer: unknown = await stage.window.evaluate(
    (input) => window.roomConsole.request('bench-memory', 'setMemoryBudget', input),
    { mebibytes },
  );
  const isDone = typeof answer === 'object' && answer !== null && 'ok' in answer && answer.ok === true;
  if (!isDone) throw new Error(`the memory budget was not set: ${JSON.stringify(answer)}`);
}

export async function heldRows(stage: Stage): Promise<number> {
  return withProbe(stage, async (probe) => (await probe.status()).held);
}

/** Gives a probe for as long as `use` takes. */
export async function withProbe<T>(stage: Stage, use: (probe: LogProbe) => Promise<T>): Promise<T> {
  const probe = await LogProbe.attach(stage.app, stage.sessionId);
  try {
    return await use(probe);
  } finally {
    await probe.detach();
  }
}
