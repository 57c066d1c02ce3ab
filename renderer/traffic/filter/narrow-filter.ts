import { filterFields } from '../protocol/index.ts';
import type { FilterField, FilterTree, JsonPath } from '../protocol/index.ts';
import { andTree, notTree } from './join-trees.ts';
import { parseFilter } from './parse-filter.ts';
import { printFilter } from './print-filter.ts';

/** How what somebody points at is joined to the filter that is there: one way for every menu. Texts in, texts out. */

export interface NarrowedFilter {
  readonly text: string;
  /** Parts of the filter that was there had to go: with them no row could match. */
  readonly gaveWay: boolean;
}

/** "And only": what matches both. A text that is empty or not right gives way to `part`. */
export function andFilter(text: string, part: string): string {
  return narrowFilter(text, parseFilter(part).tree).text;
}

/** "Hide": what matches the text, without what matches `part`. */
export function hideFilter(text: string, part: string): NarrowedFilter {
  const { tree } = parseFilter(part);
  return narrowFilter(text, tree && notTree(tree));
}

/**
 * The filter with one more condition. What people typed stays as they typed it, unless a part of it excludes what is
 * added: that part gives way, so that a click on a value never makes a filter that nothing can match.
 */
export function narrowFilter(text: string, added: FilterTree | undefined): NarrowedFilter {
  const { tree } = parseFilter(text);
  if (added === undefined) return { text: text.trim(), gaveWay: false };
  if (tree === undefined) return { text: printFilter(added), gaveWay: false };
  const known = partsOf(tree);
  const wanted = partsOf(added);
  const isExcluded = exclusion(known, wanted);
  const missing = andTree(wanted.filter((part) => !isAmong(part, known)));
  const first = known.findIndex(isExcluded);
  if (first >= 0) {
    // In its place: the filter reads as before, with what was turned round where it stood.
    const kept = known.flatMap((part, at) => (at === first ? [missing] : isExcluded(part) ? [] : [part]));
    return { text: printFilter(andTree(kept)), gaveWay: true };
  }
  if (missing.type === 'and' && missing.parts.length === 0) return { text: text.trim(), gaveWay: false };
  return { text: `${bracketed(text.trim(), tree)} and ${bracketed(printFilter(missing), missing)}`, gaveWay: false };
}

/** Only an `or` has to be held together. */
function bracketed(text: string, tree: FilterTree): string {
  return tree.type === 'or' ? `(${text})` : text;
}

function partsOf(tree: FilterTree): readonly FilterTree[] {
  return tree.type === 'and' ? tree.parts : [tree];
}

function isAmong(part: FilterTree, parts: readonly FilterTree[]): boolean {
  const text = printFilter(part);
  return parts.some((one) => printFilter(one) === text);
}

/** Tells which parts of a filter cannot hold together with the wanted ones. */
function exclusion(known: readonly FilterTree[], wanted: readonly FilterTree[]): (part: FilterTree) => boolean {
  // `not (a and b)` is wanted of a filter that demands both.
  const denied = wanted
    .flatMap((part) => (part.type === 'not' ? [partsOf(part.part)] : []))
    .filter((parts) => parts.every((part) => isAmong(part, known)))
    .flat();
  return (part) => {
    if (isAmong(part, denied)) return true;
    if (part.type === 'not' && partsOf(part.part).every((one) => wanted.some((other) => implies(other, one)))) return true;
    return wanted.some((other) => areApart(part, other));
  };
}

/** Each row that matches `one` matches `other`, as far as it is seen from the two alone. */
function implies(one: FilterTree, other: FilterTree): boolean {
  if (printFilter(one) === printFilter(other)) return true;
  return other.type === 'has' && (one.type === 'compare' || one.type === 'in') && isSamePlace(one, other);
}

/** A row may have several of these, or their `==` means more than one value. */
const manyValued: ReadonlySet<FilterField> = new Set<FilterField>(['flag', 'to', 'text', 'time']);

/** Two tests of one field that no row passes both of. */
function areApart(one: FilterTree, other: FilterTree): boolean {
  if (isAbsence(one, other) || isAbsence(other, one)) return true;
  const [values, others] = [valuesOf(one), valuesOf(other)];
  if (values === undefined || others === undefined || !isSamePlace(values, others) || manyValued.has(values.field)) return false;
  return !values.values.some((value) => others.values.includes(value));
}

/** `not topic` beside a test of the topic. */
function isAbsence(one: FilterTree, other: FilterTree): boolean {
  return one.type === 'not' && one.part.type === 'has' && valuesOf(other) !== undefined && implies(other, one.part);
}

interface Place {
  readonly field: FilterField;
  readonly path?: JsonPath | undefined;
}

/** The values that a test lets a field have; undefined where it is not such a test. */
function valuesOf(tree: FilterTree): (Place & { readonly values: readonly unknown[] }) | undefined {
  if (tree.type === 'in') return tree;
  if (tree.type !== 'compare' || tree.operator !== '==') return undefined;
  return { ...tree, values: [tree.value] };
}

function isSamePlace(one: Place, other: Place): boolean {
  const isJson = filterFields[one.field] === 'json';
  return one.field === other.field && (!isJson || JSON.stringify(one.path ?? []) === JSON.stringify(other.path ?? []));
}
