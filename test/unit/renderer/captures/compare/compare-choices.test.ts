import { expect, test } from 'vitest';
import { compareChoices } from '../../../../../renderer/captures/compare/compare-choices.ts';
import type { CompareChoice } from '../../../../../renderer/captures/compare/compare-choices.ts';

const capture = (id: string, room: string): CompareChoice => ({ id, kind: 'capture', name: `${id}.mcap`, room, who: '' });
const ids = (choices: readonly CompareChoice[]): string[] => choices.map(({ id }) => id);

test('what is of the same room comes first, and itself is not offered', () => {
  const all = [capture('a', 'x'), capture('b', 'y'), capture('c', 'x'), { id: 's', kind: 'room', name: 'x', room: 'x', who: 'observing' } as const];
  const { same, others } = compareChoices({ id: 'a', room: 'x' }, all);
  expect(ids(same)).toEqual(['c', 's']);
  expect(ids(others)).toEqual(['b']);
});

test('where the room is not known, nothing is of the same one', () => {
  const { same, others } = compareChoices({ id: 'a', room: '' }, [capture('a', ''), capture('b', '')]);
  expect([same, ids(others)]).toEqual([[], ['b']]);
});
