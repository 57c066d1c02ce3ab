import { filterFields } from '../protocol/index.ts';
import type { FilterField, FilterOperator, FilterScalar, FilterTree, JsonPath } from '../protocol/index.ts';
import { fieldNamed } from './filter-words.ts';
import { writePath } from './json-path.ts';
import { machineClock, readTime, writeTime, type WrittenTime } from './read-time.ts';
import { writePattern, writeString } from './string-literal.ts';

/** Trees as text that `parseFilter` reads back, and the texts that clicks on values make. */

/** As it would be typed; an empty `and` is everything, an empty text. */
export function printFilter(tree: FilterTree): string {
  switch (tree.type) {
    case 'and':
      return andTexts(tree.parts).join(' and ');
    case 'or':
      return tree.parts.map((part) => printPart(part, 'or')).join(' or ');
    case 'not':
      return `not ${isJoined(tree.part) ? `(${printFilter(tree.part)})` : printFilter(tree.part)}`;
    case 'words':
      return printWords(tree.text);
    case 'compare':
      return `${subject(tree)} ${tree.operator} ${printValue(tree.field, tree.operator, tree.value)}`;
    case 'in':
      return `${subject(tree)} in (${tree.values.map((value) => printValue(tree.field, '==', value)).join(', ')})`;
    case 'has':
      return subject(tree);
  }
}

/**
 * The filter of "Show only": the field is exactly that. An empty or missing value: the field is not there.
 * `path` with `json` only.
 */
export function onlyFilter(field: FilterField, value: FilterScalar | undefined, path?: JsonPath): string {
  const place = path === undefined ? { field } : { field, path };
  const isAbsent = value === undefined || (value === '' && filterFields[field] === 'text');
  if (field === 'marked') return 'marked';
  if (isAbsent) return printFilter({ type: 'not', part: { type: 'has', ...place } });
  if (field === 'time' && typeof value === 'number') return printInstant(value);
  return printFilter({ type: 'compare', ...place, operator: '==', value });
}

/** Rows from one instant on, before another. Epoch ms. */
export function timeFilter(fromMs: number, toMs: number): string {
  const at = (operator: '>=' | '<', value: number): FilterTree => {
    return { type: 'compare', field: 'time', operator, value };
  };
  return printFilter({ type: 'and', parts: [at('>=', Math.min(fromMs, toMs)), at('<', Math.max(fromMs, toMs))] });
}

function printPart(part: FilterTree, within: 'and' | 'or'): string {
  // `and` binds stronger than `or`: only an `or` within an `and` needs parentheses. Same within same is regrouped.
  return part.type === 'or' && within === 'and' ? `(${printFilter(part)})` : printFilter(part);
}

function isJoined(tree: FilterTree): boolean {
  if (tree.type !== 'and') return tree.type === 'or';
  return tree.parts.length !== 2 || oneMicrosecond(tree.parts[0], tree.parts[1]) === undefined;
}

/** The parts of an `and`, where both ends of one µs are written as that time. */
function andTexts(parts: readonly FilterTree[]): readonly string[] {
  const texts: string[] = [];
  for (let index = 0; index < parts.length; index += 1) {
    const [part, next] = [parts[index], parts[index + 1]];
    const instant = oneMicrosecond(part, next);
    if (instant !== undefined) index += 1;
    texts.push(instant ?? (part === undefined ? '' : printPart(part, 'and')));
  }
  return texts;
}

/** `time == "…"`, if both together are what that is read as; else undefined. */
function oneMicrosecond(from: FilterTree | undefined, to: FilterTree | undefined): string | undefined {
  if (from?.type !== 'compare' || from.field !== 'time' || from.operator !== '>=') return undefined;
  if (to?.type !== 'compare' || to.field !== 'time' || to.operator !== '<') return undefined;
  if (typeof from.value !== 'number') return undefined;
  const text = writeTime(from.value, true);
  const read = readTime(text, machineClock);
  return read?.epochMs === from.value && read.epochMs + read.spanMs === to.value ? `time == "${text}"` : undefined;
}

/** A time as people read it, to its µs; as a number where no such text has it within, as in an hour that comes twice. */
function printInstant(epochMs: number): string {
  // The nearest µs, or, where that is yet to come, the one begun before: stored times are finer than a µs.
  const text = [epochMs, epochMs - 0.000_5]
    .map((startMs) => writeTime(startMs, true))
    .find((written) => isWithin(epochMs, readTime(written, machineClock)));
  return text !== undefined ? `time == "${text}"` : printFilter({ type: 'compare', field: 'time', operator: '==', value: epochMs });
}

function isWithin(epochMs: number, written: WrittenTime | undefined): boolean {
  return written !== undefined && written.epochMs <= epochMs && epochMs < written.epochMs + written.spanMs;
}

function subject(test: { readonly field: FilterField; readonly path?: JsonPath | undefined }): string {
  return test.field === 'json' ? writePath(test.path ?? []) : test.field;
}

function printValue(field: FilterField, operator: FilterOperator, value: FilterScalar): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return field === 'time' ? printTime(value, operator) : String(value);
  if (operator === '~') return writePattern(value);
  if (filterFields[field] === 'word' && (value === 'in' || isBare(value))) return value;
  return writeString(value);
}

/** With `==` a date would mean all of its ms; one that does not give the same number back is written as a number. */
function printTime(epochMs: number, operator: FilterOperator): string {
  const text = writeTime(epochMs);
  const isSame = readTime(text, machineClock)?.epochMs === epochMs;
  return isSame && operator !== '==' && operator !== '!=' ? `"${text}"` : String(epochMs);
}

/** Words as they are, in quotes where they would mean something else. */
function printWords(text: string): string {
  const words = text.split(/\s+/).filter((word) => word !== '');
  const isAlone = words.length === 1;
  return words.map((word) => (isPlainWord(word, isAlone) ? word : writeString(word))).join(' ');
}

function isPlainWord(word: string, isAlone: boolean): boolean {
  if (!isBare(word) || /^json[.[]/.test(word)) return false;
  const name = word.split(':', 1)[0] ?? '';
  return fieldNamed(name) === undefined || (name === word && !isAlone);
}

/** One token of the grammar, and no keyword of it. */
function isBare(text: string): boolean {
  if (/^(and|or|not|in|contains)$/i.test(text)) return false;
  return /^[^\s()"'=!<>~&|,[\]\p{C}][^\s()"=!<>~&|,[\]\p{C}]*$/u.test(text);
}
