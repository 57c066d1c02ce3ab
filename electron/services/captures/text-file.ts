import { BatchReader, recordKinds } from '../../contract/feed-batch.ts';
import { noteLine } from '../../contract/feed-lines.ts';
import { feedNote } from '../../contract/feed.ts';
import type { FeedFormat, FeedNote } from '../../contract/feed.ts';
import { joinBytes } from '../../contract/join-bytes.ts';
import type { CaptureFile, Piece } from './capture-file.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A file of lines: rows come as text from the feed; a note is a line of its own in NDJSON (feed-lines.ts). */
export class TextFile implements CaptureFile {
  readonly #format: Exclude<FeedFormat, 'mcap'>;

  constructor(format: Exclude<FeedFormat, 'mcap'>) {
    this.#format = format;
  }

  begin(): Piece {
    return piece([]);
  }

  add(batch: Uint8Array): Piece {
    const reader = new BatchReader(batch);
    const parts: Uint8Array[] = [];
    let unread = 0;
    while (reader.next()) {
      if (reader.kind === recordKinds.text) {
        parts.push(reader.bytes);
        continue;
      }
      // A table has no place for notes; what is missing the feed itself puts into it as a line.
      if (reader.kind === recordKinds.packet || this.#format === 'csv') continue;
      const note = noteOf(reader.bytes);
      if (note === undefined) unread += 1;
      else parts.push(encoder.encode(noteLine(note, reader.time, reader.number)));
    }
    const problem = reader.problem ?? (unread === 0 ? undefined : `${unread} notes that are none`);
    return { ...piece(parts), ...(problem === undefined ? {} : { problem }) };
  }

  end(): Piece {
    return piece([]);
  }
}

function noteOf(bytes: Uint8Array): FeedNote | undefined {
  try {
    return feedNote.parse(JSON.parse(decoder.decode(bytes)));
  } catch {
    return undefined;
  }
}

function piece(parts: readonly Uint8Array[]): Piece {
  return { bytes: joinBytes(parts), keep: () => undefined };
}
