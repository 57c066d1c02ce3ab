import { writeSync } from 'node:fs';
import { MessagePort, parentPort, workerData } from 'node:worker_threads';
import { DataPacket, DataPacket_Kind, UserPacket } from '@livekit/protocol';
import { feedRequest } from '../../../electron/contract/feed.ts';
import { z } from '../../../electron/contract/zod.ts';
import { SequencedPacket } from '../../../renderer/probe/bench/sequenced-packet.ts';
import { ChunkWriter } from '../../../renderer/traffic/wire-chunk.ts';
import { defaultBudgetBytes, LogHost } from '../../../renderer/traffic/worker/log-host.ts';
import { workerScheduler } from '../../../renderer/traffic/worker/scheduler.ts';
import { payloadBytes, sessionId, statusBytes } from './killed.ts';

/**
 * The log worker as it is, in a thread of Node: numbered packets come in as the tap's chunks, feeds go out on ports.
 * Before packets are handed to the log it is said on standard output (a pipe, written at once) how many there are by
 * then, and when: what was received before the kill is never told too low.
 */
const tickMs = 4;
const chunkBytes = 256 * 1_024;

const fromRecorder = z.discriminatedUnion('type', [
  z.object({ type: z.literal('feed'), port: z.instanceof(MessagePort), request: feedRequest }),
  z.object({ type: z.literal('flow') }),
]);
/** As the server says it of each packet. */
const sender = { participantIdentity: 'sender', participantSid: 'PA_sender' } as const;

const { perSecond } = z.object({ perSecond: z.number() }).parse(workerData);

const scheduler = workerScheduler();
const host = new LogHost({
  budgetBytes: defaultBudgetBytes,
  scheduler,
  post: (message) => {
    if (message.type === 'error') throw new Error(message.message);
  },
});
host.handle({ type: 'open', sessionId, ownIdentity: 'console' });
host.handle({
  type: 'context',
  sessionId,
  ownIdentity: 'console',
  ownSid: 'PA_console',
  participants: new Map([[sender.participantSid, sender.participantIdentity]]),
});

parentPort?.on('message', (data: unknown) => {
  const message = fromRecorder.parse(data);
  if (message.type === 'feed') host.handle({ ...message, sessionId });
  else flow();
});

function flow(): void {
  const user = new UserPacket({ payload: new Uint8Array(payloadBytes).fill(97), topic: 'bench' });
  const packet = new SequencedPacket(
    new DataPacket({ ...sender, kind: DataPacket_Kind.RELIABLE, value: { case: 'user', value: user } }),
  );
  const writer = new ChunkWriter(chunkBytes);
  const status = new DataView(new ArrayBuffer(statusBytes));
  const startedAt = scheduler.now();
  let received = 0;
  setInterval(() => {
    const time = scheduler.now();
    const due = Math.floor(((time - startedAt) / 1_000) * perSecond);
    if (due === received) return;
    status.setFloat64(0, due, true);
    status.setFloat64(8, Date.now(), true);
    writeSync(1, status);
    while (received < due) {
      received += 1;
      packet.sequence = received;
      const { bytes } = packet;
      const message = { time, sent: false, label: '_reliable', channelId: 1, isText: false, bytes, size: bytes.length };
      if (writer.append(message)) continue;
      hand(writer);
      writer.append(message);
    }
    hand(writer);
  }, tickMs);
}

function hand(writer: ChunkWriter): void {
  const chunk = writer.take();
  if (chunk !== undefined) host.handle({ type: 'chunk', sessionId, chunk });
}
