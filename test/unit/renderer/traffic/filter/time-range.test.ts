import { expect, it } from 'vitest';
import { parseFilter } from '../../../../../renderer/traffic/filter/parse-filter.ts';
import { timeFilter } from '../../../../../renderer/traffic/filter/print-filter.ts';
import { withTimeRange } from '../../../../../renderer/traffic/filter/time-range.ts';

const from = new Date(2026, 10, 24, 14, 0, 0).getTime();
const to = from + 1_500;
const range = timeFilter(from, to);

it('adds a range of time to what is filtered', () => {
  expect(withTimeRange('', from, to)).toBe(range);
  expect(withTimeRange('kind == lossy', from, to)).toBe(`kind == lossy and ${range}`);
  expect(parseFilter(withTimeRange('a or b', from, to)).tree).toMatchObject({ type: 'and' });
});

it('takes the place of a range that is there', () => {
  expect(withTimeRange(timeFilter(1, 2), from, to)).toBe(range);
  const both = withTimeRange(withTimeRange('kind == lossy', from, to), 5_000, 6_000);
  expect(both).toBe(withTimeRange('kind == lossy', 5_000, 6_000));
});
