import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Random } from '../../renderer/probe/bench/random.ts';
import { SecondClient, serverApi } from '../support/second-client.ts';
import { startTestServer } from '../support/server.ts';
import type { BenchRow } from './bench-row.ts';
import { killApplication, NumberedMessages } from './kills/kill-application.ts';
import { killRecorder } from './kills/kill-recorder.ts';
import type { Loss } from './kills/left-file.ts';
import type { Bench, BenchContext } from './support/bench.ts';
import { median, percentile, rowOf, worst } from './support/figures.ts';

const mostLostMs = 1_000;
/** Packets a second that the recorder is fed. */
const perSecond = 20_000;
/** A kill comes within so long: some batches, and a flush to the disk. */
const withinMs = 1_500;
const seed = 20_251_124;

/**
 * SIGKILL at random moments while it is recorded, and what the files lack then. Mostly it is the recorder that is
 * killed: the main process's part of a recording and the log worker's, as they are, without Electron and without a
 * room. Some kills are of the application, recording what comes through a livekit-server.
 */
export const killsBench: Bench = async (context) => {
  const folder = await mkdtemp(join(tmpdir(), 'room-console-kills-'));
  try {
    context.fact('kills seed', seed);
    const random = new Random(seed);
    const recorder = await killRecorders(context, folder, random);
    const application = await killApplications(context, folder, random);
    return [
      lostRow(`${recorder.length} kills of the recorder`, recorder),
      lostRow(`${application.length} kills of the application`, application),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 });
  }
};

async function killRecorders(context: BenchContext, folder: string, random: Random): Promise<readonly Loss[]> {
  const moments = Array.from({ length: context.quick ? 20 : 200 }, () => random.next() * withinMs);
  const losses: Loss[] = [];
  const kill = async (lane: number): Promise<void> => {
    for (let afterMs = moments.shift(); afterMs !== undefined; afterMs = moments.shift()) {
      losses.push(await killRecorder(join(folder, `${lane}.mcap`), perSecond, afterMs));
      if (losses.length % 20 === 0) context.note(told(losses));
    }
  };
  // Two at a time: each waits more than it works.
  await Promise.all([kill(1), kill(2)]);
  return losses;
}

async function killApplications(context: BenchContext, folder: string, random: Random): Promise<readonly Loss[]> {
  const server = await startTestServer();
  const room = `kills-${randomUUID().slice(0, 8)}`;
  const losses: Loss[] = [];
  try {
    await serverApi(server).createRoom({ name: room, emptyTimeout: 600, departureTimeout: 600 });
    const sender = await SecondClient.join(server, { room, identity: 'sender' });
    const messages = new NumberedMessages(sender);
    for (let kill = 0; kill < (context.quick ? 2 : 10); kill += 1) {
      const own = await mkdtemp(join(folder, 'application-'));
      losses.push(await killApplication({ server, room, messages, folder: own }, random.next() * withinMs));
    }
    messages.stop();
    await sender.leave();
  } finally {
    await server.stop();
  }
  context.note(`the application: ${told(losses)}`);
  return losses;
}

function lostRow(bench: string, losses: readonly Loss[]): BenchRow {
  const lost = losses.map(({ ms }) => ms);
  return rowOf({
    bench,
    measured: 'most that a file lacks',
    value: worst(lost),
    unit: 'ms',
    reference: { what: 'median', value: median(lost) },
    limit: `≤ ${mostLostMs} ms`,
    met: lost.length > 0 && worst(lost) <= mostLostMs,
  });
}

function told(losses: readonly Loss[]): string {
  const lost = losses.map(({ ms }) => ms);
  const packets = losses.reduce((sum, loss) => sum + loss.packets, 0);
  const cut = losses.filter(({ cutBytes }) => cutBytes > 0).length;
  return (
    `${losses.length} kills, ${packets} packets kept; lost ${worst(lost).toFixed(0)} ms at most, ` +
    `p95 ${percentile(lost, 0.95).toFixed(0)}, median ${median(lost).toFixed(0)}; ${cut} files cut within a record`
  );
}
