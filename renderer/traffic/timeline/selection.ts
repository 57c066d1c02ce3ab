import type { RowRanges } from '../protocol/index.ts';

/** A row that is chosen, and where it stands among those that the filter shows; undefined until that is known. */
export interface ChosenRow {
  readonly row: number;
  readonly position: number | undefined;
}

/**
 * Which rows are selected. Pure: each change is a function from one selection to the next.
 *
 * Ranges are of row numbers, which never change, in ascending order and apart; of a range, the rows that the filter
 * shows are meant. Its ends are rows that were chosen, so they were shown then.
 */
export interface Selection {
  readonly ranges: RowRanges;
  /** Where a range that is drawn out begins. */
  readonly anchor: ChosenRow;
  /** The row that is looked at, and from which the arrow keys go on. */
  readonly current: ChosenRow;
  /** Rows that are selected; undefined where a filter came since, so that it is not known any more. */
  readonly count: number | undefined;
}

/** The most ranges that the worker takes (protocol). */
const rangesMaximum = 1_000;

export function only(current: ChosenRow): Selection {
  return { ranges: [[current.row, current.row]], anchor: current, current, count: 1 };
}

/** From the anchor to this row; what was selected besides is let go. */
export function extended(selection: Selection | undefined, current: ChosenRow): Selection {
  if (selection === undefined) return only(current);
  const { anchor } = selection;
  const isKnown = anchor.position !== undefined && current.position !== undefined;
  return {
    ranges: [[Math.min(anchor.row, current.row), Math.max(anchor.row, current.row)]],
    anchor,
    current,
    count: isKnown ? Math.abs((anchor.position ?? 0) - (current.position ?? 0)) + 1 : undefined,
  };
}

/** Adds the row, or takes it out; undefined where none is left. */
export function toggled(selection: Selection | undefined, current: ChosenRow): Selection | undefined {
  if (selection === undefined) return only(current);
  const { row } = current;
  const isIn = isSelected(selection, row);
  const ranges = isIn ? without(selection.ranges, row) : withRow(selection.ranges, row);
  if (ranges.length === 0) return undefined;
  // More pieces than the worker takes: the click changes nothing.
  if (ranges.length > rangesMaximum) return selection;
  const count = selection.count === undefined ? undefined : selection.count + (isIn ? -1 : 1);
  const last = ranges.at(-1)?.[1] ?? row;
  const next = isIn ? { row: last, position: undefined } : current;
  return { ranges, anchor: next, current: next, count };
}

/** All rows that are shown, `count` of them. */
export function everything(last: ChosenRow, current: ChosenRow | undefined, count: number): Selection {
  return { ranges: [[0, last.row]], anchor: { row: 0, position: 0 }, current: current ?? last, count };
}

export function isSelected(selection: Selection | undefined, row: number): boolean {
  return selection?.ranges.some(([first, last]) => first <= row && row <= last) ?? false;
}

/** The rows stand `by` positions further on. */
export function moved(selection: Selection | undefined, by: number): Selection | undefined {
  if (selection === undefined || by === 0) return selection;
  const move = ({ row, position }: ChosenRow): ChosenRow => ({ row, position: position === undefined ? undefined : position + by });
  return { ...selection, anchor: move(selection.anchor), current: move(selection.current) };
}

/** Another filter: positions mean something else, and a range may have other rows in it. */
export function unplaced(selection: Selection | undefined): Selection | undefined {
  if (selection === undefined) return undefined;
  const lose = ({ row }: ChosenRow): ChosenRow => ({ row, position: undefined });
  const isSingles = selection.ranges.every(([first, last]) => first === last);
  return {
    ...selection,
    anchor: lose(selection.anchor),
    current: lose(selection.current),
    count: isSingles ? selection.ranges.length : undefined,
  };
}

/** The current row was seen at this position. */
export function placed(selection: Selection, position: number): Selection {
  const { anchor, current } = selection;
  const here = { row: current.row, position };
  return { ...selection, current: here, anchor: anchor.row === here.row ? here : anchor };
}

/** What the inspector tells about: the row that is looked at, or both of two that are selected, older first. */
export function inspectedRows(selection: Selection): readonly number[] {
  const ends = [...new Set(selection.ranges.flat())];
  return selection.count === 2 && ends.length === 2 ? ends : [selection.current.row];
}

function without(ranges: RowRanges, row: number): RowRanges {
  return ranges.flatMap(([first, last]): RowRanges => {
    if (row < first || row > last) return [[first, last]];
    const before: RowRanges = first < row ? [[first, row - 1]] : [];
    return row < last ? [...before, [row + 1, last]] : before;
  });
}

function withRow(ranges: RowRanges, row: number): RowRanges {
  const added: RowRanges = [...ranges, [row, row]];
  added.sort((a, b) => a[0] - b[0]);
  const merged: RowRanges = [];
  for (const [first, last] of added) {
    const before = merged.at(-1);
    if (before !== undefined && first <= before[1] + 1) before[1] = Math.max(before[1], last);
    else merged.push([first, last]);
  }
  return merged;
}
