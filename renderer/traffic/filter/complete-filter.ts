import { filterFields } from '../protocol/index.ts';
import type { FilterField } from '../protocol/index.ts';
import { isField } from './check-field.ts';
import { parser } from './filter.grammar';
import { tokensOf, typedNames } from './filter-tokens.ts';
import type { Token } from './filter-tokens.ts';
import { parseFilter } from './parse-filter.ts';
import { fieldNamed, fieldNames, fieldWords, operatorMeanings, operatorsOf, wordsOf } from './filter-words.ts';
import { writeString } from './string-literal.ts';

/** What a log has seen, the most frequent first. */
export interface SeenNames {
  readonly identities: readonly string[];
  readonly topics: readonly string[];
}

export interface FilterOption {
  /** What is matched with what is typed, and shown. */
  readonly label: string;
  /** What is put in; ends with a space where something must follow. */
  readonly insert: string;
  readonly detail: string;
  readonly kind: 'field' | 'operator' | 'word' | 'name' | 'joint' | 'history';
}

export interface FilterOptions {
  /** Start of what an option replaces, up to the cursor. */
  readonly from: number;
  readonly options: readonly FilterOption[];
}

/** What may stand at the cursor; pure. Undefined: nothing that could be offered. */
export function optionsAt(
  text: string,
  cursor: number,
  seen: SeenNames,
  history: readonly string[] = [],
): FilterOptions | undefined {
  const before = text.slice(0, cursor);
  const tokens = tokensOf(parser.parse(before), before);
  const typed = tokens.at(-1)?.to === cursor && isTyped(tokens.at(-1)) ? tokens.pop() : undefined;
  const options = optionsAfter(tokens, before.slice(0, typed?.from ?? cursor), seen);
  const past = text.trim() === '' ? history.map(pastOption) : [];
  const all = typed?.name === 'Path' ? [] : [...past, ...options];
  return all.length === 0 ? undefined : { from: typed?.from ?? cursor, options: all };
}

/** A word that may go on; a sign (`>`, `(`, `&&`) is over, and what comes next is offered. */
function isTyped(token: Token | undefined): boolean {
  return typedNames.has(token?.name) && !/^[!&|]/.test(token?.text ?? '');
}

/** `before`: the text of the tokens. */
function optionsAfter(tokens: readonly Token[], before: string, seen: SeenNames): readonly FilterOption[] {
  const last = tokens.at(-1);
  const listField = fieldOfList(tokens);
  if (last === undefined || isStart(last, listField !== undefined)) return mayGoOn(tokens, `${before} x`) ? startOptions : [];
  if (last.name === 'CompareOp' || last.name === 'ContainsOp') {
    return valueOptions(fieldBefore(tokens, tokens.length - 1), seen);
  }
  if (listField !== undefined) {
    return last.name === 'Open' || last.name === 'Comma' ? valueOptions(listField, seen) : [];
  }
  if (last.name === 'InOp') return [option('(', '(', 'begins a list', 'operator')];
  const field = isOperandAt(tokens, tokens.length - 1) ? fieldOf(last) : undefined;
  const joined = mayGoOn(tokens, before) ? [...(openOf(tokens) > 0 ? [closeOption] : []), ...jointOptions] : [];
  return field === undefined ? joined : [...operatorOptions(field), ...joined];
}

/** False: what stands there is wrong already, whatever follows; what is wrong with it comes first. */
function mayGoOn(tokens: readonly Token[], text: string): boolean {
  return parseFilter(`${text}${')'.repeat(openOf(tokens))}`).diagnostics.length === 0;
}

/** Parentheses that are not closed. */
function openOf(tokens: readonly Token[]): number {
  return tokens.reduce((open, { name }) => Math.max(0, open + (name === 'Open' ? 1 : name === 'Close' ? -1 : 0)), 0);
}

/** Where a test begins. */
function isStart(last: Token, isInList: boolean): boolean {
  return last.name === 'AndOp' || last.name === 'OrOp' || last.name === 'NotOp' || (last.name === 'Open' && !isInList);
}

/** The first token of a test: no operator stands before it. */
function isOperandAt(tokens: readonly Token[], index: number): boolean {
  const before = tokens[index - 1];
  return before === undefined || isStart(before, false);
}

/** The field of the list that is not closed yet. */
function fieldOfList(tokens: readonly Token[]): FilterField | undefined {
  const open = tokens.findLastIndex((token) => token.name === 'Open');
  if (open < 1 || tokens[open - 1]?.name !== 'InOp') return undefined;
  return tokens.slice(open).some((token) => token.name === 'Close') ? undefined : fieldBefore(tokens, open - 1);
}

function fieldBefore(tokens: readonly Token[], operator: number): FilterField | undefined {
  const before = tokens[operator - 1]?.name === 'NotOp' ? tokens[operator - 2] : tokens[operator - 1];
  return before && fieldOf(before);
}

function fieldOf(token: Token): FilterField | undefined {
  if (!isField(token)) return undefined;
  return token.name === 'Path' ? 'json' : fieldNamed(token.text);
}

function option(label: string, insert: string, detail: string, kind: FilterOption['kind']): FilterOption {
  return { label, insert, detail, kind };
}

const jointOptions: readonly FilterOption[] = [
  option('and', 'and ', 'both', 'joint'),
  option('or', 'or ', 'either', 'joint'),
];

const closeOption = option(')', ')', 'closes the “(”', 'joint');

const startOptions: readonly FilterOption[] = [
  ...fieldNames.map((name) =>
    option(name === 'json' ? 'json.' : name, name === 'json' ? 'json.' : `${name} `, fieldWords[name].meaning, 'field'),
  ),
  option('not', 'not ', 'the rows that do not match', 'joint'),
];

function operatorOptions(field: FilterField): readonly FilterOption[] {
  return operatorsOf[filterFields[field]].map((operator) =>
    option(operator, operator === 'in' ? 'in (' : `${operator} `, operatorMeanings[operator] ?? '', 'operator'),
  );
}

function valueOptions(field: FilterField | undefined, seen: SeenNames): readonly FilterOption[] {
  if (field === undefined) return [];
  const words = wordsOf(field);
  if (words !== undefined) return Object.entries(words).map(([word, meaning]) => option(word, word, meaning, 'word'));
  if (field === 'json') return ['true', 'false', 'null'].map((word) => option(word, word, '', 'word'));
  const names = field === 'topic' ? seen.topics : field === 'from' || field === 'to' ? seen.identities : [];
  return names
    .filter((name) => name !== '')
    .map((name) => option(writeString(name), writeString(name), 'seen here', 'name'));
}

function pastOption(text: string): FilterOption {
  return option(text, text, 'used before', 'history');
}
