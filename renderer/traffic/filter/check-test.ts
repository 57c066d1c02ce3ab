import { filterFields } from '../protocol/index.ts';
import type { FilterField, FilterOperator, FilterTree, JsonPath } from '../protocol/index.ts';
import { checkField } from './check-field.ts';
import type { CheckedField } from './check-field.ts';
import { checkValue } from './check-value.ts';
import type { CheckedValue } from './check-value.ts';
import { diagnosticAt, quoted } from './filter-tokens.ts';
import type { FilterDiagnostic, Token } from './filter-tokens.ts';
import { fieldWords, operatorsOf, wordsOf } from './filter-words.ts';
import { notTree, orTree } from './join-trees.ts';
import type { Clock } from './read-time.ts';

/** One test: a field with an operator and a value, a list, or alone. */

export type CheckedTest =
  | { readonly ok: true; readonly tree: FilterTree }
  | { readonly ok: false; readonly problems: readonly FilterDiagnostic[] };

const comparisons = ['==', '!=', '<', '<=', '>', '>=', 'contains', '~'] as const;

/** `topic == "chat"`; the operator as it is typed, `=` and `CONTAINS` too. */
export function checkCompare(field: Token, operator: Token, value: Token, clock: Clock): CheckedTest {
  const known = checkField(field);
  if (!known.ok) return known;
  const meant = operatorOf(operator);
  if (meant === undefined) return refuse(diagnosticAt(operator, `There is no operator ${quoted(operator.text)}.`));
  const refused = refusedOperator(known, meant, operator);
  if (refused !== undefined) return refuse(refused);
  if (known.field === 'marked') return checkMarked(meant, value);
  const checked = checkValue(known, meant, value, clock);
  if (!checked.ok) return checked;
  return { ok: true, tree: compareTree(known, meant, checked) };
}

/** `topic in ("a", "b")`. */
export function checkAmong(field: Token, operator: Token, values: readonly Token[], clock: Clock): CheckedTest {
  const known = checkField(field);
  if (!known.ok) return known;
  const refused = refusedOperator(known, 'in', operator);
  if (refused !== undefined) return refuse(refused);
  const checked = values.map((value) => checkValue(known, '==', value, clock));
  const problems = checked.flatMap((value) => (value.ok ? [] : value.problems));
  if (problems.length > 0) return { ok: false, problems };
  const good = checked.filter((value) => value.ok);
  if (good.some((value) => value.spanMs > 0)) {
    return { ok: true, tree: orTree(good.map((value) => compareTree(known, '==', value))) };
  }
  return { ok: true, tree: { type: 'in', ...ref(known), values: good.map((value) => value.value) } };
}

/** A field alone: is it there at all? */
export function checkHas(field: Token): CheckedTest {
  const known = checkField(field);
  return known.ok ? { ok: true, tree: { type: 'has', ...ref(known) } } : known;
}

/** `=` → `==`; undefined: no operator that compares. */
export function operatorOf(token: Token): FilterOperator | undefined {
  const text = token.text.toLowerCase();
  return text === '=' ? '==' : comparisons.find((operator) => operator === text);
}

/** Why a field does not take an operator; undefined: it does. */
export function refusedOperator(known: CheckedField, operator: string, at: Token): FilterDiagnostic | undefined {
  const { field } = known;
  const type = filterFields[field];
  if (operatorsOf[type].includes(operator)) return undefined;
  if (type === 'flag') {
    return /^[=!]=$/.test(operator) ? undefined : alone(at);
  }
  const first = Object.keys(wordsOf(field) ?? {})[0];
  const holds =
    type === 'number'
      ? `“${field}” is a number: it takes no ${quoted(operator)}.`
      : type === 'word'
        ? `“${field}” is one of a few words: it takes no ${quoted(operator)}.`
        : `“${field}” is text: it takes no ${quoted(operator)}.`;
  const example = type === 'word' ? `${field} == ${first ?? ''}` : fieldWords[field].example;
  const asText = 'The payload’s text is the field “text”: text contains "order"';
  return diagnosticAt(at, holds, field === 'payload' ? asText : `Example: ${example}`);
}

/** With a time as it is written, `==` means all of it: `time == 14:02` the minute, not its first µs. */
function compareTree(known: CheckedField, operator: FilterOperator, value: CheckedValue): FilterTree {
  const { spanMs } = value;
  if (spanMs === 0 || typeof value.value !== 'number' || (operator !== '==' && operator !== '!=')) {
    return { type: 'compare', ...ref(known), operator, value: value.value };
  }
  const within: FilterTree = {
    type: 'and',
    parts: [
      { type: 'compare', ...ref(known), operator: '>=', value: value.value },
      { type: 'compare', ...ref(known), operator: '<', value: value.value + spanMs },
    ],
  };
  return operator === '==' ? within : notTree(within);
}

function checkMarked(operator: FilterOperator, value: Token): CheckedTest {
  const isTrue = value.text.toLowerCase() === 'true';
  if (!isTrue && value.text.toLowerCase() !== 'false') {
    return refuse(alone(value));
  }
  const has: FilterTree = { type: 'has', field: 'marked' };
  return { ok: true, tree: isTrue === (operator === '==') ? has : notTree(has) };
}

/** The field as a tree names it: `path` with JSON only. */
function ref(known: CheckedField): { field: FilterField; path?: JsonPath } {
  return known.path === undefined ? { field: known.field } : { field: known.field, path: known.path };
}

function alone(at: Token): FilterDiagnostic {
  return diagnosticAt(at, 'The field “marked” stands alone.', 'Example: marked');
}

function refuse(problem: FilterDiagnostic): CheckedTest {
  return { ok: false, problems: [problem] };
}
