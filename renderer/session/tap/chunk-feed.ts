import type { SharedChunkWriter } from '../../traffic/shared-chunk.ts';
import { chunkOf } from '../../traffic/wire-chunk.ts';
import { ChunkPool } from './chunk-pool.ts';
import type { TappedChannel } from './tapped-channel.ts';
import type { WireClock } from './wire-clock.ts';

export interface ChunkFeedOptions {
  /** See TapSink, whose functions they are. What they throw is counted. */
  readonly onFilling: (chunk: SharedArrayBuffer, number: number | undefined) => void;
  readonly onAwaited: () => void;
  readonly onChunk: (chunk: ArrayBuffer) => void;
  readonly clock: WireClock;
}

/** Writes messages into chunks that their reader follows (see traffic/shared-chunk.ts). */
export class ChunkFeed {
  readonly #options: ChunkFeedOptions;
  readonly #pool = new ChunkPool();
  /** The one that is filled; undefined: the next message begins one. */
  #chunk: SharedChunkWriter | undefined;
  /** Numbers of the chunks that the reader knows. */
  readonly #told = new Set<number>();
  #failedChunks = 0;
  #failedMessages = 0;

  constructor(options: ChunkFeedOptions) {
    this.#options = options;
  }

  /** Chunks that could not be handed over, and the messages in them. */
  get failed(): { readonly chunks: number; readonly messages: number } {
    return { chunks: this.#failedChunks, messages: this.#failedMessages };
  }

  /** The time for a message that is about to be recorded. */
  now(): number {
    const { clock } = this.#options;
    // The first message after a calm (which may have been a suspend) already carries the right time.
    if (this.#chunk === undefined || this.#chunk.isReaderAsleep) clock.anchor();
    return clock.now();
  }

  /** Copies a message; see WireMessage. */
  record(
    time: number,
    sent: boolean,
    channel: TappedChannel,
    isText: boolean,
    bytes: Uint8Array,
    size: number,
  ): void {
    const chunk = this.#chunk;
    if (chunk?.write(time, sent, channel.label, channel.id, isText, bytes, size) === true) {
      if (chunk.isReaderAsleep) this.#wake(chunk);
      return;
    }
    const next = this.#pool.take();
    if (next.write(time, sent, channel.label, channel.id, isText, bytes, size)) {
      this.#goOn(next);
      return;
    }
    // Larger than a chunk: it gets one of its own.
    next.discard();
    this.flush();
    this.#handOver(() => {
      const { label, id: channelId } = channel;
      this.#options.onChunk(chunkOf({ time, sent, label, channelId, isText, bytes, size }));
    });
  }

  /** The chunk that is filled gets nothing more: what comes next follows what is said to the reader meanwhile. */
  flush(): void {
    this.#chunk?.close();
    this.#chunk = undefined;
  }

  /** Makes `next`, which holds the first message that did not fit before, the chunk that is filled. */
  #goOn(next: SharedChunkWriter): void {
    const full = this.#chunk;
    if (full !== undefined && next.number !== undefined && this.#told.has(next.number)) {
      full.close(next);
      this.#chunk = next;
      if (full.isReaderAsleep) this.#wake(full);
      return;
    }
    this.flush();
    if (!this.#handOver(() => this.#options.onFilling(next.buffer, next.number))) {
      next.discard();
      return;
    }
    this.#chunk = next;
    if (next.number !== undefined) this.#told.add(next.number);
  }

  #wake(chunk: SharedChunkWriter): void {
    chunk.isReaderAsleep = false;
    try {
      this.#options.onAwaited();
    } catch {
      // What was written stays there: the next message wakes it.
      if (this.#chunk !== undefined) this.#chunk.isReaderAsleep = true;
    }
  }

  #handOver(handOver: () => void): boolean {
    try {
      handOver();
      return true;
    } catch {
      this.#failedChunks += 1;
      this.#failedMessages += 1;
      return false;
    }
  }
}
