import type { TapCounts } from './tap-counts.ts';
import type { TappedConnection } from './tapped-connection.ts';
import type { WireClock } from './wire-clock.ts';

export interface TapSink {
  /**
   * Takes over a chunk (see traffic/wire-chunk.ts) with that many messages. Called in the order of the wire. What it
   * throws is counted.
   */
  onChunk(chunk: ArrayBuffer, messages: number): void;
  /**
   * A connection is being made, and none of this session is open: livekit-client has torn down all that it had before,
   * what it knew of its senders included. All that was recorded until now has been handed over.
   */
  onAnew?(): void;
}

/** One session's end of the tap. */
export interface TapHandle {
  /** Hands over now what was recorded: before anything else goes into the log whose place must be kept. */
  flush(): void;
  readonly counts: TapCounts;
  /**
   * The session's connections, oldest first, each with its counts, to be held against its own getStats(). Those that
   * were closed stay in the list for a while.
   */
  connections(): readonly TappedConnection[];
  /** Hands over the rest and lets go of all channels. */
  detach(): void;
}

/** What the tap needs from the platform; tests pass their own. */
export interface TapPlatform {
  readonly clock: WireClock;
  readonly setTimer: (callback: () => void, ms: number) => () => void;
}
