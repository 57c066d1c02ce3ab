import { McapWriter } from '@mcap/core';
import type { CaptureFormat } from '../../../../../../electron/contract/captures.ts';
import { CaptureLog } from '../../../../../../renderer/traffic/worker/capture/capture-log.ts';
import type { RangeSource } from '../../../../../../renderer/traffic/worker/capture/range-source.ts';
import { ByteBudget } from '../../../../../../renderer/traffic/worker/store/byte-budget.ts';
import { ManualScheduler, userPacket } from '../log-fixtures.ts';

/** Collects what an McapWriter writes. */
class Collected {
  #parts: Uint8Array[] = [];
  #length = 0n;

  position = (): bigint => this.#length;

  write(bytes: Uint8Array): Promise<void> {
    this.#parts.push(bytes.slice());
    this.#length += BigInt(bytes.length);
    return Promise.resolve();
  }

  get bytes(): Uint8Array {
    return new Uint8Array(Buffer.concat(this.#parts));
  }
}

export interface WriteOptions {
  readonly chunkSize?: number;
  readonly useChunks?: boolean;
  readonly compress?: { readonly name: string; readonly pack: (bytes: Uint8Array) => Uint8Array };
}

export interface McapMessage {
  /** Epoch ms. */
  readonly time?: number;
  /** `_reliable/in` unless told. */
  readonly channel?: string;
  readonly bytes: Uint8Array;
}

/** Channels by what messages name them. */
export const channels: Readonly<Record<string, { schema: string; topic: string; encoding: string; metadata: [string, string][] }>> = {
  '_reliable/in': ours('_reliable', 'in', 'data-packet'),
  '_reliable/out': ours('_reliable', 'out', 'data-packet'),
  '_lossy/in': ours('_lossy', 'in', 'data-packet'),
  'custom/in/text': ours('custom', 'in', 'text'),
  notes: { schema: 'room_console.Note', topic: 'room-console', encoding: 'json', metadata: [] },
  foreign: { schema: 'livekit.DataPacket', topic: '/robot/data', encoding: 'protobuf', metadata: [] },
  'foreign-lossy-out': { schema: 'livekit.DataPacket', topic: 'room/_lossy/out', encoding: 'protobuf', metadata: [] },
  camera: { schema: 'sensor_msgs/Image', topic: '/camera', encoding: 'ros1', metadata: [] },
};

function ours(label: string, direction: string, encoding: string) {
  const isPacket = encoding === 'data-packet';
  return {
    schema: isPacket ? 'livekit.DataPacket' : '',
    topic: `${label}/${direction}`,
    encoding: isPacket ? 'protobuf' : '',
    metadata: [['label', label], ['direction', direction], ['encoding', encoding]] satisfies [string, string][],
  };
}

/** An MCAP as the library's own writer makes it. */
export async function writeMcap(messages: readonly McapMessage[], options: WriteOptions = {}): Promise<Uint8Array> {
  const collected = new Collected();
  const { compress } = options;
  const writer = new McapWriter({
    writable: collected,
    useChunks: options.useChunks ?? true,
    chunkSize: options.chunkSize ?? 4_096,
    ...(compress === undefined
      ? {}
      : { compressChunk: (data: Uint8Array) => ({ compression: compress.name, compressedData: compress.pack(data) }) }),
  });
  await writer.start({ profile: '', library: 'test' });
  const ids = new Map<string, number>();
  const schemas = new Map<string, number>([['', 0]]);
  let sequence = 0;
  for (const { time = 1_700_000_000_000 + sequence, channel = '_reliable/in', bytes } of messages) {
    if (!ids.has(channel)) {
      const told = channels[channel];
      if (told === undefined) throw new Error(`no channel ${channel}`);
      const { schema, topic, encoding, metadata } = told;
      if (!schemas.has(schema)) {
        schemas.set(schema, await writer.registerSchema({ name: schema, encoding: 'protobuf', data: new Uint8Array(8) }));
      }
      const schemaId = schemas.get(schema) ?? 0;
      ids.set(channel, await writer.registerChannel({ schemaId, topic, messageEncoding: encoding, metadata: new Map(metadata) }));
    }
    const logTime = BigInt(Math.round(time * 1_000)) * 1_000n;
    await writer.addMessage({ channelId: ids.get(channel) ?? 0, sequence, logTime, publishTime: logTime, data: bytes });
    sequence += 1;
  }
  await writer.end();
  return collected.bytes;
}

export function note(value: object, time?: number): McapMessage {
  return { channel: 'notes', bytes: new TextEncoder().encode(JSON.stringify(value)), ...(time === undefined ? {} : { time }) };
}

/** Packets of alice, numbered. */
export function packets(count: number, size = 20): McapMessage[] {
  return Array.from({ length: count }, (_, index) => ({
    bytes: userPacket(`${index} `.padEnd(size, '.'), { sequence: index + 1 }),
  }));
}

/** A file in memory, that can be cut, changed and taken away. */
export class FakeFile implements RangeSource {
  bytes: Uint8Array;
  isGone = false;
  reads = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  read(offset: number, length: number): Promise<Uint8Array | undefined> {
    return Promise.resolve(this.isGone ? undefined : this.bytes.slice(offset, offset + length));
  }

  readNow(offset: number, length: number): Uint8Array | undefined {
    this.reads += 1;
    return this.isGone ? undefined : this.bytes.slice(offset, offset + length);
  }

  close(): void {
    this.isGone = true;
  }
}

export function makeCapture(
  bytes: Uint8Array,
  { format = 'mcap', fileBytes = bytes.length, budgetBytes = 64 * 1_024 * 1_024 }: { format?: CaptureFormat; fileBytes?: number; budgetBytes?: number } = {},
) {
  const file = new FakeFile(bytes);
  const scheduler = new ManualScheduler();
  const budget = new ByteBudget(budgetBytes);
  let changes = 0;
  const capture = new CaptureLog({
    source: file,
    format,
    fileBytes,
    budget,
    scheduler,
    guard: (work) => work(),
    onChange: () => {
      changes += 1;
    },
  });
  const readAll = async () => {
    capture.start();
    for (let turn = 0; !capture.status.done; turn += 1) {
      if (turn > 100_000) throw new Error('it never ends');
      scheduler.advance(0);
      await Promise.resolve();
    }
    return capture.status;
  };
  return { file, scheduler, budget, capture, session: capture.session, readAll, changes: () => changes };
}

/** Previews of all rows. */
export function previews(session: CaptureLog['session']): string[] {
  const found: string[] = [];
  for (let row = session.log.firstRow; row < session.log.nextRow; row += 1) {
    const view = session.row(row);
    found.push(view?.type === 'packet' ? view.preview : `${view?.event}: ${view?.title}`);
  }
  return found;
}
