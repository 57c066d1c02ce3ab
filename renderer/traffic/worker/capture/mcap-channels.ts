import type { McapTypes } from '@mcap/core';

/** Name of the protobuf schema of packets, ours and anybody's. */
const packetSchema = 'livekit.DataPacket';
/** Of our notes; see electron/contract/feed.ts. */
const noteSchema = 'room_console.Note';
const noteTopic = 'room-console';
const ourEncodings: readonly string[] = ['data-packet', 'frame', 'text', 'raw', 'malformed'];
const liveKitLabels: readonly string[] = ['_reliable', '_lossy', '_data_track'];
/** Longer than any label that LiveKit uses, and short enough that 65,536 hostile ones do no harm. */
const labelMaximum = 200;
const nameMaximum = 200;

export type McapChannel =
  | { readonly use: 'packets'; readonly label: string; readonly sent: boolean; readonly isText: boolean }
  | { readonly use: 'notes' }
  | { readonly use: 'other' };

/** The channels of a file, and which of them hold what the console shows. */
export class McapChannels {
  /** By their id: a message names no more than that. */
  readonly byId: (McapChannel | undefined)[] = [];
  readonly #schemas = new Map<number, string>();
  readonly #others = new Map<number, string>();
  #assumed = 0;

  /** Channels of other kinds. */
  get others(): number {
    return this.#others.size;
  }

  /** What the schemas of some of those are called. */
  get otherNames(): readonly string[] {
    return [...new Set(this.#others.values())].filter((name) => name !== '').slice(0, 3);
  }

  /** Channels whose label is not told: `_reliable` was assumed. */
  get assumed(): number {
    return this.#assumed;
  }

  addSchema({ id, name }: McapTypes.Schema): void {
    this.#schemas.set(id, name.slice(0, nameMaximum));
  }

  /** A channel may be told again, in each chunk that has messages of it: the first time counts. */
  addChannel(channel: McapTypes.Channel): void {
    if (this.byId[channel.id] !== undefined) return;
    const schema = this.#schemas.get(channel.schemaId) ?? '';
    const read = this.#read(channel, schema);
    this.byId[channel.id] = read;
    if (read.use === 'other') this.#others.set(channel.id, schema);
  }

  #read({ topic, messageEncoding, metadata }: McapTypes.Channel, schema: string): McapChannel {
    const label = metadata.get('label');
    const direction = metadata.get('direction');
    const encoding = metadata.get('encoding') ?? '';
    if (topic === noteTopic && schema === noteSchema && messageEncoding === 'json') return { use: 'notes' };
    if (schema === packetSchema && messageEncoding === 'protobuf') {
      const told = label ?? liveKitLabels.find((known) => topic.split('/').includes(known));
      if (told === undefined) this.#assumed += 1;
      return packets(told ?? '_reliable', direction ?? (/\/out$/.test(topic) ? 'out' : 'in'), '');
    }
    if (label === undefined || direction === undefined || !ourEncodings.includes(encoding)) return { use: 'other' };
    return packets(label, direction, encoding);
  }
}

function packets(label: string, direction: string, encoding: string): McapChannel {
  return { use: 'packets', label: label.slice(0, labelMaximum), sent: direction === 'out', isText: encoding === 'text' };
}
