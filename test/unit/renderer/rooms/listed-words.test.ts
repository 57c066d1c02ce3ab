import { expect, it } from 'vitest';
import { inOrderOfJoining, listedAtWords, listedWords } from '../../../../renderer/rooms/listed-words.ts';
import { makeParticipant } from '../support.ts';

it('counts what the room does not tell', () => {
  const people = [
    makeParticipant({}),
    makeParticipant({ kind: 'agent', permissions: { hidden: true } }),
    makeParticipant({ kind: 'egress' }),
  ];
  expect(listedWords(people)).toBe('3 participants, 1 hidden, 1 agent, 1 egress');
});

it('says of when it is and why it is not newer', () => {
  expect(listedAtWords(undefined, undefined)).toBe('Asking the server who is in it…');
  expect(listedAtWords(undefined, 'No answer.')).toBe('No answer.');
  expect(listedAtWords(0, 'No answer.')).toMatch(/^As the server listed it at .*; not read since\. No answer\.$/);
});

it('sorts by join, unknown times last', () => {
  const people = [makeParticipant({ identity: 'a', joinedAtMs: 0 }), makeParticipant({ identity: 'b', joinedAtMs: 2 }), makeParticipant({ identity: 'c', joinedAtMs: 1 })];
  expect(inOrderOfJoining(people).map(({ identity }) => identity)).toEqual(['c', 'b', 'a']);
});
