import { expect, test } from 'vitest';
import { terminalText } from '../../../../electron/services/terminal-text.ts';

test.each([
  ['plain – text, émile 李', 'plain – text, émile 李'],
  ['a\n\tb', 'a\n\tb'],
  ['\u001b[2J', '\uFFFD[2J'],
  ['a\rb\u0007', 'a\uFFFDb\uFFFD'],
  ['a\u202Eb\u2066c\u200Bd', 'a\uFFFDb\uFFFDc\uFFFDd'],
  ['a\u2028b', 'a\uFFFDb'],
])('%j → %j', (text, shown) => {
  expect(terminalText(text)).toBe(shown);
});
