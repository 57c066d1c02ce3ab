import { describe, expect, it } from 'vitest';
import {
  awayWords,
  drawnWords,
  freshnessWords,
  maximumWords,
  timeoutWords,
  totalWords,
} from '../../../../renderer/rooms/list-words.ts';
import { formatTime } from '../../../../renderer/ui/format.ts';
import { makeList, makeRoom } from '../fake-bridge.ts';

describe('words about the list of rooms', () => {
  it('count what is there', () => {
    expect(totalWords([makeRoom('a', { numParticipants: 1 })])).toBe('1 room, 1 person, 0 publishers');
  });

  it('say how old it is', () => {
    expect(freshnessWords(makeList(), 400)).toBe('listed just now');
    expect(freshnessWords(makeList(), 3_000)).toBe('listed 3 s ago');
  });

  it('say why it is old and when it is tried again', () => {
    const failure = { reason: 'x', message: 'Nothing answers.', sinceMs: 1_000, nextTryAtMs: 9_500 };
    expect(awayWords(failure, makeList(), 4_000)).toEqual({
      title: `The rooms cannot be listed since ${formatTime(1_000)}`,
      text: `Nothing answers. The rooms below are as of ${formatTime(0)}. Next try in 6 s.`,
    });
    expect(awayWords(failure, undefined, 10_000).text).toBe('Nothing answers. Trying again now.');
  });

  it('put a dash where there is nothing to say', () => {
    expect([timeoutWords(0), timeoutWords(20), maximumWords(0), maximumWords(1_000)]).toEqual([
      '–',
      '20 s',
      '–',
      '1,000',
    ]);
  });

  it('say how much of it is drawn', () => {
    const list = makeList(makeRoom('a'), makeRoom('b'));
    expect(drawnWords(undefined, 0, 0)).toBe('Not listed yet');
    expect(drawnWords(list, 1, 1)).toBe('1 of 2 rooms');
    expect(drawnWords(list, 2, 1)).toBe('2 of 2 rooms, the first 1 drawn: narrow the filter');
  });
});
