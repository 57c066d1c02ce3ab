import type { ConnectionState, ParticipantInfo } from '../../electron/contract/domain.ts';
import type { People, PersonRow } from './people-rows.ts';

/** Somebody in the list, and how it is known who that is. */
export interface ListedPerson {
  readonly participant: ParticipantInfo;
  /** unknown: as last seen, while this console is not connected. */
  readonly from: 'room' | 'list' | 'unknown';
  readonly isOwn: boolean;
}

export type PersonKey = 'remove' | 'mute';

/** Several people of the list, to be changed at once. */
export interface ManyPeople {
  readonly people: readonly ListedPerson[];
  /** What a key asked for; undefined: nothing yet. */
  readonly key: PersonKey | undefined;
}

/** The keys of the list that choose several. */
export const manyKeys: readonly { readonly chord: string; readonly words: string }[] = [
  { chord: 'Space', words: 'Choose the person, or take them out again' },
  { chord: 'Shift+ArrowDown', words: 'Choose the next one, too; with Shift and a click all up to it' },
  { chord: 'Ctrl+A', words: 'Choose all who are shown; with a key or “Change…” they are changed at once' },
];

/** The keys of the list that act on whom it has selected, for the sheet of shortcuts. */
export const personKeys: readonly { readonly chord: string; readonly key: PersonKey; readonly words: string }[] = [
  { chord: 'Delete', key: 'remove', words: 'Remove the person: asks first' },
  { chord: 'M', key: 'mute', words: 'Mute what is heard of the person' },
];

export function personKey(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>,
): PersonKey | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return undefined;
  const pressed = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  return personKeys.find(({ chord }) => chord === pressed)?.key;
}

export function personOf(row: PersonRow, people: Pick<People, 'hidden'>, state: ConnectionState): ListedPerson {
  const { participant, own } = row;
  const isOwn = own === 'you' || own === 'console';
  if (state !== 'connected') return { participant, from: 'unknown', isOwn };
  // This console's own hidden participant is told by its room.
  return { participant, from: own !== 'console' && people.hidden.includes(row) ? 'list' : 'room', isOwn };
}
