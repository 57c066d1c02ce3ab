import { printFilter } from '../filter/print-filter.ts';
import { senderFilter, seriesFilter, topicFilter } from '../statistics/cell-filter.ts';
import type { LatestRow } from '../protocol/index.ts';
import { senderText } from '../row-format.ts';
import { numberAt } from './value-parts.ts';
import type { ValuePath } from './value-parts.ts';

/** What a place in the table of newest values is about. */
export interface LatestTarget {
  /** The filter that it means. */
  readonly text: string;
  /** What stands there, for the clipboard. */
  readonly value: string;
}

/** `stop`: the column; `path`: of a number within the value. Pure. */
export function latestTarget(row: LatestRow, stop: number, path: ValuePath | undefined): LatestTarget {
  if (path !== undefined) {
    const value = row.payload && numberAt(row.payload, path);
    // The value as a whole can be no condition, and neither can a number that is gone.
    if (path.length === 0 || value === undefined) return { text: seriesFilter(row), value: String(value ?? '') };
    return { text: printFilter({ type: 'compare', field: 'json', path: [...path], operator: '==', value }), value: String(value) };
  }
  if (stop === 0) return { text: senderFilter(row), value: senderText(row.sender).text };
  if (stop === 1) return { text: topicFilter(row.topic), value: row.topic };
  const payload = row.payload === undefined ? row.preview : new TextDecoder().decode(row.payload);
  return { text: seriesFilter(row), value: payload };
}
