import { ChunkFeed } from './chunk-feed.ts';
import { LabelCounter } from './tap-counts.ts';
import type { TapCounts } from './tap-counts.ts';
import { messageOf } from './tapped-channel.ts';
import type { TappedChannel } from './tapped-channel.ts';
import { TappedConnection } from './tapped-connection.ts';
import type { TapHandle, TapPlatform, TapSink } from './tap-handle.ts';

/** Closed connections that are still listed, so that whoever samples counts can see how they ended. */
const closedKept = 16;

interface SessionTapOptions extends TapPlatform {
  readonly sink: TapSink;
  readonly onDetach: () => void;
}

/** What is recorded for one session, over all the connections it makes. */
export class SessionTap implements TapHandle {
  readonly #feed: ChunkFeed;
  readonly #onDetach: () => void;
  readonly #onAnew: () => void;
  readonly #all = new LabelCounter();
  #connections: TappedConnection[] = [];
  #unrecorded = 0;
  #isDetached = false;

  constructor(options: SessionTapOptions) {
    this.#feed = new ChunkFeed({
      onFilling: (chunk, number) => options.sink.onFilling(chunk, number),
      onAwaited: () => options.sink.onAwaited(),
      onChunk: (chunk) => options.sink.onChunk(chunk),
      clock: options.clock,
    });
    this.#onDetach = options.onDetach;
    this.#onAnew = () => options.sink.onAnew?.();
  }

  get counts(): TapCounts {
    const failed = this.#feed.failed;
    return {
      ...this.#all.total(),
      byLabel: this.#all.byLabel(),
      failedChunks: failed.chunks,
      failedMessages: failed.messages,
      unrecorded: this.#unrecorded,
    };
  }

  connections(): readonly TappedConnection[] {
    return [...this.#connections];
  }

  flush(): void {
    this.#feed.flush();
  }

  detach(): void {
    if (this.#isDetached) return;
    this.#isDetached = true;
    for (const connection of this.#connections) connection.release();
    this.#connections = [];
    this.#feed.flush();
    this.#onDetach();
  }

  /** Called in the constructor of a connection; undefined once detached. */
  watch(connection: RTCPeerConnection): TappedConnection | undefined {
    if (this.#isDetached) return undefined;
    const closed = this.#connections.filter((other) => other.closed);
    if (closed.length === this.#connections.length) this.#tellAnew();
    const dropped = new Set(closed.slice(0, Math.max(0, closed.length - closedKept)));
    for (const other of dropped) other.release();
    const tapped = new TappedConnection(connection, this.#all, this.#onData);
    this.#connections = [...this.#connections.filter((other) => !dropped.has(other)), tapped];
    return tapped;
  }

  #tellAnew(): void {
    this.#feed.flush();
    try {
      this.#onAnew();
    } catch {
      // The constructor of a connection runs here: the SDK must not learn of it.
      this.#unrecorded += 1;
    }
  }

  readonly #onData = (channel: TappedChannel, data: unknown, sent: boolean): void => {
    if (this.#isDetached) return;
    try {
      const time = this.#feed.now();
      const { isText, bytes, size } = messageOf(data);
      channel.count(sent, size);
      this.#feed.record(time, sent, channel, isText, bytes, size);
    } catch {
      // Whatever went wrong here, the SDK's own listeners and the caller of send() must not learn of it.
      this.#unrecorded += 1;
    }
  };
}
