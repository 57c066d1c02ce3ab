import { filterFields } from '../protocol/index.ts';
import type { FilterField, FilterScalar, FilterTree, JsonPath } from '../protocol/index.ts';
import { parseFilter } from './parse-filter.ts';
import { andFilter, hideFilter, onlyFilter, printFilter } from './print-filter.ts';

/** A value that somebody points at. */
export interface ValueTarget {
  readonly field: FilterField;
  /** With `json` only. */
  readonly path?: JsonPath | undefined;
  /** Undefined, or empty text: the row has none. */
  readonly value: FilterScalar | undefined;
  /** What "Copy value" copies, where that is not the value itself. */
  readonly copy?: string | undefined;
}

export interface ValueChoice {
  readonly id: 'only' | 'and' | 'hide' | 'from' | 'to';
  readonly label: string;
  /** The test of this choice, for the label. */
  readonly test: string;
  /** The whole filter that it makes. */
  readonly filter: string;
}

/** What a menu on a value offers, with the filter that each makes of the one that is there. */
export function valueChoices(target: ValueTarget, current: string): readonly ValueChoice[] {
  const { field, path, value } = target;
  const test = onlyFilter(field, value, path);
  const isFiltered = current.trim() !== '' && andFilter(current, test) !== test;
  const choices: ValueChoice[] = [{ id: 'only', label: 'Show only', test, filter: test }];
  if (isFiltered) choices.push({ id: 'and', label: 'And only', test, filter: andFilter(current, test) });
  const other = otherFilter(current, test);
  // Hidden from the rows that are only those, nothing would be left.
  if (other !== undefined) choices.push({ id: 'hide', label: 'Show all but', test, filter: other });
  else choices.push({ id: 'hide', label: 'Hide', test, filter: hideFilter(current, test) });
  if (filterFields[field] === 'number' && typeof value === 'number') {
    const from = printFilter({ type: 'compare', field, operator: '>=', value });
    const to = printFilter({ type: 'compare', field, operator: '<=', value });
    choices.push({ id: 'from', label: 'From here on', test: from, filter: andFilter(current, from) });
    choices.push({ id: 'to', label: 'Up to here', test: to, filter: andFilter(current, to) });
  }
  return choices;
}

/** The filter with its part `test` turned round; undefined where it has no such part. */
function otherFilter(current: string, test: string): string | undefined {
  const { tree } = parseFilter(current);
  const shown = parseFilter(test).tree;
  if (tree === undefined || shown === undefined) return undefined;
  const known = printFilter(shown);
  const parts = tree.type === 'and' ? tree.parts : [tree];
  if (parts.every((part) => printFilter(part) !== known)) return undefined;
  const other: FilterTree = shown.type === 'not' ? shown.part : { type: 'not', part: shown };
  return printFilter({ type: 'and', parts: parts.map((part) => (printFilter(part) === known ? other : part)) });
}

export function copyText({ value, copy }: ValueTarget): string {
  return copy ?? (value === undefined ? '' : String(value));
}

/** A place for a menu, in px of the window. */
export interface MenuPlace {
  readonly x: number;
  readonly y: number;
}

/** Where a menu belongs: at the pointer, or, asked for with a key, at the lower edge of what has the focus. */
export function menuPlace(event: MouseEvent | KeyboardEvent, focused: Element): MenuPlace {
  if (event instanceof MouseEvent && (event.clientX !== 0 || event.clientY !== 0)) {
    return { x: event.clientX, y: event.clientY };
  }
  const { left, bottom } = focused.getBoundingClientRect();
  return { x: left, y: bottom };
}
