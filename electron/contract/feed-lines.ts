import type { FeedNote } from './feed.ts';

/** Epoch ms with µs resolution as ISO 8601 with six digits of a second: `2026-08-01T12:00:00.123456Z`. */
export function isoTime(epochMs: number): string {
  const micros = Math.round(epochMs * 1_000);
  const seconds = Math.floor(micros / 1_000_000);
  return `${isoSecond(seconds)}.${String(micros - seconds * 1_000_000).padStart(6, '0')}Z`;
}

/** Epoch seconds as `2026-08-01T12:00:00`. */
export function isoSecond(epochSeconds: number): string {
  return new Date(epochSeconds * 1_000).toISOString().slice(0, 19);
}

/**
 * A note as a line of NDJSON, its line break included: `note` says its type, `number` which row it stands before, as in
 * the lines of rows counted from 1, `time` as in `isoTime`; the rest is the note's own. `recordNumber`: of the record.
 */
export function noteLine(note: FeedNote, epochMs: number, recordNumber: number): string {
  const { type, ...rest } = note;
  return `${JSON.stringify({ note: type, number: recordNumber + 1, time: isoTime(epochMs), ...rest })}\n`;
}
