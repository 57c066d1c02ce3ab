import zlib from 'node:zlib';
import { crc32, crc32Final, crc32Init, crc32Update } from '@foxglove/crc';
import { McapRecordBuilder, Opcode } from '@mcap/core';
import type { McapTypes } from '@mcap/core';
import { joinBytes } from '../../contract/join-bytes.ts';

/** All that the end of an MCAP file tells of what is before it. */
export interface Summary {
  readonly schemas: Iterable<McapTypes.Schema>;
  readonly channels: Iterable<McapTypes.Channel>;
  readonly statistics: McapTypes.Statistics;
  readonly metadataIndexes: readonly McapTypes.MetadataIndex[];
  /** ChunkIndex records, serialised as they came: a day has half a million of them. */
  readonly chunkIndexes: Uint8Array;
}

/**
 * DataEnd, summary section, footer and closing magic of an MCAP file, so that readers find their way without reading
 * all of it. The data section has no CRC of its own: its chunks have.
 *
 * @param position where it begins in the file, bytes
 */
export function endOfFile(position: number, summary: Summary): Uint8Array {
  const builder = new McapRecordBuilder();
  builder.writeDataEnd({ dataSectionCrc: 0 });
  const dataEnd = take(builder);
  const start = position + dataEnd.length;
  const groups: Uint8Array[] = [];
  const offsets: McapTypes.SummaryOffset[] = [];
  let at = start;
  const addGroup = (groupOpcode: number, bytes: Uint8Array): void => {
    if (bytes.length === 0) return;
    offsets.push({ groupOpcode, groupStart: BigInt(at), groupLength: BigInt(bytes.length) });
    groups.push(bytes);
    at += bytes.length;
  };
  for (const schema of summary.schemas) builder.writeSchema(schema);
  addGroup(Opcode.SCHEMA, take(builder));
  for (const channel of summary.channels) builder.writeChannel(channel);
  addGroup(Opcode.CHANNEL, take(builder));
  builder.writeStatistics(summary.statistics);
  addGroup(Opcode.STATISTICS, take(builder));
  for (const index of summary.metadataIndexes) builder.writeMetadataIndex(index);
  addGroup(Opcode.METADATA_INDEX, take(builder));
  addGroup(Opcode.CHUNK_INDEX, summary.chunkIndexes);
  for (const offset of offsets) builder.writeSummaryOffset(offset);
  groups.push(take(builder));

  const footer = { summaryStart: BigInt(start), summaryOffsetStart: BigInt(at), summaryCrc: 0 };
  let crc = crc32Init();
  for (const group of groups) crc = crc32Update(crc, group);
  builder.writeFooter(footer);
  // The CRC covers the footer up to the CRC itself, its last 4 bytes.
  crc = crc32Update(crc, take(builder).subarray(0, -4));
  builder.writeFooter({ ...footer, summaryCrc: crc32Final(crc) });
  builder.writeMagic();
  return joinBytes([dataEnd, ...groups, take(builder)]);
}

/** What was written into the builder, which begins anew. */
export function take(builder: McapRecordBuilder): Uint8Array {
  const bytes = builder.buffer;
  builder.reset();
  return bytes;
}

/** Of the bytes of a chunk. The runtime's own is three times as fast, but not before Node 22.2 (Electron 33). */
export const chunkCrc: (records: Uint8Array) => number = 'crc32' in zlib ? (records) => zlib.crc32(records) : crc32;
