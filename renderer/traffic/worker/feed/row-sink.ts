import type { FeedChannel, FeedNote } from '../../../../electron/contract/feed.ts';
import type { FeedRow } from './feed-row.ts';

/** Puts rows into a feed's batches, in one of its formats. */
export interface RowSink {
  /** Bytes that a batch would have now. */
  readonly pendingBytes: number;
  /** Writes the row: its number is set. */
  write(row: FeedRow): void;
  /** A note that stands before the row with this number; `isHead`: a file that is begun anew repeats the newest. */
  note(note: FeedNote, time: number, number: number, isHead: boolean): void;
  /** What was written since the last batch; undefined: nothing. */
  take(): SinkBatch | undefined;
}

export interface SinkBatch {
  readonly bytes: Uint8Array;
  /** Those that are new in it. */
  readonly channels: readonly FeedChannel[];
}
