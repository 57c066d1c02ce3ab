import { rm } from 'node:fs/promises';
import { CaptureRequests } from '../e2e/pages/capture-requests.ts';
import type { FloodPlan } from '../../renderer/probe/bench/api.ts';
import type { BenchRow } from './bench-row.ts';
import type { Bench, BenchContext } from './support/bench.ts';
import { alternate } from './support/alternation.ts';
import type { Alternation } from './support/alternation.ts';
import { DiskLag } from './support/disk-lag.ts';
import { median, percentile, rowOf, worst } from './support/figures.ts';
import { allowMemory } from './support/million.ts';
import { FloodToConsole } from './support/recorded-flood.ts';
import type { FloodRound } from './support/recorded-flood.ts';
import { packetsOf } from './support/recorded-packets.ts';
import type { PacketsOfFile } from './support/recorded-packets.ts';
import { slowRow } from './support/slow-recording.ts';
import { Stage } from './support/stage.ts';

const sizes = [64, 1_000] as const;
const leastRate = 0.9;
const mostLagMs = 1_000;
/** MiB: a flood of half a minute is held as a whole. */
const budgetMiB = 512;

/** Floods that are recorded: what that costs, whether all is in the file, how soon it is, and what it takes there. */
export const recordingBench: Bench = async (context) => {
  const stage = await Stage.open(context);
  try {
    await allowMemory(stage, budgetMiB);
    const floods = await FloodToConsole.prepare(stage);
    const rows: BenchRow[] = [];
    for (const payloadBytes of sizes) {
      const load = { kind: 'reliable', payloadBytes } as const;
      const bench = `recording, ${payloadBytes.toLocaleString('en')} B`;
      rows.push(...fileRows(bench, await recordSome(context, stage, floods, load)));
      rows.push(rateRow(bench, await alternateSome(context, stage, floods, load)));
    }
    rows.push(await slowRow(context, stage));
    const problems = stage.problems();
    if (problems.length > 0) context.note(`problems: ${problems.join(' | ')}`);
    return rows;
  } finally {
    await stage.close();
  }
};

type Load = Omit<FloodPlan, 'durationMs'>;

interface Recorded extends FloodRound {
  readonly file: PacketsOfFile;
  /** As the application counts them. */
  readonly missing: number;
  /** ms, of each chunk. */
  readonly lags: readonly number[];
}

async function recordSome(
  context: BenchContext,
  stage: Stage,
  floods: FloodToConsole,
  load: Load,
): Promise<readonly Recorded[]> {
  const capture = new CaptureRequests(stage.running);
  const done: Recorded[] = [];
  for (let round = 0; round < (context.quick ? 1 : 2); round += 1) {
    const before = await floods.clear();
    const { id, path } = await capture.start(stage.sessionId, { from: 'now' });
    const lag = await DiskLag.follow(path);
    const flood = await floods.run({ ...load, durationMs: context.quick ? 2_000 : 6_000 }, before);
    await lag.stop();
    const { missingRows } = await capture.value('stopRecording', { recordingId: id });
    const recorded = { ...flood, file: await packetsOf(path, '_reliable/in'), missing: missingRows, lags: lag.lags };
    await rm(path);
    context.note(`${load.payloadBytes} B: ${told(recorded)}`);
    done.push(recorded);
  }
  return done;
}

async function alternateSome(
  context: BenchContext,
  stage: Stage,
  floods: FloodToConsole,
  load: Load,
): Promise<readonly Alternation[]> {
  const capture = new CaptureRequests(stage.running);
  const parts = { floods, capture, sessionId: stage.sessionId, spans: context.quick ? 3 : 6 };
  const done: Alternation[] = [];
  for (let round = 0; round < (context.quick ? 1 : 3); round += 1) {
    const pairs = await alternate(parts, load);
    const [on, off] = [median(pairs.map((pair) => pair.on)), median(pairs.map((pair) => pair.off))];
    const ratios = pairs.map((pair) => (pair.on / pair.off).toFixed(2)).join(', ');
    context.note(
      `${load.payloadBytes} B: ${Math.round(on)} rows/s, ${Math.round(off)} without recording; pair by pair ${ratios}`,
    );
    done.push(...pairs);
  }
  return done;
}

function rateRow(bench: string, pairs: readonly Alternation[]): BenchRow {
  const ratio = median(pairs.map(({ on, off }) => on / off));
  const row = rowOf({
    bench,
    measured: 'rows per second, recording on',
    value: median(pairs.map(({ on }) => on)),
    unit: 'rows/s',
    reference: { what: 'off, in the same flood', value: median(pairs.map(({ off }) => off)) },
    limit: `≥ ${leastRate} of it`,
    met: ratio >= leastRate,
  });
  return { ...row, ratio };
}

function fileRows(bench: string, recorded: readonly Recorded[]): readonly BenchRow[] {
  const sum = (of: (one: Recorded) => number): number => recorded.reduce((total, one) => total + of(one), 0);
  const lags = recorded.flatMap((one) => one.lags);
  const packets = sum((one) => one.file.packets);
  return [
    rowOf({
      bench,
      measured: 'packets in the file',
      value: packets,
      unit: 'packets',
      reference: { what: 'rows in the log', value: sum((one) => one.rows) },
      limit: '= rows = sent = getStats()',
      met: recorded.every(isComplete),
    }),
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
      value: sum((one) => one.file.fileBytes) / packets,
      unit: 'B',
      reference: { what: 'the packets’ own bytes', value: sum((one) => one.file.packetBytes) / packets },
      limit: 'none',
      met: true,
    }),
  ];
}

function isComplete({ sent, rows, browser, file, missing }: Recorded): boolean {
  return sent > 0 && rows === sent && browser === sent && file.packets === sent && file.isWithoutHoles && missing === 0;
}

function told({ sent, rows, browser, file, missing, lags }: Recorded): string {
  return (
    `${sent} sent, ${rows} rows, ${browser} by getStats(), ${file.packets} in the file, ${missing} missing; ` +
    `behind at most ${worst(lags)} ms; ${(file.fileBytes / file.packets).toFixed(1)} B a packet on disk`
  );
}
