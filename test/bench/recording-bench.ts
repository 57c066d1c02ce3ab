import { rm } from 'node:fs/promises';
import { CaptureRequests } from '../e2e/pages/capture-requests.ts';
import type { FloodPlan } from '../../renderer/probe/bench/api.ts';
import type { BenchRow } from './bench-row.ts';
import type { Bench, BenchContext } from './support/bench.ts';
import { DiskLag } from './support/disk-lag.ts';
import { median, percentile, rowOf, worst } from './support/figures.ts';
import { FloodToConsole } from './support/recorded-flood.ts';
import type { FloodRound } from './support/recorded-flood.ts';
import { packetsOf } from './support/recorded-packets.ts';
import type { PacketsOfFile } from './support/recorded-packets.ts';
import { slowRow } from './support/slow-recording.ts';
import { Stage } from './support/stage.ts';

const sizes = [64, 1_000] as const;
const leastRate = 0.9;
const mostLagMs = 1_000;

/** The same flood with and without a recording, in turn: what recording costs, and how soon rows are on disk. */
export const recordingBench: Bench = async (context) => {
  const stage = await Stage.open(context);
  try {
    const floods = await FloodToConsole.prepare(stage);
    const rows: BenchRow[] = [];
    for (const payloadBytes of sizes) {
      const plan: FloodPlan = { kind: 'reliable', payloadBytes, durationMs: context.quick ? 2_000 : 4_000 };
      rows.push(...figures(`recording, ${payloadBytes.toLocaleString('en')} B`, await pairs(context, stage, floods, plan)));
    }
    rows.push(await slowRow(context, stage));
    const problems = stage.problems();
    if (problems.length > 0) context.note(`problems: ${problems.join(' | ')}`);
    return rows;
  } finally {
    await stage.close();
  }
};

interface Recorded extends FloodRound {
  readonly file: PacketsOfFile;
  /** As the application counts them. */
  readonly missing: number;
  /** ms, of each chunk. */
  readonly lags: readonly number[];
}

interface Pair {
  readonly off: FloodRound;
  readonly on: Recorded;
}

async function pairs(context: BenchContext, stage: Stage, floods: FloodToConsole, plan: FloodPlan): Promise<readonly Pair[]> {
  const done: Pair[] = [];
  // The first flood of a size is slower than those that follow.
  await floods.run({ ...plan, durationMs: 1_000 }, await floods.clear());
  for (let round = 0; round < (context.quick ? 1 : 8); round += 1) {
    // Whatever else the machine does more and more, or less and less, is not for the one or the other.
    const isOnFirst = round % 2 === 1;
    const first = isOnFirst ? await record(stage, floods, plan) : undefined;
    const off = await floods.run(plan, await floods.clear());
    const on = first ?? (await record(stage, floods, plan));
    done.push({ off, on });
    context.note(`${plan.payloadBytes} B: ${told(off, on)}`);
  }
  return done;
}

async function record(stage: Stage, floods: FloodToConsole, plan: FloodPlan): Promise<Recorded> {
  const capture = new CaptureRequests(stage.running);
  const before = await floods.clear();
  const { id, path } = await capture.start(stage.sessionId, { from: 'now' });
  const lag = await DiskLag.follow(path);
  const round = await floods.run(plan, before);
  await lag.stop();
  const { missingRows } = await capture.value('stopRecording', { recordingId: id });
  const file = await packetsOf(path, '_reliable/in');
  await rm(path);
  return { ...round, file, missing: missingRows, lags: lag.lags };
}

function figures(bench: string, done: readonly Pair[]): readonly BenchRow[] {
  const recorded = done.map(({ on }) => on);
  const sum = (of: (one: Recorded) => number): number => recorded.reduce((total, one) => total + of(one), 0);
  const middle = (of: (pair: Pair) => number): number => median(done.map(of));
  const lags = recorded.flatMap((one) => one.lags);
  // A pair's two rates belong together.
  const rateRatio = middle(({ off, on }) => on.rowRate / off.rowRate);
  return [
    rowOf({
      bench,
      measured: 'packets in the file',
      value: sum((one) => one.file.packets),
      unit: 'packets',
      reference: { what: 'rows in the log', value: sum((one) => one.rows) },
      limit: '= rows = sent = getStats()',
      met: recorded.every(isComplete),
    }),
    {
      ...rowOf({
        bench,
        measured: 'rows per second, recording',
        value: middle(({ on }) => on.rowRate),
        unit: 'rows/s',
        reference: { what: 'not recording', value: middle(({ off }) => off.rowRate) },
        limit: `≥ ${leastRate} of it`,
        met: rateRatio >= leastRate,
      }),
      ratio: rateRatio,
    },
    {
      ...rowOf({
        bench,
        measured: 'processor time per message, all processes',
        value: middle(({ on }) => on.processorUs),
        unit: 'µs',
        reference: { what: 'not recording', value: middle(({ off }) => off.processorUs) },
        limit: 'none',
        met: true,
      }),
      ratio: middle(({ on, off }) => on.processorUs / off.processorUs),
    },
    rowOf({
      bench,
      measured: 'from arrival to disk, slowest',
      value: worst(lags),
      unit: 'ms',
      reference: { what: 'p95', value: percentile(lags, 0.95) },
      limit: `≤ ${mostLagMs} ms`,
      met: lags.length > 0 && worst(lags) <= mostLagMs,
    }),
    rowOf({
      bench,
      measured: 'bytes on disk for each message',
      value: sum((one) => one.file.fileBytes) / sum((one) => one.file.packets),
      unit: 'B',
      reference: { what: 'the packets’ own bytes', value: sum((one) => one.file.packetBytes) / sum((one) => one.file.packets) },
      limit: 'none',
      met: true,
    }),
  ];
}

function isComplete({ sent, rows, browser, file, missing }: Recorded): boolean {
  return sent > 0 && rows === sent && browser === sent && file.packets === sent && file.isWithoutHoles && missing === 0;
}

function told(off: FloodRound, on: Recorded): string {
  const { sent, rows, browser, file, missing, lags } = on;
  return (
    `${Math.round(on.rowRate)} rows/s (not recording ${Math.round(off.rowRate)}, ${(on.rowRate / off.rowRate).toFixed(3)}); ` +
    `${on.processorUs.toFixed(0)} µs of the processor (${off.processorUs.toFixed(0)}); ` +
    `${sent} sent, ${rows} rows, ${browser} by getStats(), ${file.packets} in the file, ${missing} missing; ` +
    `behind at most ${worst(lags)} ms; ${(file.fileBytes / file.packets).toFixed(1)} B a packet on disk`
  );
}
