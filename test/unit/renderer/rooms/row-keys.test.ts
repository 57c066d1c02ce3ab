import { expect, it } from 'vitest';
import { rowAfterKey } from '../../../../renderer/rooms/row-keys.ts';

it('moves by one, by a page and to the ends, and stays within', () => {
  const from5 = (key: string): number | undefined => rowAfterKey(key, 5, 12);
  expect(['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End'].map(from5)).toEqual([6, 4, 11, 0, 0, 11]);
  expect(from5('Enter')).toBeUndefined();
});
