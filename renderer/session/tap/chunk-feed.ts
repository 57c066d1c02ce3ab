import { ChunkWriter, chunkOf } from '../../traffic/wire-chunk.ts';
import type { WireMessage } from '../../traffic/wire-chunk.ts';
import type { WireClock } from './wire-clock.ts';

/** Large enough that a flood is a few hundred hand-overs a second, small enough to be copied in well under 1 ms. */
export const chunkBytes = 256 * 1_024;

/** Half a frame: what is on the wire is on the screen with the next frame or the one after. */
export const flushAfterMs = 8;

export interface ChunkFeedOptions {
  /** Takes over each chunk. What it throws is counted, and the chunk's messages with it. */
  readonly onChunk: (chunk: ArrayBuffer, messages: number) => void;
  readonly clock: WireClock;
  /** Runs `callback` once after `ms`; the function returned takes that back. */
  readonly setTimer: (callback: () => void, ms: number) => () => void;
}

/** Collects messages into chunks and hands them over when one is full, and at the latest after `flushAfterMs`. */
export class ChunkFeed {
  readonly #options: ChunkFeedOptions;
  readonly #writer = new ChunkWriter(chunkBytes);
  #cancelTimer: (() => void) | undefined;
  #failedChunks = 0;
  #failedMessages = 0;

  constructor(options: ChunkFeedOptions) {
    this.#options = options;
  }

  /** Chunks that `onChunk` threw at, and the messages in them. */
  get failed(): { readonly chunks: number; readonly messages: number } {
    return { chunks: this.#failedChunks, messages: this.#failedMessages };
  }

  /** The time for a message that is about to be recorded. */
  now(): number {
    // The first message after a calm (which may have been a suspend) already carries the right time.
    if (this.#writer.isEmpty) this.#options.clock.anchor();
    return this.#options.clock.now();
  }

  record(message: WireMessage): void {
    if (!this.#writer.fits(message)) {
      this.flush();
      if (!this.#writer.fits(message)) {
        this.#handOver(chunkOf(message), 1);
        return;
      }
    }
    this.#writer.append(message);
    this.#cancelTimer ??= this.#options.setTimer(this.#onTimer, flushAfterMs);
  }

  /** Hands over what is there now. Does nothing when there is nothing. */
  flush(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    const messages = this.#writer.messages;
    const chunk = this.#writer.take();
    if (chunk !== undefined) this.#handOver(chunk, messages);
  }

  readonly #onTimer = (): void => {
    this.#cancelTimer = undefined;
    this.flush();
  };

  #handOver(chunk: ArrayBuffer, messages: number): void {
    try {
      this.#options.onChunk(chunk, messages);
    } catch {
      this.#failedChunks += 1;
      this.#failedMessages += messages;
    }
  }
}
