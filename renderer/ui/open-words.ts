import { countOf } from './format.ts';

/** How many rooms of a server are open here, and in how many tabs: a room may be open twice, as two identities. */
export interface OpenCount {
  readonly rooms: number;
  readonly tabs: number;
}

/** `0 rooms open`, `1 room open`, `1 room open in 2 tabs`. */
export function openWords({ rooms, tabs }: OpenCount): string {
  return `${countOf(rooms, 'room')} open${tabs === rooms ? '' : ` in ${countOf(tabs, 'tab')}`}`;
}
