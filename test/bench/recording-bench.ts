import { readFile, stat } from 'node:fs/promises';
import { CaptureRequests } from '../e2e/pages/capture-requests.ts';
import { readStream } from '../support/mcap-reading.ts';
import type { BenchRow } from './bench-row.ts';
import { Floods } from './flood-bench.ts';
import type { Load } from './flood-bench.ts';
import type { Bench } from './support/bench.ts';
import { DiskLag } from './support/disk-lag.ts';
import { median, percentile, rowOf, worst } from './support/figures.ts';
import { Stage } from './support/stage.ts';

const loads: readonly Load[] = [
  { kind: 'reliable', payloadBytes: 64 },
  { kind: 'reliable', payloadBytes: 1_000 },
];
const leastRate = 0.9;
const mostLagMs = 1_000;

/** The same floods with and without a recording, in turn: what recording costs, and how soon rows are on disk. */
export const recordingBench: Bench = async (context) => {
  const stage = await Stage.open(context);
  try {
    const floods = await Floods.prepare(stage);
    const rest = await floods.atRest(2_000);
    const rows: BenchRow[] = [];
    for (const load of loads) {
      const plan = { ...load, durationMs: context.quick ? 2_000 : 6_000 };
      const off: number[] = [];
      const recorded: Recorded[] = [];
      for (let round = 0; round < (context.quick ? 1 : 3); round += 1) {
        const without = await floods.run(plan, rest);
        off.push(without.rowRate / without.bareRate);
        recorded.push(await record(stage, async () => floods.run(plan, rest)));
        const { ratio, missing, inFile, rows: logged, bytesPerRow } = recorded.at(-1) ?? nothing;
        context.note(
          `${load.payloadBytes} B: of the bare page’s rate off ${(off.at(-1) ?? NaN).toFixed(3)}, on ${ratio.toFixed(3)}; ` +
            `${logged} rows, ${inFile} in the file, ${missing} missing; ${bytesPerRow.toFixed(1)} B a row on disk`,
        );
      }
      rows.push(...figures(`recording, ${load.payloadBytes.toLocaleString('en')} B`, off, recorded));
    }
    return rows;
  } finally {
    await stage.close();
  }
};

interface Recorded {
  /** Of the bare page's rate. */
  readonly ratio: number;
  readonly rows: number;
  readonly inFile: number;
  readonly missing: number;
  readonly bytesPerRow: number;
  /** Of the packets themselves. */
  readonly bytesPerPacket: number;
  /** ms, of each chunk. */
  readonly lags: readonly number[];
}

const nothing: Recorded = { ratio: NaN, rows: 0, inFile: 0, missing: 0, bytesPerRow: NaN, bytesPerPacket: NaN, lags: [] };

async function record(stage: Stage, flood: () => Promise<Awaited<ReturnType<Floods['run']>>>): Promise<Recorded> {
  const capture = new CaptureRequests(stage.running);
  const { id, path } = await capture.start(stage.sessionId, { from: 'now' });
  const lag = await DiskLag.follow(path);
  const round = await flood();
  await lag.stop();
  const ended = await capture.value('stopRecording', { recordingId: id });
  const { size } = await stat(path);
  const { metadata, messages, topics } = readStream(await readFile(path));
  const packets = messages.filter(({ channelId }) => topics.get(channelId)?.topic !== 'room-console');
  const packetBytes = packets.reduce((sum, { data }) => sum + data.length, 0);
  return {
    ratio: round.rowRate / round.bareRate,
    rows: round.rows,
    inFile: Number(metadata.get('room-console.end')?.get('reliable')),
    missing: ended.missingRows,
    bytesPerRow: size / ended.rows,
    bytesPerPacket: packetBytes / packets.length,
    lags: lag.lags,
  };
}

function figures(bench: string, off: readonly number[], recorded: readonly Recorded[]): readonly BenchRow[] {
  const sum = (of: (one: Recorded) => number): number => recorded.reduce((total, one) => total + of(one), 0);
  const lags = recorded.flatMap((one) => one.lags);
  const missing = sum((one) => one.missing);
  const ratio = median(recorded.map((one) => one.ratio)) / median(off);
  return [
    rowOf({
      bench,
      measured: 'packets in the file',
      value: sum((one) => one.inFile),
      unit: 'packets',
      reference: { what: 'rows in the log', value: sum((one) => one.rows) },
      limit: 'all, none missing',
      met: missing === 0 && sum((one) => one.inFile) === sum((one) => one.rows),
    }),
    rowOf({
      bench,
      measured: 'rate of the bare page, recording on',
      value: median(recorded.map((one) => one.ratio)),
      unit: 'of it',
      reference: { what: 'recording off', value: median(off) },
      limit: `≥ ${leastRate} of it`,
      met: ratio >= leastRate,
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
      value: median(recorded.map((one) => one.bytesPerRow)),
      unit: 'B',
      reference: { what: 'the packets’ own bytes', value: median(recorded.map((one) => one.bytesPerPacket)) },
      limit: 'none',
      met: true,
    }),
  ];
}
