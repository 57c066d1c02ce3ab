import { filterFields } from '../protocol/index.ts';
import type { FilterField, FilterScalar, JsonPath } from '../protocol/index.ts';
import { andFilter, hideFilter } from './narrow-filter.ts';
import { onlyFilter, printFilter } from './print-filter.ts';

/** A value that somebody points at. */
export interface ValueTarget {
  /** Undefined: no filter asks for it, and it can but be copied. */
  readonly field: FilterField | undefined;
  /** With `json` only. */
  readonly path?: JsonPath | undefined;
  /** Undefined, or empty text: the row has none. */
  readonly value: FilterScalar | undefined;
  /** Of text that is too long to be asked for as a whole: `value` is a part of it. */
  readonly isPart?: true | undefined;
  /** What "Copy value" copies, where that is not the value itself. */
  readonly copy?: string | undefined;
}

export interface ValueChoice<Id extends string = 'only' | 'and' | 'hide' | 'from' | 'to'> {
  readonly id: Id;
  readonly label: string;
  /** The test of this choice, for the label. */
  readonly test: string;
  /** The whole filter that it makes. */
  readonly filter: string;
}

/** What a menu offers on a test, whatever it was pointed at in, with the filter that each makes of the one there is. */
export function testChoices(test: string, current: string): readonly ValueChoice<'only' | 'and' | 'hide'>[] {
  const choices: ValueChoice<'only' | 'and' | 'hide'>[] = [{ id: 'only', label: 'Show only', test, filter: test }];
  const both = andFilter(current, test);
  if (current.trim() !== '' && both !== test) choices.push({ id: 'and', label: 'And only', test, filter: both });
  const { text, gaveWay } = hideFilter(current, test);
  // Hidden from the rows that are only those, nothing would be left.
  choices.push({ id: 'hide', label: gaveWay ? 'Show all but' : 'Hide', test, filter: text });
  return choices;
}

/** The same for a value, and both sides of a number. */
export function valueChoices(target: ValueTarget, current: string): readonly ValueChoice[] {
  const { field, path, value, isPart } = target;
  if (field === undefined) return [];
  const test =
    isPart === true && value !== undefined
      ? printFilter({ type: 'compare', field, operator: 'contains', value })
      : onlyFilter(field, value, path);
  const choices: readonly ValueChoice[] = testChoices(test, current);
  if (filterFields[field] !== 'number' || typeof value !== 'number') return choices;
  const from = printFilter({ type: 'compare', field, operator: '>=', value });
  const to = printFilter({ type: 'compare', field, operator: '<=', value });
  return [
    ...choices,
    { id: 'from', label: 'From here on', test: from, filter: andFilter(current, from) },
    { id: 'to', label: 'Up to here', test: to, filter: andFilter(current, to) },
  ];
}

export function copyText({ value, copy }: ValueTarget): string {
  return copy ?? (value === undefined ? '' : String(value));
}

/** What a menu offers besides what is done with the value. */
export interface MenuAction {
  readonly label: string;
  readonly run: () => void;
}

/** A place for a menu, in px of the window. */
export interface MenuPlace {
  readonly x: number;
  readonly y: number;
}

/** The menu on a value, where it is open. */
export interface OpenValueMenu {
  readonly target: ValueTarget;
  readonly place: MenuPlace;
}

/** Where a menu belongs: at the pointer, or, asked for with a key, at the lower edge of what has the focus. */
export function menuPlace(event: MouseEvent | KeyboardEvent, focused: Element): MenuPlace {
  if (event instanceof MouseEvent && (event.clientX !== 0 || event.clientY !== 0)) {
    return { x: event.clientX, y: event.clientY };
  }
  const { left, bottom } = focused.getBoundingClientRect();
  return { x: left, y: bottom };
}
