import { expect, it } from 'vitest';
import { filterHelp } from '../../../../../renderer/traffic/filter/filter-help.ts';
import { parseFilter } from '../../../../../renderer/traffic/filter/parse-filter.ts';

it('shows examples that are right', () => {
  for (const { code } of filterHelp[0]?.lines ?? []) expect(parseFilter(code).diagnostics, code).toEqual([]);
});
