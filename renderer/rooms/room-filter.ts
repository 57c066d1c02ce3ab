import type { RoomSummary } from '../../electron/contract/domain.ts';

/** Most rows that are drawn at once; beyond it the view says that the filter must be narrowed. */
export const mostRowsShown = 500;

/** Rooms in whose name or metadata each word of the filter is found, case aside; the order stays. */
export function filterRooms(rooms: readonly RoomSummary[], filter: string): readonly RoomSummary[] {
  const words = filter
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return rooms;
  return rooms.filter((room) => {
    const text = `${room.name}\n${room.metadata}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** By name, as people read: `room-2` before `room-10`. */
export function sortRooms(rooms: readonly RoomSummary[]): readonly RoomSummary[] {
  return [...rooms].sort((a, b) => byName.compare(a.name, b.name) || (a.sid < b.sid ? -1 : 1));
}

/** Those that are open here first; the order stays otherwise. */
export function openFirst(rooms: readonly RoomSummary[], open: ReadonlySet<string>): readonly RoomSummary[] {
  return [...rooms.filter((room) => open.has(room.name)), ...rooms.filter((room) => !open.has(room.name))];
}

const byName = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

export interface RoomTotals {
  readonly rooms: number;
  readonly people: number;
  readonly publishers: number;
}

export function totalsOf(rooms: readonly RoomSummary[]): RoomTotals {
  let people = 0;
  let publishers = 0;
  for (const room of rooms) {
    people += room.numParticipants;
    publishers += room.numPublishers;
  }
  return { rooms: rooms.length, people, publishers };
}
