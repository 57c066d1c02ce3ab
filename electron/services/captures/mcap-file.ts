import { McapRecordBuilder } from '@mcap/core';
import type { McapTypes } from '@mcap/core';
import { BatchReader, recordKinds } from '../../contract/feed-batch.ts';
import type { FeedChannel } from '../../contract/feed.ts';
import { joinBytes } from '../../contract/join-bytes.ts';
import type { CaptureFile, FileFacts, Piece } from './capture-file.ts';
import { McapChannels, noteChannelId } from './mcap-channels.ts';
import { McapChunk } from './mcap-chunk.ts';
import { endOfFile, take } from './mcap-summary.ts';

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
  readonly #chunk = new McapChunk();
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
    const fresh = this.#channels.beginChunk();
    this.#chunk.begin();
    const problem = problemOf(this.#addMessages(new BatchReader(batch), channelOf));
    if (this.#chunk.messages === 0) return { bytes: new Uint8Array(0), keep: () => undefined, ...problem };
    const { bytes, index, counts } = this.#chunk.close(this.#position);
    const piece = this.#piece(bytes, () => {
      const { messageStartTime: first, messageEndTime: last } = index;
      fresh.keep();
      this.#chunkIndexes.writeChunkIndex(index);
      this.#firstTime = this.#chunks === 0 || first < this.#firstTime ? first : this.#firstTime;
      this.#lastTime = last > this.#lastTime ? last : this.#lastTime;
      this.#chunks += 1;
      for (const [id, count] of counts) this.#counts.set(id, (this.#counts.get(id) ?? 0n) + BigInt(count));
    });
    return { ...piece, ...problem };
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

  /** Schema and channel come before the first message in the chunk where they are new. */
  #addMessages(reader: BatchReader, channelOf: (index: number) => FeedChannel | undefined): string | undefined {
    const chunk = this.#chunk;
    /** Of channels of the feed, by their index. */
    const ids = new Map<number, number>();
    let notes: number | undefined;
    while (reader.next()) {
      const { kind, channel } = reader;
      if (kind === recordKinds.note || kind === recordKinds.head) {
        notes ??= this.#channels.introduce(noteChannelId, chunk);
        chunk.addMessage(notes, reader);
        continue;
      }
      const isPacket = kind === recordKinds.packet;
      let id = isPacket ? ids.get(channel) : undefined;
      if (id === undefined) {
        const told = isPacket ? channelOf(channel) : undefined;
        if (told === undefined) return `a record of kind ${kind} on channel ${channel}, which was never told`;
        id = this.#channels.introduce(this.#channels.idOf(told), chunk);
        ids.set(channel, id);
      }
      chunk.addMessage(id, reader);
    }
    return reader.problem;
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
