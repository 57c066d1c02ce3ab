import type { ParticipantChange } from '../../contract/changes.ts';
import type { ParticipantInfo } from '../../contract/domain.ts';
import { quote } from '../api-errors.ts';
import type { LookAlike } from './look-alikes.ts';

/** The sentences of standing orders, as they stand in their list and in the room's log. */

/** `after 3 s`, as exact as looks that are a second apart; nobody away was seen: a quick one. */
function afterAway(awayMs: number | undefined): string {
  return awayMs === undefined ? 'at once' : `after about ${secondsOf(awayMs)}`;
}

function secondsOf(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1_000));
  return seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}

export function rejoinedText(awayMs: number | undefined): string {
  return `Rejoined ${afterAway(awayMs)}, as a new connection.`;
}

export function joinedText(): string {
  return 'Joined.';
}

/** Of one who was removed: as whom. */
export function returnedText(
  person: ParticipantInfo,
  was: { readonly name: string; readonly metadata: string },
  awayMs: number | undefined,
): string {
  const name = person.name === was.name ? 'the same name' : `the name ${quote(person.name)}`;
  const metadata = person.metadata === was.metadata ? 'the same metadata' : 'other metadata';
  return `Rejoined ${afterAway(awayMs)} with the same identity, ${name} and ${metadata}.`;
}

export function lookAlikeText({ person, same }: LookAlike): string {
  return `${quote(person.identity)} joined with the same ${same}: it may be the same person.`;
}

export function leftText(): string {
  return 'Left the room.';
}

/** What was applied, with what the server may not have taken of it. */
export function appliedText(changes: readonly ParticipantChange[], doubts: readonly string[]): string {
  return ['Applied: ' + changes.map(whatOf).join(', ') + '.', ...doubts].join(' ');
}

export function nothingToApplyText(): string {
  return 'Nothing to apply: it has these values already.';
}

export function removedText(doubts: readonly string[]): string {
  return ['Removed. The token still joins.', ...doubts].join(' ');
}

export function failedText(change: ParticipantChange, message: string): string {
  return `Could not ${change.kind === 'remove' ? 'remove' : `set ${whatOf(change)}`}: ${message}`;
}

export function unknownText(change: ParticipantChange, message: string): string {
  return `Not known whether ${change.kind === 'remove' ? 'it was removed' : `${whatOf(change)} changed`}: ${message}`;
}

/** After the last try with one connection. */
export function gaveUpText(tries: number, message: string): string {
  return `Given up after ${tries} tries until it rejoins: ${message}`;
}

function whatOf(change: ParticipantChange): string {
  if (change.kind !== 'attributes') return change.kind;
  const keys = Object.keys(change.value);
  return keys.length === 1 ? `attribute ${quote(keys[0] ?? '')}` : `${keys.length} attributes`;
}
