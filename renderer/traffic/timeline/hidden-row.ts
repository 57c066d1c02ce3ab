import type { RowWindow } from './log-scroll.svelte.ts';

/**
 * True where the rows that are here prove that the filter hides this one: rows before and after it are there, or an end
 * of what is shown. False where that cannot be told from them. `readable`: positions there are. Pure.
 */
export function isProvenHidden(row: number, { first, rows }: RowWindow, readable: number): boolean {
  if (readable === 0) return true;
  const [oldest, newest] = [rows[0], rows.at(-1)];
  if (oldest === undefined || newest === undefined) return false;
  const isAfterSome = first === 0 || oldest.row < row;
  const isBeforeSome = first + rows.length >= readable || row < newest.row;
  return isAfterSome && isBeforeSome && rows.every((shown) => shown.row !== row);
}
