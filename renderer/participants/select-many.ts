import type { ConnectionState } from '../../electron/contract/domain.ts';
import { groupPeople, type PeopleSource } from './people-rows.ts';
import type { PeopleSelection } from './people-selection.svelte.ts';
import { personOf, type ListedPerson } from './person-actions.ts';

/** Those who are chosen, and everybody else in the room, whatever the filter of the list hides. */
export interface ChosenPeople {
  readonly inside: readonly ListedPerson[];
  readonly outside: readonly ListedPerson[];
}

const nobody: ChosenPeople = { inside: [], outside: [] };

/** Who left since is in neither. This console's other participants count as its own, too. */
export function manyOf(
  source: Omit<PeopleSource, 'filter'>,
  state: ConnectionState,
  chosen: ReadonlySet<string>,
): ChosenPeople {
  if (chosen.size === 0 || state !== 'connected') return nobody;
  const people = groupPeople({ ...source, filter: '' });
  const all = [...people.visible, ...people.hidden].map((row) => ({
    ...personOf(row, people, state),
    isOwn: row.own !== undefined,
  }));
  return {
    inside: all.filter(({ participant }) => chosen.has(participant.identity)),
    outside: all.filter(({ participant }) => !chosen.has(participant.identity)),
  };
}

/** What a key does to the selection; false: nothing, or moving (with Shift) does it. */
export function selectionKey(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>,
  selection: PeopleSelection,
  shown: readonly string[],
  current: string | undefined,
): boolean {
  const isControl = event.ctrlKey || event.metaKey;
  if (event.altKey) return false;
  if (isControl && event.key.toLowerCase() === 'a') selection.all(shown);
  else if (event.key === ' ' && !isControl && !event.shiftKey && current !== undefined && shown.includes(current)) selection.toggle(current);
  else if (event.key === 'Escape' && selection.size > 0) selection.clear();
  else return false;
  return true;
}
