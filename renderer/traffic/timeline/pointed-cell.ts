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
  readonly element: Element;
}

/** The cell that an event came from; undefined where that is none. `rows`: those that are drawn. */
export function cellAt(target: unknown, rows: readonly RowView[]): PointedCell | undefined {
  if (!(target instanceof Element)) return undefined;
  const element = target.closest<HTMLElement>('[data-row]');
  const row = rows.find((drawn) => drawn.row === Number(element?.dataset['row']));
  if (element === null || row === undefined) return undefined;
  const names = [...(target.closest('[role="gridcell"]')?.classList ?? [])];
  const column = columnNames.find((name) => names.includes(name));
  return { row, position: Number(element.dataset['position']), column, element };
}

/** As in any list: Shift draws out, Ctrl adds or takes out. */
export function selectMode(event: Pick<MouseEvent, 'shiftKey' | 'ctrlKey' | 'metaKey'>): SelectMode {
  if (event.shiftKey) return 'extend';
  return event.ctrlKey || event.metaKey ? 'toggle' : 'only';
}
