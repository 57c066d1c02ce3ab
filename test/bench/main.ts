import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { BENCHES, BENCH_USAGE, parseBenchArguments } from '../../electron/launch/bench-plan.ts';
import { readCommandLine } from '../../electron/launch/command-line.ts';
import { PROJECT_ROOT } from '../../electron/launch/project.ts';
import type { BenchRow } from './bench-row.ts';
import { benches } from './benches.ts';
import { machine, runtimes } from './support/environment.ts';
import { tableOf } from './support/table.ts';

/** Runs benchmarks, prints one table, and writes it as JSON. What it needs is set up by `npm run bench`. */
const folder = path.join(PROJECT_ROOT, 'out', 'bench');
const plan = readCommandLine(parseBenchArguments, BENCH_USAGE);

const note = (line: string): void => void process.stdout.write(`  ${line}\n`);
const facts: Record<string, string | number> = {};
const failed: Record<string, string> = {};
const rows: BenchRow[] = [];
/** No benchmark takes so long: one that hangs must not hold up the rest. */
const mostMinutes = 10;
const startedAt = new Date();
const environment = { machine: machine(), runtime: await runtimes() };
for (const name of plan.names) {
  process.stdout.write(`▸ ${name}: ${BENCHES[name]}\n`);
  try {
    rows.push(
      ...(await atMost(mostMinutes, benches[name]({
        quick: plan.quick,
        scripts: path.join(folder, 'scripts'),
        note,
        fact: (what, value) => {
          facts[what] = value;
        },
      }))),
    );
  } catch (error) {
    failed[name] = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(`✗ ${name}: ${failed[name]}\n`);
  }
}

const report = { startedAt: startedAt.toISOString(), quick: plan.quick, ...environment, facts, rows, failed };
await mkdir(folder, { recursive: true });
const file = path.join(folder, 'bench.json');
// NaN has no JSON: a value that there is not is null.
await writeFile(file, `${JSON.stringify(report, (_key, value: unknown) => (Number.isNaN(value) ? null : value), 2)}\n`);
process.stdout.write(`\n${tableOf(report)}\n\n${file}\n`);
process.exit(Object.keys(failed).length > 0 ? 1 : 0);

async function atMost<T>(minutes: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`not done after ${minutes} minutes`)), minutes * 60_000);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
