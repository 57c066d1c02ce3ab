import { McapIndexedReader, McapStreamReader } from '@mcap/core';
import type { McapTypes } from '@mcap/core';
import type { FeedNote } from '../../electron/contract/feed.ts';

export interface ReadMcap {
  readonly topics: ReadonlyMap<number, McapTypes.Channel>;
  readonly messages: readonly McapTypes.Message[];
  readonly metadata: ReadonlyMap<string, ReadonlyMap<string, string>>;
  readonly schemas: readonly McapTypes.Schema[];
  readonly notes: readonly FeedNote[];
  /** Read to the footer. */
  readonly isWhole: boolean;
}

/** Reads a file as other tools read one that may be cut: from its beginning, record after record. */
export function readStream(bytes: Uint8Array): ReadMcap {
  const reader = new McapStreamReader({ validateCrcs: true });
  reader.append(bytes);
  const topics = new Map<number, McapTypes.Channel>();
  const metadata = new Map<string, ReadonlyMap<string, string>>();
  const messages: McapTypes.Message[] = [];
  const schemas: McapTypes.Schema[] = [];
  for (let record = reader.nextRecord(); record !== undefined; record = reader.nextRecord()) {
    if (record.type === 'Channel') topics.set(record.id, record);
    if (record.type === 'Schema' && !schemas.some(({ id }) => id === record.id)) schemas.push(record);
    if (record.type === 'Metadata') metadata.set(record.name, record.metadata);
    if (record.type === 'Message') messages.push({ ...record, data: record.data.slice() });
  }
  return { topics, metadata, messages, schemas, notes: notesOf(topics, messages), isWhole: reader.done() };
}

/** Reads a whole file by its index, as most tools do. */
export async function readIndexed(bytes: Uint8Array): Promise<{
  readonly messages: readonly McapTypes.Message[];
  readonly statistics: McapTypes.Statistics | undefined;
  readonly metadata: ReadonlyMap<string, ReadonlyMap<string, string>>;
  readonly topics: readonly string[];
}> {
  const reader = await McapIndexedReader.Initialize({
    readable: {
      size: () => Promise.resolve(BigInt(bytes.length)),
      read: (offset, size) => Promise.resolve(bytes.slice(Number(offset), Number(offset + size))),
    },
  });
  const messages: McapTypes.Message[] = [];
  for await (const message of reader.readMessages()) messages.push(message);
  const metadata = new Map<string, ReadonlyMap<string, string>>();
  for await (const record of reader.readMetadata()) metadata.set(record.name, record.metadata);
  return { messages, statistics: reader.statistics, metadata, topics: [...reader.channelsById.values()].map(({ topic }) => topic) };
}

function notesOf(topics: ReadonlyMap<number, McapTypes.Channel>, messages: readonly McapTypes.Message[]): readonly FeedNote[] {
  return messages
    .filter(({ channelId }) => topics.get(channelId)?.topic === 'room-console')
    .map(({ data }): FeedNote => JSON.parse(new TextDecoder().decode(data)) as FeedNote);
}
