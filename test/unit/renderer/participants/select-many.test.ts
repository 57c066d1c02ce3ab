import { describe, expect, it } from 'vitest';
import { PeopleSelection } from '../../../../renderer/participants/people-selection.svelte.ts';
import { manyOf, selectionKey } from '../../../../renderer/participants/select-many.ts';
import { makeParticipant } from '../support.ts';

const source = {
  inRoom: ['ann', 'bob', 'ops-1', 'ops-2'].map((identity) => makeParticipant({ identity })),
  listed: [makeParticipant({ identity: 'egress', permissions: { hidden: true } })],
  ownIdentity: 'ops-1',
  ownElsewhere: ['ops-2'],
};

describe('manyOf', () => {
  it('tells the chosen from everybody else, this console’s own marked', () => {
    const { inside, outside } = manyOf(source, 'connected', new Set(['bob', 'gone']));
    expect(inside.map(({ participant }) => participant.identity)).toEqual(['bob']);
    expect(outside.map(({ participant, isOwn, from }) => [participant.identity, isOwn, from])).toEqual([
      ['ann', false, 'room'],
      ['ops-1', true, 'room'],
      ['ops-2', true, 'room'],
      ['egress', false, 'list'],
    ]);
  });

  it('has nobody where none is chosen, or it is not known who is here', () => {
    expect(manyOf(source, 'connected', new Set())).toEqual({ inside: [], outside: [] });
    expect(manyOf(source, 'resuming', new Set(['bob']))).toEqual({ inside: [], outside: [] });
  });
});

it('chooses by keys', () => {
  const selection = new PeopleSelection();
  const press = (key: string, ctrlKey = false) =>
    selectionKey({ key, ctrlKey, metaKey: false, shiftKey: false, altKey: false }, selection, ['ann', 'bob'], 'ann');
  expect(press('Escape')).toBe(false);
  expect([press(' '), ...selection.chosen]).toEqual([true, 'ann']);
  expect([press('a', true), selection.size]).toEqual([true, 2]);
  expect([press('a'), press('ArrowDown')]).toEqual([false, false]);
  expect([press('Escape'), selection.size]).toEqual([true, 0]);
});
