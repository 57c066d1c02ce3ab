import type { SelectMode } from '../log-view.svelte.ts';
import type { RowView } from '../protocol/index.ts';
import { columnNames } from './columns.ts';
import type { ColumnName } from './columns.ts';

/** A cell that is pointed at. */
export interface PointedCell {
  readonly row: RowView;
  readonly position: number;
  /** Undefined: the preview, what happened, or the row as a whole. */
  readonly column: ColumnName | undefined;
  /** The cell, or the row as a whole. */
  readonly element: Element;
}

/** The cell that an event came from; undefined where that is none. `rows`: those that are drawn. */
export function cellAt(target: unknown, rows: readonly RowView[]): PointedCell | undefined {
  if (!(target instanceof Element)) return undefined;
  const line = target.closest<HTMLElement>('[data-row]');
  const row = rows.find((drawn) => drawn.row === Number(line?.dataset['row']));
  if (line === null || row === undefined) return undefined;
  const element = target.closest('[role="gridcell"]') ?? line;
  const names = [...element.classList];
  const column = columnNames.find((name) => names.includes(name));
  return { row, position: Number(line.dataset['position']), column, element };
}

/** Where a menu that a key asks for belongs, in px of the window. */
export function placeBelow(element: Element): { readonly x: number; readonly y: number } {
  const { left, bottom } = element.getBoundingClientRect();
  return { x: left, y: bottom };
}

/** As in any list: Shift draws out, Ctrl adds or takes out. */
export function selectMode(event: Pick<MouseEvent, 'shiftKey' | 'ctrlKey' | 'metaKey'>): SelectMode {
  if (event.shiftKey) return 'extend';
  return event.ctrlKey || event.metaKey ? 'toggle' : 'only';
}
