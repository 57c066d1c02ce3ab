/** The row that is to stand where it stands now, when a filter gives all rows other positions. */
export interface Anchor {
  readonly row: number;
  /** Where it stands now, or is to stand as seen from `top`. */
  readonly position: number;
}

export interface AnchorSource {
  /** Position at the upper edge, and rows that fit on screen. */
  readonly top: number;
  readonly fit: number;
  /** The row at the upper edge; undefined where no row is on screen. */
  readonly rowAtTop: number | undefined;
  /** The row that is looked at; its position is undefined where the filter hides it. */
  readonly selection: { readonly row: number; readonly position: number | undefined } | undefined;
  /** The filter is being cleared. */
  readonly isClearing: boolean;
  /** What was kept in place at the change of filter before. */
  readonly before: Anchor | undefined;
}

/**
 * What is looked at stays in view, else the row at the upper edge stays there. A cleared filter brings a selected row
 * back that it had hidden: the inspector tells of it. A filter that left nothing on screen goes back to what was read
 * before.
 */
export function anchorOf(source: AnchorSource): Anchor | undefined {
  const { top, fit, rowAtTop, selection, isClearing, before } = source;
  const position = selection?.position;
  if (selection !== undefined && position !== undefined && position + 1 > top && position < top + fit) {
    return { row: selection.row, position };
  }
  if (selection !== undefined && position === undefined && isClearing) {
    return { row: selection.row, position: Math.floor(top + fit / 3) };
  }
  if (rowAtTop !== undefined) return { row: rowAtTop, position: Math.floor(top) };
  return before && { row: before.row, position: Math.floor(top) };
}
