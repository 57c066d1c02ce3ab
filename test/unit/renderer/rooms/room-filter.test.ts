import { describe, expect, it } from 'vitest';
import { filterRooms, openFirst, sortRooms, totalsOf } from '../../../../renderer/rooms/room-filter.ts';
import { makeRoom } from '../fake-bridge.ts';

const rooms = [
  makeRoom('room-10', { metadata: '{"lang":"de"}', numParticipants: 3, numPublishers: 1 }),
  makeRoom('Room-2', { numParticipants: 2 }),
];
const names = (of: readonly { name: string }[]): string[] => of.map((room) => room.name);

describe('rooms as listed', () => {
  it('are found by each word, in name or metadata, case aside', () => {
    expect(names(filterRooms(rooms, '  '))).toEqual(['room-10', 'Room-2']);
    expect(names(filterRooms(rooms, 'ROOM de'))).toEqual(['room-10']);
    expect(names(filterRooms(rooms, 'room nothing'))).toEqual([]);
  });

  it('stand in the order that people read', () => {
    expect(names(sortRooms(rooms))).toEqual(['Room-2', 'room-10']);
    expect(names(openFirst(sortRooms(rooms), new Set(['room-10'])))).toEqual(['room-10', 'Room-2']);
  });

  it('add up', () => expect(totalsOf(rooms)).toEqual({ rooms: 2, people: 5, publishers: 1 }));
});
