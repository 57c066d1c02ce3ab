import { McapChunkBuilder, McapRecordBuilder } from '@mcap/core';
import type { McapTypes } from '@mcap/core';
import { BatchReader, recordKinds } from '../../contract/feed-batch.ts';
import type { FeedChannel } from '../../contract/feed.ts';
import { joinBytes } from '../../contract/join-bytes.ts';
import type { CaptureFile, FileFacts, Piece } from './capture-file.ts';
import { McapChannels, noteChannelId } from './mcap-channels.ts';
import { chunkCrc, endOfFile, take } from './mcap-summary.ts';

/** Names of the two metadata records: behind the header, and before the summary. */
export const metadataNames = { begin: 'room-console', end: 'room-console.end' } as const;

export interface McapFileOptions {
  /** With the application's version, for the header. */
  readonly library: string;
  readonly facts: FileFacts;
}

/**
 * An MCAP file in which each batch is a chunk of its own with its message indexes behind it: what is on disk is whole
 * up to the last batch, whenever the process ends. The library's own writer keeps chunks back until they are full.
 *
 * One channel for each label, direction and encoding; one more, `room-console`, for notes. `sequence` of a message is
 * the number of its row (of a note: of the row it is at).
 */
export class McapFile implements CaptureFile {
  readonly #options: McapFileOptions;
  readonly #channels = new McapChannels();
  readonly #chunk = new McapChunkBuilder({});
  readonly #records = new McapRecordBuilder();
  /** ChunkIndex records of what is kept. */
  readonly #chunkIndexes = new McapRecordBuilder();
  readonly #metadataIndexes: McapTypes.MetadataIndex[] = [];
  readonly #counts = new Map<number, bigint>();
  #position = 0;
  #chunks = 0;
  #firstTime = 0n;
  #lastTime = 0n;

  constructor(options: McapFileOptions) {
    this.#options = options;
  }

  begin(): Piece {
    this.#records.writeMagic();
    this.#records.writeHeader({ profile: '', library: this.#options.library });
    const head = take(this.#records);
    const metadata = this.#metadata(metadataNames.begin, this.#options.facts, head.length);
    return this.#piece(joinBytes([head, metadata.bytes]), () => this.#metadataIndexes.push(metadata.index));
  }

  add(batch: Uint8Array, channelOf: (index: number) => FeedChannel | undefined): Piece {
    const chunk = this.#chunk;
    chunk.reset();
    const fresh = this.#channels.beginChunk();
    const counts = new Map<number, number>();
    const problem = this.#addMessages(new BatchReader(batch), channelOf, counts);
    if (chunk.numMessages === 0) return { bytes: new Uint8Array(0), keep: () => undefined, ...problemOf(problem) };
    const { bytes, index } = this.#closeChunk();
    const { messageStartTime, messageEndTime } = chunk;
    const piece = this.#piece(bytes, () => {
      fresh.keep();
      this.#chunkIndexes.writeChunkIndex(index);
      this.#firstTime = this.#chunks === 0 || messageStartTime < this.#firstTime ? messageStartTime : this.#firstTime;
      this.#lastTime = messageEndTime > this.#lastTime ? messageEndTime : this.#lastTime;
      this.#chunks += 1;
      for (const [id, count] of counts) this.#counts.set(id, (this.#counts.get(id) ?? 0n) + BigInt(count));
    });
    return { ...piece, ...problemOf(problem) };
  }

  end(facts: FileFacts): Piece {
    const metadata = this.#metadata(metadataNames.end, facts, this.#position);
    const metadataIndexes = [...this.#metadataIndexes, metadata.index];
    const schemas = this.#channels.schemas();
    const channels = this.#channels.channels();
    const end = endOfFile(this.#position + metadata.bytes.length, {
      schemas,
      channels,
      statistics: {
        messageCount: [...this.#counts.values()].reduce((sum, count) => sum + count, 0n),
        schemaCount: schemas.length,
        channelCount: channels.length,
        attachmentCount: 0,
        metadataCount: metadataIndexes.length,
        chunkCount: this.#chunks,
        messageStartTime: this.#firstTime,
        messageEndTime: this.#lastTime,
        channelMessageCounts: this.#counts,
      },
      metadataIndexes,
      chunkIndexes: this.#chunkIndexes.buffer,
    });
    return this.#piece(joinBytes([metadata.bytes, end]), () => undefined);
  }

  #addMessages(
    reader: BatchReader,
    channelOf: (index: number) => FeedChannel | undefined,
    counts: Map<number, number>,
  ): string | undefined {
    const chunk = this.#chunk;
    while (reader.next()) {
      const id = this.#channelId(reader, channelOf);
      if (id === undefined) return `a record of kind ${reader.kind} on channel ${reader.channel}, which was never told`;
      const time = nanoseconds(reader.time);
      chunk.addMessage({
        channelId: id,
        sequence: reader.number,
        logTime: time,
        publishTime: time,
        data: reader.bytes,
      });
      counts.set(id, (counts.get(id) ?? 0) + 1);
    }
    return reader.problem;
  }

  /** Of the record that the reader is at; schema and channel come before it in the chunk where they are new. */
  #channelId(reader: BatchReader, channelOf: (index: number) => FeedChannel | undefined): number | undefined {
    if (reader.kind === recordKinds.note || reader.kind === recordKinds.head) {
      return this.#channels.introduce(noteChannelId, this.#chunk);
    }
    if (reader.kind !== recordKinds.packet) return undefined;
    const channel = channelOf(reader.channel);
    return channel === undefined ? undefined : this.#channels.introduce(this.#channels.idOf(channel), this.#chunk);
  }

  #closeChunk(): { readonly bytes: Uint8Array; readonly index: McapTypes.ChunkIndex } {
    const { messageStartTime, messageEndTime, buffer } = this.#chunk;
    const size = BigInt(buffer.length);
    const builder = this.#records;
    const chunkLength = builder.writeChunk({
      messageStartTime,
      messageEndTime,
      uncompressedSize: size,
      uncompressedCrc: chunkCrc(buffer),
      compression: '',
      records: buffer,
    });
    const messageIndexOffsets = new Map<number, bigint>();
    let messageIndexLength = 0n;
    for (const index of this.#chunk.indices) {
      messageIndexOffsets.set(index.channelId, BigInt(this.#position + builder.length));
      messageIndexLength += builder.writeMessageIndex(index);
    }
    const index: McapTypes.ChunkIndex = {
      messageStartTime,
      messageEndTime,
      chunkStartOffset: BigInt(this.#position),
      chunkLength,
      messageIndexOffsets,
      messageIndexLength,
      compression: '',
      compressedSize: size,
      uncompressedSize: size,
    };
    return { bytes: take(builder), index };
  }

  #metadata(
    name: string,
    facts: FileFacts,
    at: number,
  ): { readonly bytes: Uint8Array; readonly index: McapTypes.MetadataIndex } {
    this.#records.writeMetadata({ name, metadata: new Map(Object.entries(facts)) });
    const bytes = take(this.#records);
    return { bytes, index: { offset: BigInt(at), length: BigInt(bytes.length), name } };
  }

  #piece(bytes: Uint8Array, keep: () => void): Piece {
    return {
      bytes,
      keep: () => {
        keep();
        this.#position += bytes.length;
      },
    };
  }
}

function problemOf(problem: string | undefined): { readonly problem?: string } {
  return problem === undefined ? {} : { problem };
}

/** Of epoch ms with µs resolution. */
export function nanoseconds(time: number): bigint {
  return BigInt(Math.round(time * 1_000)) * 1_000n;
}

