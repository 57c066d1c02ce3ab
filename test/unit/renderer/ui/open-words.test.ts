import { expect, it } from 'vitest';
import { openWords } from '../../../../renderer/ui/open-words.ts';

it('names the tabs where there are more of them than rooms', () => {
  expect(openWords({ rooms: 0, tabs: 0 })).toBe('0 rooms open');
  expect(openWords({ rooms: 1, tabs: 1 })).toBe('1 room open');
  expect(openWords({ rooms: 1, tabs: 2 })).toBe('1 room open in 2 tabs');
});
