import { open } from 'node:fs/promises';
import { DataPacket, DataPacket_Kind, UserPacket } from '@livekit/protocol';
import { BatchWriter, recordKinds } from '../../../electron/contract/feed-batch.ts';
import type { FeedChannel } from '../../../electron/contract/feed.ts';
import { McapFile } from '../../../electron/services/captures/mcap-file.ts';
import { SequencedPacket } from '../../../renderer/probe/bench/sequenced-packet.ts';

/** What the text of one row in 100,000 contains. */
export const rareText = '99999.';
const rareEvery = 100_000;
/** A batch of a recording ends at 512 KiB: electron/contract/feed.ts. */
const batchBytes = 512 * 1_024;
const payloadBytes = 1_000;
const label = 'order ';
const digits = 9;

export interface LargeCapture {
  readonly path: string;
  readonly bytes: number;
  readonly packets: number;
  /** Rows whose text contains `rareText`. */
  readonly rare: number;
}

/** Writes an MCAP of about so many bytes, as a flood of user packets of 1,000 B is recorded: 20,000 a second. */
export async function writeLargeCapture(path: string, bytes: number): Promise<LargeCapture> {
  const file = new McapFile({ library: 'room-console/bench', facts: { room: 'bench' } });
  const channel: FeedChannel = { index: 0, label: '_reliable', direction: 'in', encoding: 'data-packet' };
  const handle = await open(path, 'wx');
  const packet = new NumberedPacket();
  const batch = new BatchWriter(batchBytes);
  let written = 0;
  let packets = 0;
  const put = async ({ bytes: piece, keep }: ReturnType<McapFile['begin']>): Promise<void> => {
    await handle.writeFile(piece);
    written += piece.length;
    keep();
  };
  try {
    await put(file.begin());
    while (written < bytes) {
      while (batch.usedBytes < batchBytes - 2 * payloadBytes) {
        packet.number = packets;
        batch.add(recordKinds.packet, 1_700_000_000_000 + packets / 20, packets, channel.index, packet.bytes);
        packets += 1;
      }
      await put(file.add(batch.take(), () => channel));
    }
    await put(file.end({}));
  } finally {
    await handle.close();
  }
  return { path, bytes: written, packets, rare: Math.floor(packets / rareEvery) };
}

/** A packet with JSON that tells its number, set without building it anew. */
class NumberedPacket {
  readonly #packet: SequencedPacket;
  readonly #digits: number;

  constructor() {
    const head = { type: 'order', note: `${label}${'0'.repeat(digits)}.`, filling: '' };
    const filling = 'and some words to fill it '.repeat(payloadBytes).slice(0, payloadBytes - JSON.stringify(head).length);
    const payload = new TextEncoder().encode(JSON.stringify({ ...head, filling }));
    const value = { case: 'user', value: new UserPacket({ payload, topic: 'orders' }) } as const;
    const sender = { participantIdentity: 'agent', participantSid: 'PA_agent' } as const;
    this.#packet = new SequencedPacket(new DataPacket({ ...sender, kind: DataPacket_Kind.RELIABLE, value }));
    this.#digits = Buffer.from(this.bytes).indexOf(`${label}0`) + label.length;
  }

  get bytes(): Uint8Array {
    return this.#packet.bytes;
  }

  set number(value: number) {
    this.#packet.sequence = value + 1;
    let rest = value;
    for (let at = this.#digits + digits - 1; at >= this.#digits; at -= 1) {
      this.bytes[at] = 0x30 + (rest % 10);
      rest = Math.floor(rest / 10);
    }
  }
}
