import { expect, test } from 'vitest';
import { readWords } from '../../../../../electron/services/headless/command-words.ts';

const known = { flags: ['--a'], values: ['--v'] };

test('reads flags and values, the latter as the next word or after =', () => {
  const read = readWords(['--v', 'x=y', '--a'], known);
  expect(read).toEqual({ ok: true, value: { flags: new Set(['--a']), values: new Map([['--v', 'x=y']]) } });
  expect(readWords(['--v=--a=b'], known)).toEqual({ ok: true, value: { flags: new Set(), values: new Map([['--v', '--a=b']]) } });
});

test('names what it does not know', () => {
  expect(readWords(['--a=1'], known)).toEqual({ ok: false, message: 'unknown argument: --a=1' });
  expect(readWords([''], known)).toEqual({ ok: false, message: 'unknown argument: ' });
  expect(readWords(['--v', '--a'], known)).toEqual({ ok: false, message: '--v needs a value' });
});
