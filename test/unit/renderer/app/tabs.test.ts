import { expect, it } from 'vitest';
import { tabAfterClosing, tabStep } from '../../../../renderer/app/tabs.ts';

const tabs = ['rooms', 'a', 'b'];

it('steps round the ends', () => {
  expect([tabStep(tabs, 'b', 1), tabStep(tabs, 'rooms', -1), tabStep(tabs, 'a', 1)]).toEqual(['rooms', 'b', 'b']);
});

it('goes to the right neighbour, else the left, and stays where another tab closed', () => {
  expect(tabAfterClosing(tabs, 'a', 'a')).toBe('b');
  expect(tabAfterClosing(tabs, 'b', 'b')).toBe('a');
  expect(tabAfterClosing(tabs, 'b', 'a')).toBe('a');
});
