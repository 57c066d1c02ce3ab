import { expect, it } from 'vitest';
import { invisibleWords } from '../../../../renderer/participants/invisible-words.ts';

it('speaks only where a field would not show what it holds', () => {
  expect(invisibleWords('')).toBeUndefined();
  expect(invisibleWords('Ana María 👩‍⚕️')).toBeUndefined();
  expect(invisibleWords('\u202enimda')).toEqual({ lead: 'Holds invisible characters', marked: '⟨U+202E⟩nimda' });
  expect(invisibleWords('  ')).toEqual({ lead: 'Only spaces', marked: '␣␣' });
});
