import { filterFields } from '../protocol/index.ts';
import type { FilterField, FilterOperator, FilterScalar } from '../protocol/index.ts';
import type { CheckedField } from './check-field.ts';
import { patternProblem } from './check-pattern.ts';
import { closestWord } from './did-you-mean.ts';
import { diagnosticAt, quoted } from './filter-tokens.ts';
import type { FilterDiagnostic, Token } from './filter-tokens.ts';
import { fieldWords, wordsOf } from './filter-words.ts';
import { readJsonNumber, readNumber } from './read-number.ts';
import { readTime } from './read-time.ts';
import type { Clock } from './read-time.ts';
import { readPattern, readString } from './string-literal.ts';

export interface CheckedValue {
  readonly ok: true;
  readonly value: FilterScalar;
  /** Of a time: how long what was written lasts, ms; else 0. */
  readonly spanMs: number;
}
type Checked = CheckedValue | { readonly ok: false; readonly problems: readonly FilterDiagnostic[] };

/** The value as the field and the operator take it. */
export function checkValue(known: CheckedField, operator: FilterOperator, token: Token, clock: Clock): Checked {
  const literal = operator === '~' ? readPattern(token.text) : readString(token.text);
  if (token.name === 'String' && !literal.closed) return refuse(unclosed(token));
  const text = token.name === 'String' ? literal.text : token.text;
  if (operator === '~') {
    const problem = patternProblem(text);
    return problem === undefined ? value(text) : refuse(diagnosticAt(token, problem.message, problem.hint));
  }
  if (operator === 'contains') return value(text);
  switch (filterFields[known.field]) {
    case 'word':
      return checkWord(known.field, text, token);
    case 'number':
      return known.field === 'time' ? checkTime(text, token, clock) : checkNumber(known.field, text, token);
    case 'json':
      return value(token.name === 'String' ? text : jsonScalar(text));
    case 'text':
    case 'flag':
      return value(text);
  }
}

export function unclosed(token: Token): FilterDiagnostic {
  const quote = token.text[0] ?? '"';
  return diagnosticAt(token, 'The closing quote is missing.', `A quote within the text is written \\${quote}`);
}

/** What is missing after an operator, with an example. */
export function missingValue(field: FilterField, operator: string, at: Token): FilterDiagnostic {
  const { message, example } = missing(field, operator);
  return diagnosticAt(at, `${message} is missing after ${quoted(at.text)}.`, `Example: ${example}`);
}

function missing(field: FilterField, operator: string): { message: string; example: string } {
  const subject = field === 'json' ? 'json.user.id' : field;
  if (operator === '~') return { message: 'A pattern', example: `${subject} ~ "^cur"` };
  if (operator === 'contains') return { message: 'A text', example: `${subject} contains "order"` };
  const { example } = fieldWords[field];
  const type = filterFields[field];
  if (field === 'time') return { message: 'A time', example };
  if (type === 'number') return { message: 'A number', example };
  if (type === 'word') return { message: 'A word', example };
  return { message: type === 'json' ? 'A value' : 'A text', example: field === 'text' ? 'text == "ok"' : example };
}

/** Any case of the letters; the tree has the list's own. */
function checkWord(field: FilterField, text: string, token: Token): Checked {
  const words = Object.keys(wordsOf(field) ?? {});
  const folded = text.toLowerCase();
  const meant = field === 'kind' && folded === 'data-track' ? 'track' : text;
  const known = words.find((word) => word.toLowerCase() === meant.toLowerCase());
  if (known !== undefined) return value(known);
  const near = closestWord(text, words);
  const hint = near === undefined ? `It is one of: ${words.join(', ')}` : `Did you mean “${near}”?`;
  return refuse(diagnosticAt(token, `“${field}” is never ${quoted(text)}.`, hint));
}

function checkNumber(field: FilterField, text: string, token: Token): Checked {
  const number = readNumber(text, field === 'size' || field === 'payload');
  if (number !== undefined) return value(number);
  const message = `“${field}” is a number, and ${quoted(text)} is none.`;
  return refuse(diagnosticAt(token, message, `Example: ${fieldWords[field].example}`));
}

function checkTime(text: string, token: Token, clock: Clock): Checked {
  const time = readTime(text, clock);
  if (time !== undefined) return { ok: true, value: time.epochMs, spanMs: time.spanMs };
  const message = `${quoted(text)} is no time.`;
  return refuse(diagnosticAt(token, message, 'Examples: time > 14:02:09, time > "2026-11-24 14:02:09.118"'));
}

/** What is not in quotes is read as JSON where it can be, else it is a string. */
function jsonScalar(text: string): FilterScalar {
  if (text === 'true' || text === 'false') return text === 'true';
  if (text === 'null') return null;
  return readJsonNumber(text) ?? text;
}

function value(scalar: FilterScalar): CheckedValue {
  return { ok: true, value: scalar, spanMs: 0 };
}

function refuse(problem: FilterDiagnostic): Checked {
  return { ok: false, problems: [problem] };
}
