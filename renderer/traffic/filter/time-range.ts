import type { FilterTree } from '../protocol/index.ts';
import { andFilter } from './narrow-filter.ts';
import { parseFilter } from './parse-filter.ts';
import { printFilter, timeFilter } from './print-filter.ts';

/** The filter with this range of time (epoch ms, the end not in it) in place of one that it had. */
export function withTimeRange(text: string, fromMs: number, toMs: number): string {
  const range = timeFilter(fromMs, toMs);
  const { tree } = parseFilter(text);
  const parts = tree?.type === 'and' ? tree.parts : tree === undefined ? [] : [tree];
  const others = parts.filter((part) => !isTimeBound(part));
  if (others.length === parts.length) return andFilter(text, range);
  return others.length === 0 ? range : andFilter(printFilter(others.length === 1 && others[0] ? others[0] : { type: 'and', parts: others }), range);
}

function isTimeBound(tree: FilterTree): boolean {
  return tree.type === 'compare' && tree.field === 'time' && tree.operator !== '==' && tree.operator !== '!=';
}
