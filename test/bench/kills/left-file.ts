import { readFile } from 'node:fs/promises';
import { CaptureLog } from '../../../renderer/traffic/worker/capture/capture-log.ts';
import { workerScheduler } from '../../../renderer/traffic/worker/scheduler.ts';
import { ByteBudget } from '../../../renderer/traffic/worker/store/byte-budget.ts';
import { readStream } from '../../support/mcap-reading.ts';

const magicBytes = 8;
const recordHeadBytes = 9;
const budgetBytes = 256 * 1_024 * 1_024;

/** What a process that was killed left. */
export interface LeftFile {
  /** Packets, as another implementation reads them from the front; each is as it was on the channel. */
  readonly packets: readonly Uint8Array[];
  /** Packets that our own reader makes rows of. */
  readonly rows: number;
  readonly bytes: number;
  /** Bytes behind the last whole record. */
  readonly cutBytes: number;
}

/** Opens it with both readers; rejects where one of them cannot. */
export async function readLeft(path: string): Promise<LeftFile> {
  const bytes = new Uint8Array(await readFile(path));
  const { messages, topics } = readStream(bytes);
  const packets = messages.filter(({ channelId }) => topics.get(channelId)?.topic !== 'room-console');
  return {
    packets: packets.map(({ data }) => data),
    rows: await ownRows(bytes),
    bytes: bytes.length,
    cutBytes: bytes.length - endOfRecords(bytes),
  };
}

/** Where the last whole record ends. */
function endOfRecords(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = magicBytes;
  while (at + recordHeadBytes <= bytes.length) {
    const end = at + recordHeadBytes + Number(view.getBigUint64(at + 1, true));
    if (end > bytes.length) break;
    at = end;
  }
  return at;
}

/** As the application opens it, but for where the bytes come from. */
async function ownRows(bytes: Uint8Array): Promise<number> {
  const slice = (offset: number, length: number): Uint8Array => bytes.slice(offset, offset + length);
  const scheduler = workerScheduler();
  const session = await new Promise<CaptureLog['session']>((resolve, reject) => {
    const capture = new CaptureLog({
      source: { read: (...range) => Promise.resolve(slice(...range)), readNow: slice, close: () => undefined },
      format: 'mcap',
      fileBytes: bytes.length,
      budget: new ByteBudget(budgetBytes),
      scheduler,
      guard: (work) => {
        try {
          work();
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      },
      onChange: () => {
        if (capture.status.done) resolve(capture.session);
      },
    });
    capture.start();
  });
  const { reliable, lossy, other } = session.received;
  session.log.dispose();
  return reliable + lossy + other;
}

/** What a file lacks. */
export interface Loss {
  /** From when the first packet that is not in it had been received to the kill; 0: all are in it. ms */
  readonly ms: number;
  /** Packets in it. */
  readonly packets: number;
  /** See LeftFile. */
  readonly cutBytes: number;
}

interface Lossy {
  readonly left: LeftFile;
  /** Of each packet in the file, counted by its sender. */
  readonly numbers: readonly number[];
  /** The number that the file must begin with. */
  readonly first: number;
  /** Epoch ms, rather too early than too late; undefined: it was not received. */
  readonly receivedAt: (number: number) => number | undefined;
  readonly killedAt: number;
}

/** Throws where the file is not what was received up to some packet, in its order: then more is wrong than its end. */
export function lossOf({ left, numbers, first, receivedAt, killedAt }: Lossy): Loss {
  const stray = numbers.findIndex((number, index) => number !== first + index);
  if (stray >= 0) throw new Error(`packet ${numbers[stray] ?? NaN} stands where ${first + stray} is due`);
  if (left.rows !== numbers.length) throw new Error(`${numbers.length} packets, and our own reader sees ${left.rows}`);
  const missingAt = receivedAt(first + numbers.length);
  const ms = missingAt === undefined ? 0 : Math.max(0, killedAt - missingAt);
  return { ms, packets: numbers.length, cutBytes: left.cutBytes };
}
