import type { CaptureInfo, Recording } from '../../electron/contract/captures.ts';
import { lengthOf } from './capture-words.ts';

/** Order and choice of the captures in their list: pure. */

export const captureColumns = ['name', 'room', 'profile', 'started', 'length', 'size', 'rows', 'state'] as const;
export type CaptureColumn = (typeof captureColumns)[number];

export interface CaptureOrder {
  readonly by: CaptureColumn;
  readonly descending: boolean;
}

/** What was recorded last is looked for first. */
export const newestFirst: CaptureOrder = { by: 'started', descending: true };

const byName = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

const values: Readonly<Record<CaptureColumn, (capture: CaptureInfo) => string | number | undefined>> = {
  name: ({ name }) => name,
  room: ({ room }) => (room === '' ? undefined : room),
  profile: ({ profile }) => (profile === '' ? undefined : profile),
  started: ({ startedAtMs }) => startedAtMs,
  length: lengthOf,
  size: ({ bytes }) => bytes,
  rows: ({ rows }) => rows,
  state: ({ state }) => state,
};

/** What is not known stands last, whichever way. Equals are told apart by name. */
export function sortCaptures(captures: readonly CaptureInfo[], { by, descending }: CaptureOrder): readonly CaptureInfo[] {
  const value = values[by];
  return [...captures].sort((one, other) => {
    const [a, b] = [value(one), value(other)];
    if (a === undefined || b === undefined) {
      return a === b ? byName.compare(one.name, other.name) : a === undefined ? 1 : -1;
    }
    const order = typeof a === 'number' && typeof b === 'number' ? a - b : byName.compare(String(a), String(b));
    return (descending ? -order : order) || byName.compare(one.name, other.name);
  });
}

/** The order after a click on a column's head: the other way, or that column, figures from the greatest. */
export function reordered(order: CaptureOrder, by: CaptureColumn): CaptureOrder {
  if (order.by === by) return { by, descending: !order.descending };
  return { by, descending: ['started', 'length', 'size', 'rows'].includes(by) };
}

/** The list with what is known by now of the files that are being written: it is not read again for each row. */
export function withRecordings(captures: readonly CaptureInfo[], recordings: readonly Recording[]): readonly CaptureInfo[] {
  const written = new Map(recordings.filter(({ state }) => state !== 'ended').map((recording) => [recording.path, recording]));
  if (written.size === 0) return captures;
  return captures.map((capture) => {
    const recording = written.get(capture.path);
    // Of several files the figures are those of all together.
    if (recording === undefined || recording.files !== 1) return capture;
    return { ...capture, bytes: Math.max(capture.bytes, recording.bytes), rows: recording.rows };
  });
}

/** Captures in whose name, room or profile each word is found, case aside; the order stays. */
export function filterCaptures(captures: readonly CaptureInfo[], filter: string): readonly CaptureInfo[] {
  const words = filter
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return captures;
  return captures.filter(({ name, room, profile }) => {
    const text = `${name}\n${room}\n${profile}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** `3 captures, 64 MiB`: how many, and their bytes together. */
export function totalOf(captures: readonly CaptureInfo[]): { readonly count: number; readonly bytes: number } {
  return { count: captures.length, bytes: captures.reduce((sum, { bytes }) => sum + bytes, 0) };
}
