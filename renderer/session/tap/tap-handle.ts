import type { TapCounts } from './tap-counts.ts';
import type { TappedConnection } from './tapped-connection.ts';
import type { WireClock } from './wire-clock.ts';

export interface TapSink {
  /**
   * A chunk was begun that its reader is to follow (see traffic/shared-chunk.ts). The one before is full. It may be used
   * again without a word, by its number, if it has one. This and the two below are called in the order of the wire;
   * what they throw is counted.
   */
  onFilling(chunk: SharedArrayBuffer, number: number | undefined): void;
  /** There is something to read, and the reader sleeps. */
  onAwaited(): void;
  /** Takes over a chunk (see traffic/wire-chunk.ts) with a message that is larger than those that are shared. */
  onChunk(chunk: ArrayBuffer): void;
  /**
   * A connection is being made, and none of this session is open: livekit-client has torn down all that it had before,
   * what it knew of its senders included.
   */
  onAnew?(): void;
}

/** One session's end of the tap. */
export interface TapHandle {
  /** Before anything goes into the log whose place must be kept: what is recorded next stands behind it. */
  flush(): void;
  readonly counts: TapCounts;
  /**
   * The session's connections, oldest first, each with its counts, to be held against its own getStats(). Those that
   * were closed stay in the list for a while.
   */
  connections(): readonly TappedConnection[];
  /** Lets go of all channels. */
  detach(): void;
}

/** What the tap needs from the platform; tests pass their own. */
export interface TapPlatform {
  readonly clock: WireClock;
}
