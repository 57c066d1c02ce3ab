import { McapRecordBuilder } from '@mcap/core';
import type { McapTypes } from '@mcap/core';
import type { FeedChannel } from '../../contract/feed.ts';
import { dataPacketSchema } from './data-packet-schema.ts';
import type { McapChunk } from './mcap-chunk.ts';
import { take } from './mcap-summary.ts';
import { noteSchema, noteSchemaName } from './note-schema.ts';

/** The channel with what is no packet. */
export const noteChannelId = 1;
export const noteTopic = 'room-console';

const packetSchemaId = 1;
const noteSchemaId = 2;

/**
 * The channels of one MCAP file. A schema and a channel are written into the chunk that has their first message, and
 * count as written once that chunk is: a chunk that could not be appended leaves no trace here.
 */
export class McapChannels {
  /** By id; the ids of packets' channels follow that of the notes. */
  readonly #known = new Map<number, McapTypes.Channel>([[noteChannelId, noteChannel]]);
  readonly #ids = new Map<string, number>();
  readonly #records = new McapRecordBuilder();
  readonly #written = new Set<number>();
  readonly #writtenSchemas = new Set<number>();
  #fresh = new Set<number>();
  #freshSchemas = new Set<number>();

  /** What is introduced from now on belongs to one chunk. */
  beginChunk(): { readonly keep: () => void } {
    const fresh = (this.#fresh = new Set());
    const schemas = (this.#freshSchemas = new Set());
    return {
      keep: () => {
        for (const id of fresh) this.#written.add(id);
        for (const id of schemas) this.#writtenSchemas.add(id);
      },
    };
  }

  idOf(channel: FeedChannel): number {
    const key = `${channel.encoding}/${channel.direction}/${channel.label}`;
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const id = noteChannelId + 1 + this.#ids.size;
    this.#ids.set(key, id);
    this.#known.set(id, packetChannel(id, channel));
    return id;
  }

  /** Sees to it that the channel stands before its first message; answers its id. */
  introduce(id: number, chunk: McapChunk): number {
    if (this.#written.has(id) || this.#fresh.has(id)) return id;
    const channel = this.#known.get(id);
    if (channel === undefined) return id;
    const { schemaId } = channel;
    if (schemaId !== 0 && !this.#writtenSchemas.has(schemaId) && !this.#freshSchemas.has(schemaId)) {
      this.#records.writeSchema(schemaOf(schemaId));
      this.#freshSchemas.add(schemaId);
    }
    this.#records.writeChannel(channel);
    chunk.addRecords(take(this.#records));
    this.#fresh.add(id);
    return id;
  }

  /** Those that are in the file. */
  channels(): readonly McapTypes.Channel[] {
    return [...this.#known.values()].filter((channel) => this.#written.has(channel.id));
  }

  schemas(): readonly McapTypes.Schema[] {
    return [...this.#writtenSchemas].sort((a, b) => a - b).map(schemaOf);
  }
}

const noteChannel: McapTypes.Channel = {
  id: noteChannelId,
  schemaId: noteSchemaId,
  topic: noteTopic,
  messageEncoding: 'json',
  metadata: new Map(),
};

function schemaOf(id: number): McapTypes.Schema {
  return id === noteSchemaId
    ? { id, name: noteSchemaName, encoding: 'jsonschema', data: noteSchema() }
    : { id, encoding: 'protobuf', ...dataPacketSchema() };
}

/** Only what is a DataPacket says that it is one: readers decode by it. */
function packetChannel(id: number, { label, direction, encoding }: FeedChannel): McapTypes.Channel {
  const isPacket = encoding === 'data-packet';
  return {
    id,
    schemaId: isPacket ? packetSchemaId : 0,
    topic: `${label}/${direction}${isPacket ? '' : `/${encoding}`}`,
    messageEncoding: isPacket ? 'protobuf' : '',
    metadata: new Map([
      ['label', label],
      ['direction', direction],
      ['encoding', encoding],
    ]),
  };
}
