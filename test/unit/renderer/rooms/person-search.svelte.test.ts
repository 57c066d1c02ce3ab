import { describe, expect, it } from 'vitest';
import { ok, refused } from '../../../../electron/contract/result.ts';
import { isCalled, mostFound, PersonSearch, roomsPerSecond, searchWords } from '../../../../renderer/rooms/person-search.svelte.ts';
import { makeRoom } from '../fake-bridge.ts';
import { makeParticipant } from '../support.ts';

const rooms = [makeRoom('empty'), makeRoom('a', { numParticipants: 2 }), makeRoom('b', { numParticipants: 1 })];
const people: Record<string, ReturnType<typeof makeParticipant>[]> = {
  empty: [],
  a: [makeParticipant({ identity: 'nurse-eva', name: '' }), makeParticipant({ identity: 'dr-kranz', name: 'Eva Kranz' })],
  b: [makeParticipant({ identity: 'eva' })],
};

function make() {
  const asked: string[] = [];
  const waits: number[] = [];
  const search = new PersonSearch({
    list: (room) => {
      asked.push(room);
      return Promise.resolve(ok(people[room] ?? []));
    },
    wait: (ms) => {
      waits.push(ms);
      return Promise.resolve();
    },
  });
  return { search, asked, waits };
}

describe('PersonSearch', () => {
  it('asks room after room, those with people first, and puts the nearest first', async () => {
    const { search, asked, waits } = make();
    await search.start('Eva', rooms);
    expect(asked).toEqual(['a', 'b', 'empty']);
    expect(waits).toEqual(Array(3).fill(1_000 / roomsPerSecond));
    expect(search.found.map(({ room, participant }) => [room, participant.identity])).toEqual([['b', 'eva'], ['a', 'nurse-eva'], ['a', 'dr-kranz']]);
    expect(searchWords(search)).toBe('3 of 3 rooms asked, 3 found');
  });

  it('stops where it is cancelled, and keeps what it has', async () => {
    const { search, asked } = make();
    const run = search.start('eva', rooms);
    search.cancel();
    await run;
    expect([asked, search.state]).toEqual([['a'], 'cancelled']);
  });

  it('gives up an earlier search', async () => {
    const { search } = make();
    const first = search.start('kranz', rooms);
    const second = search.start('nurse', rooms);
    await Promise.all([first, second]);
    expect(search.found.map(({ participant }) => participant.identity)).toEqual(['nurse-eva']);
    expect(search.state).toBe('done');
  });

  it('counts rooms that do not answer, but not those that ended', async () => {
    const search = new PersonSearch({
      list: (room) => Promise.resolve(room === 'a' ? refused('room-not-found', '') : refused('timeout', 'No answer.')),
      wait: () => Promise.resolve(),
    });
    await search.start('eva', rooms);
    expect([search.failed, search.problem]).toEqual([2, 'No answer.']);
    expect(searchWords(search)).toBe('3 of 3 rooms asked, 2 did not answer, 0 found');
  });

  it('is bounded', async () => {
    const many = Array.from({ length: mostFound + 50 }, (_, index) => makeParticipant({ identity: `eva-${index}` }));
    const search = new PersonSearch({ list: () => Promise.resolve(ok(many)), wait: () => Promise.resolve() });
    await search.start('eva', rooms);
    expect([search.found.length, search.state, search.asked]).toEqual([mostFound, 'full', 1]);
  });

  it('looks at identity and name only, each word', () => {
    expect(isCalled({ identity: 'dr-kranz', name: 'Eva Kranz' }, 'eva DR')).toBe(true);
    expect(isCalled({ identity: 'dr-kranz', name: '' }, 'eva')).toBe(false);
    expect(isCalled({ identity: 'x', name: '' }, '  ')).toBe(false);
  });
});
