import { expect, it } from 'vitest';
import { printable, printableStart } from '../../../../renderer/ui/safe-text.ts';

it('shows what would turn or hide its neighbours', () => {
  expect(printable('\u202egnp.exe')).toBe('⟨U+202E⟩gnp.exe');
  expect(printable('a\nb')).toBe('a⟨U+000A⟩b');
});

it('cuts a long name before it looks at it', () => {
  expect(printableStart('x'.repeat(60_000), 10)).toBe(`${'x'.repeat(9)}…`);
});
