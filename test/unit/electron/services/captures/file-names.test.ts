import { expect, test } from 'vitest';
import { captureName, formatOf, numberedPath, safeName } from '../../../../../electron/services/captures/file-names.ts';

test('a capture is called by room and local time', () => {
  const at = new Date(2026, 10, 4, 9, 5, 7).getTime();
  expect(captureName('demo', at, 'mcap')).toBe('demo-2026-11-04-090507.mcap');
  expect(captureName('demo', at, 'ndjson')).toBe('demo-2026-11-04-090507.ndjson');
});

test.each([
  ['demo', 'demo'],
  ['Raum 7', 'Raum 7'],
  ['会議', '会議'],
  ['a/b\\c:d*e?f"g<h>i|j', 'a_b_c_d_e_f_g_h_i_j'],
  ['../../etc/passwd', '_.._etc_passwd'],
  ['.hidden', 'hidden'],
  ['-rf', 'rf'],
  ['trailing. ', 'trailing'],
  ['\u202eevil', '_evil'],
  ['nul', '_nul'],
  ['COM1.x', '_COM1.x'],
  ['', 'room'],
  ['...', 'room'],
  ['x'.repeat(500), 'x'.repeat(60)],
])('%j is %j in a file’s name', (name, safe) => {
  expect(safeName(name)).toBe(safe);
});

test('numbers stand before the suffix', () => {
  expect(numberedPath('/a/b.c.mcap', 2)).toBe('/a/b.c-2.mcap');
});

test.each([
  ['a.mcap', 'mcap'],
  ['a.MCAP', 'mcap'],
  ['a.ndjson', 'ndjson'],
  ['a.jsonl', 'ndjson'],
  ['a.csv', 'csv'],
  ['a.txt', undefined],
  ['mcap', undefined],
])('%s is %s', (name, format) => {
  expect(formatOf(name)).toBe(format);
});
