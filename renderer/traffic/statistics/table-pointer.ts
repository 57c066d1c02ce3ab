/** Where in a table an event was: the row, and the stop that has `data-stop`; undefined where it was at none. */
export function stopAt<Row extends { readonly key: number }>(
  target: EventTarget | null,
  rows: readonly Row[],
): { readonly row: Row; readonly stop: number } | undefined {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-stop]') : null;
  if (cell === null) return undefined;
  const key = Number(cell.closest<HTMLElement>('[data-key]')?.dataset['key']);
  const row = rows.find((one) => one.key === key);
  return row === undefined ? undefined : { row, stop: Number(cell.dataset['stop']) };
}

/** Opens a menu at a cell instead of where the event says; without a cell none opens. */
export function moveMenuTo(cell: HTMLElement | null, event: MouseEvent): void {
  event.preventDefault();
  event.stopPropagation();
  if (cell === null) return;
  const { left, bottom } = cell.getBoundingClientRect();
  const place = { clientX: left + 8, clientY: bottom };
  cell.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true, ...place }));
}

/** Scrolls to a stop, by its id: in a table that is wider than its box, and in a cell that its content does not fit. */
export function showStop(left: string | undefined, stop: string | undefined): void {
  if (left !== undefined) document.getElementById(left)?.closest('.line, [role="gridcell"]')?.scrollTo({ left: 0 });
  if (stop !== undefined) document.getElementById(stop)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}
