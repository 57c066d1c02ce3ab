import { expect, it } from 'vitest';
import { PeopleSelection } from '../../../../renderer/participants/people-selection.svelte.ts';

const shown = ['a', 'b', 'c', 'd', 'e'];

it('takes in and out, and begins with the one that is looked at', () => {
  const selection = new PeopleSelection();
  selection.toggle('b', 'a');
  selection.toggle('d', 'a');
  expect([...selection.chosen]).toEqual(['a', 'b', 'd']);
  selection.toggle('b');
  expect([...selection.chosen]).toEqual(['a', 'd']);
  selection.begin('c');
  expect(selection.size).toBe(0);
  selection.toggle('c', 'c');
  expect([...selection.chosen]).toEqual(['c']);
});

it('extends from where it began, either way', () => {
  const selection = new PeopleSelection();
  selection.begin('c');
  selection.extend('e', shown);
  expect([...selection.chosen]).toEqual(['c', 'd', 'e']);
  selection.extend('a', shown);
  expect([...selection.chosen]).toEqual(['a', 'b', 'c']);
  selection.extend('gone', shown);
  expect(selection.size).toBe(3);
  selection.clear();
  selection.extend('d', shown, 'b');
  expect([...selection.chosen]).toEqual(['b', 'c', 'd']);
  selection.clear();
  selection.extend('d', shown);
  expect([...selection.chosen]).toEqual(['d']);
});

it('takes all that are shown, and lets go', () => {
  const selection = new PeopleSelection();
  selection.all(shown);
  expect([selection.size, selection.has('e')]).toEqual([5, true]);
  selection.clear();
  expect(selection.size).toBe(0);
});
