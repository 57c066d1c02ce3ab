import { CaptureRequests } from '../../e2e/pages/capture-requests.ts';
import { SecondClient } from '../../support/second-client.ts';
import type { BenchRow } from '../bench-row.ts';
import type { BenchContext } from './bench.ts';
import { rowOf } from './figures.ts';
import { packetsOf } from './recorded-packets.ts';
import type { PacketsOfFile } from './recorded-packets.ts';
import { benchRoom } from './stage.ts';
import type { Stage } from './stage.ts';
import { until } from './until.ts';

const perSecond = 10;
const payloadBytes = 64;

/**
 * What a message takes on disk when few come, and each batch has few. By the difference between a longer recording and
 * a shorter one: what every file begins and ends with is the same in both, and says nothing of messages.
 */
export async function slowRow(context: BenchContext, stage: Stage): Promise<BenchRow> {
  const sender = await SecondClient.join(stage.server, { room: benchRoom, identity: 'slow' });
  const short = await record(stage, sender, context.quick ? 20 : 50);
  const long = await record(stage, sender, context.quick ? 60 : 200);
  await sender.leave();
  const packets = long.packets - short.packets;
  const each = (long.fileBytes - short.fileBytes) / packets;
  const own = (long.packetBytes - short.packetBytes) / packets;
  const rest = short.fileBytes - short.packets * each;
  context.note(`${perSecond} a second: ${each.toFixed(1)} B a packet of ${own.toFixed(1)} B; ${Math.round(rest)} B once a file`);
  return rowOf({
    bench: `recording, ${payloadBytes} B, ${perSecond} a second`,
    measured: 'bytes on disk for each message',
    value: each,
    unit: 'B',
    reference: { what: 'the packets’ own bytes', value: own },
    limit: 'none',
    met: true,
  });
}

async function record(stage: Stage, sender: SecondClient, count: number): Promise<PacketsOfFile> {
  const capture = new CaptureRequests(stage.running);
  const { id, path } = await capture.start(stage.sessionId, { from: 'now' });
  const payload = new Uint8Array(payloadBytes).fill(97);
  const startedAt = performance.now();
  for (let sent = 0; sent < count; sent += 1) {
    const wait = startedAt + (1_000 * sent) / perSecond - performance.now();
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, wait)));
    await sender.send(payload, { reliable: true, topic: 'bench' });
  }
  await until('the last of them', async () => ((await capture.state(id)).rows >= count ? true : undefined));
  await capture.value('stopRecording', { recordingId: id });
  return packetsOf(path, '_reliable/in');
}
