import { expect, it } from 'vitest';
import { isProvenHidden } from '../../../../../renderer/traffic/timeline/hidden-row.ts';
import { packetRow } from '../log-fixtures.ts';

const windowOf = (first: number, ...rows: number[]) => ({ first, rows: rows.map((row) => packetRow({ row })) });

it.each([
  ['between two that are shown', 5, windowOf(10, 4, 6), 100, true],
  ['among those that are shown', 6, windowOf(10, 4, 6), 100, false],
  ['before those that are here', 2, windowOf(10, 4, 6), 100, false],
  ['after those that are here', 9, windowOf(10, 4, 6), 100, false],
  ['before the first that is shown', 2, windowOf(0, 4, 6), 100, true],
  ['after the last that is shown', 9, windowOf(98, 4, 6), 100, true],
  ['where none is shown', 9, windowOf(0), 0, true],
  ['where none is here yet', 9, windowOf(0), 3, false],
])('a row %s', (_, row, window, readable, isHidden) => expect(isProvenHidden(row, window, readable)).toBe(isHidden));
