import type { RoomList, RoomSummary } from '../../electron/contract/domain.ts';
import { countOf, formatDuration, formatTime } from '../ui/format.ts';
import { totalsOf } from './room-filter.ts';
import type { ListFailure } from './rooms-state.svelte.ts';

/** `12 rooms, 65 people, 20 publishers`. */
export function totalWords(rooms: readonly RoomSummary[]): string {
  const totals = totalsOf(rooms);
  return [
    countOf(totals.rooms, 'room'),
    countOf(totals.people, 'person', 'people'),
    countOf(totals.publishers, 'publisher'),
  ].join(', ');
}

/** How fresh the list is: `listed 3 s ago`. */
export function freshnessWords(list: RoomList, nowMs: number): string {
  const seconds = Math.round((nowMs - list.listedAtMs) / 1_000);
  return seconds < 1 ? 'listed just now' : `listed ${formatDuration(seconds)} ago`;
}

/** What stands over a list that cannot be read again: why, as of when it is, and when the next try comes. */
export function awayWords(
  failure: ListFailure,
  list: RoomList | undefined,
  nowMs: number,
): { title: string; text: string } {
  const inSeconds = Math.max(0, Math.ceil((failure.nextTryAtMs - nowMs) / 1_000));
  const next = inSeconds === 0 ? 'Trying again now.' : `Next try in ${formatDuration(inSeconds)}.`;
  const shown = list === undefined ? '' : ` The rooms below are as of ${formatTime(list.listedAtMs)}.`;
  return {
    title: `The rooms cannot be listed since ${formatTime(failure.sinceMs)}`,
    text: `${failure.message}${shown} ${next}`,
  };
}

/** A timeout in its column; what the server did not say is a dash. */
export function timeoutWords(seconds: number): string {
  return seconds === 0 ? '–' : formatDuration(seconds);
}

/** Most participants; 0 means no limit. */
export function maximumWords(maximum: number): string {
  return maximum === 0 ? '–' : maximum.toLocaleString('en-US');
}

/** How many of the rooms are in the table: `12 of 40 rooms`. */
export function drawnWords(list: RoomList | undefined, matching: number, drawn: number): string {
  if (list === undefined) return 'Not listed yet';
  const rest = matching > drawn ? `, the first ${drawn.toLocaleString('en-US')} drawn: narrow the filter` : '';
  return `${matching.toLocaleString('en-US')} of ${countOf(list.rooms.length, 'room')}${rest}`;
}
