import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { RowPackets, rowPacketBytes } from '../../renderer/probe/bench/row-packets.ts';
import { ChunkWriter } from '../../renderer/traffic/wire-chunk.ts';
import { SessionLog } from '../../renderer/traffic/worker/session-log.ts';
import { ByteBudget } from '../../renderer/traffic/worker/store/byte-budget.ts';
import type { Bench } from './support/bench.ts';
import { rowOf } from './support/figures.ts';

const mostBytesPerRow = 64;
const chunkBytes = 256 * 1_024;
/** In two seconds, also when it has to be quick: with fewer rows, what a log takes for itself would count. */
const count = 1_000_000;

/**
 * What a row takes beside its packet's bytes: all that the process holds more once the rows are there (heap and array
 * buffers, after a collection), less the packets. In Node, where the collector can be asked to run.
 */
export const memoryBench: Bench = async () => {
  const collect = garbageCollector();
  // Compiled and warm before it counts: code is no row.
  filledLog(20_000).log.dispose();
  const before = await collect();
  const session = filledLog(count);
  const bytesPerRow = ((await collect()) - before) / session.log.heldRows - rowPacketBytes;
  return [
    rowOf({
      bench: `memory, ${count.toLocaleString('en')} rows`,
      measured: 'bytes per row beyond the packet’s',
      value: bytesPerRow,
      unit: 'B',
      limit: `≤ ${mostBytesPerRow} B`,
      met: session.log.heldRows === count && bytesPerRow <= mostBytesPerRow,
    }),
  ];
};

function filledLog(rows: number): SessionLog {
  const log = new SessionLog({ ownIdentity: 'bench', budget: new ByteBudget(Infinity) });
  const packets = new RowPackets();
  const writer = new ChunkWriter(chunkBytes);
  const time = Date.now();
  for (let row = 0; row < rows; row += 1) {
    const bytes = packets.next();
    const size = bytes.length;
    const at = time + row / 20;
    const message = { time: at, sent: false, label: '_reliable', channelId: 1, isText: false, bytes, size };
    if (writer.append(message)) continue;
    append(log, writer);
    writer.append(message);
  }
  append(log, writer);
  return log;
}

function append(log: SessionLog, writer: ChunkWriter): void {
  const chunk = writer.take();
  if (chunk !== undefined) log.appendChunk(chunk);
}

/** Collects, and answers the bytes that are held then. Buffers are given back after a collection, not in it. */
function garbageCollector(): () => Promise<number> {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect !== 'function') throw new Error('this Node cannot be asked to collect garbage');
  return async () => {
    for (let round = 0; round < 3; round += 1) {
      collect();
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
}
