import { BatchWriter, recordKinds } from '../../contract/feed-batch.ts';
import type { FeedChannel, FeedNote } from '../../contract/feed.ts';

/** Bytes that are to be appended to a file, and what is true of the file once they are. */
export interface Piece {
  /** Borrowed: until the file is asked for the next piece. */
  readonly bytes: Uint8Array;
  /** To be called once they are in the file; without it the file stays what it was, and another piece may be made. */
  readonly keep: () => void;
  /** What could not be read of the batch; it is left out. */
  readonly problem?: string;
}

/** What a file says of itself where it begins, and where it ends. Strings, as MCAP's metadata has them. */
export type FileFacts = Readonly<Record<string, string>>;

/** Makes the bytes of one file out of batches (feed-batch.ts). It knows nothing of disks. */
export interface CaptureFile {
  /** What the file begins with. */
  begin(): Piece;
  add(batch: Uint8Array, channelOf: (index: number) => FeedChannel | undefined): Piece;
  /** What makes the file whole; nothing may be added behind it. */
  end(facts: FileFacts): Piece;
}

const encoder = new TextEncoder();

/** A batch of notes of the main process's own, so that they go the same way as those of a feed. Time: epoch ms. */
export function noteBatch(time: number, number: number, notes: readonly FeedNote[]): Uint8Array {
  const writer = new BatchWriter(1_024);
  for (const note of notes) writer.add(recordKinds.note, time, number, 0, encoder.encode(JSON.stringify(note)));
  return writer.take();
}

/** A head record that a file that is begun anew repeats. */
export interface HeadRecord {
  readonly time: number;
  readonly number: number;
  readonly bytes: Uint8Array;
}

export function headBatch(heads: Iterable<HeadRecord>): Uint8Array {
  const writer = new BatchWriter(1_024);
  for (const { time, number, bytes } of heads) writer.add(recordKinds.head, time, number, 0, bytes);
  return writer.take();
}
