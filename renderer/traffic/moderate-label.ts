import type { RowView } from './protocol/index.ts';

/** What leads from a row to the person behind it; undefined: there is none, or it is this console. */
export function moderateLabel(row: RowView): string | undefined {
  if (row.type === 'event') return row.identity === '' ? undefined : 'Look at this person';
  const { origin } = row.sender;
  return origin === 'self' || origin === 'unreadable' || row.direction === 'out' ? undefined : 'Moderate sender';
}
