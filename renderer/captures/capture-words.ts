import { captureSuffixes } from '../../electron/contract/captures.ts';
import type { CaptureInfo, Recording } from '../../electron/contract/captures.ts';
import type { FeedFormat } from '../../electron/contract/feed.ts';
import { countOf, formatBytes, formatDuration } from '../ui/format.ts';

/** Words for recordings and captures: pure, English, for views only. */

export type RecordingTone = 'rec' | 'wait' | 'bad';

/** Later than this a recording is said to be behind, ms: rows are due on disk within a second. */
const behindFromMs = 1_000;

/** Seconds since it began, as a clock: `0:05`, `12:41`, `1:02:33`. */
export function elapsedClock(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  const two = (value: number): string => String(value).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}:${two(seconds % 60)}`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
}

/** How a recording stands, by a colour and a word. `ended` is never shown so. */
export function recordingState({ state }: Pick<Recording, 'state'>): { readonly tone: RecordingTone; readonly word: string } {
  switch (state) {
    case 'armed':
      return { tone: 'wait', word: 'waits for a match' };
    case 'interrupted':
      return { tone: 'wait', word: 'recording, interrupted' };
    case 'failed':
      return { tone: 'bad', word: 'recording failed' };
    case 'recording':
    case 'ended':
      return { tone: 'rec', word: 'recording' };
  }
}

/** `12,345 rows · 3.1 MiB`, and what a person should know besides, the most pressing last. */
export function recordingFigures(recording: Recording): readonly string[] {
  const { rows, bytes, behindMs, missingRows, files } = recording;
  if (recording.state === 'armed') return ['no row matched yet'];
  return [
    countOf(rows, 'row'),
    formatBytes(bytes),
    files > 1 ? countOf(files, 'file') : '',
    behindMs > behindFromMs ? `${formatDuration(behindMs / 1_000)} behind` : '',
    missingRows > 0 ? `${countOf(missingRows, 'row')} missing` : '',
  ].filter((part) => part !== '');
}

/** True where a person should look at it. */
export function isTroubled({ state, behindMs, missingRows }: Recording): boolean {
  return state === 'failed' || missingRows > 0 || behindMs > behindFromMs;
}

/** The last part of a path of either kind of system. */
export function fileNameOf(path: string): string {
  return path.split(/[/\\]/).at(-1) ?? path;
}

/** The format that a file's name says; undefined where it says none. */
export function formatOfName(name: string): FeedFormat | undefined {
  const suffix = nameParts(name)[1].toLowerCase();
  if (suffix === captureSuffixes.mcap) return 'mcap';
  if (suffix === captureSuffixes.ndjson || suffix === '.jsonl') return 'ndjson';
  return suffix === captureSuffixes.csv ? 'csv' : undefined;
}

/** `consult-42.mcap` → [`consult-42`, `.mcap`]. A name that begins with its only dot has no suffix. */
export function nameParts(name: string): readonly [stem: string, suffix: string] {
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? [name, ''] : [name.slice(0, dot), name.slice(dot)];
}

/** A time that is told: of a file whose rows have none it is 0. */
export function isTime(epochMs: number | undefined): epochMs is number {
  return epochMs !== undefined && epochMs > 0;
}

/** How long a capture lasts, ms; undefined where it does not say. */
export function lengthOf({ startedAtMs, endedAtMs }: Pick<CaptureInfo, 'startedAtMs' | 'endedAtMs'>): number | undefined {
  return !isTime(startedAtMs) || !isTime(endedAtMs) ? undefined : Math.max(0, endedAtMs - startedAtMs);
}

/** `12 min`; a dash where it is not known. */
export function lengthWords(capture: Pick<CaptureInfo, 'startedAtMs' | 'endedAtMs'>): string {
  const ms = lengthOf(capture);
  return ms === undefined ? '–' : formatDuration(ms / 1_000);
}

const dayAndMonth = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });

/** Local time: `14:02` today, `3 Apr 14:02` before, `3 Apr 2025 14:02` in another year; a dash where it is not told. */
export function whenWords(epochMs: number | undefined, nowMs: number): string {
  if (epochMs === undefined) return '–';
  if (!isTime(epochMs)) return 'time unknown';
  const [date, now] = [new Date(epochMs), new Date(nowMs)];
  const time = [date.getHours(), date.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':');
  if (date.toDateString() === now.toDateString()) return time;
  const year = date.getFullYear() === now.getFullYear() ? '' : ` ${date.getFullYear()}`;
  return `${dayAndMonth.format(date)}${year} ${time}`;
}

/** Whether all of a file is there, as a word and a sentence. */
export function captureState(state: CaptureInfo['state']): { readonly word: string; readonly why: string } {
  switch (state) {
    case 'whole':
      return { word: 'whole', why: 'The file was closed as it should be.' };
    case 'written':
      return { word: 'being written', why: 'A recording is under way. It opens up to where it is on disk.' };
    case 'cut':
      return { word: 'cut', why: 'The file was never closed: the machine or the application ended first. It opens up to where it ends.' };
    case 'missing':
      return { word: 'missing', why: 'The file is not there any more: moved, renamed or deleted elsewhere.' };
  }
}
