import { checkField, isField } from './check-field.ts';
import { missingValue } from './check-value.ts';
import { operatorOf, refusedOperator } from './check-test.ts';
import { diagnosticAt, quoted } from './filter-tokens.ts';
import type { FilterDiagnostic, Token } from './filter-tokens.ts';
import { fieldNamed, fieldWords } from './filter-words.ts';

/**
 * What is wrong with a text that the grammar refuses, at the first place where it is. Goes over the tokens once, as
 * the grammar does; undefined: it finds nothing (parse-filter.ts has a sentence for that).
 */
export function syntaxProblem(tokens: readonly Token[]): FilterDiagnostic | undefined {
  return new Scan(tokens).run();
}

const operand: ReadonlySet<string> = new Set(['Word', 'Path', 'String']);
/** `dir == in`: there the word is a value. */
const isValue = (token: Token | undefined): boolean =>
  token !== undefined && (operand.has(token.name) || token.name === 'InOp');
const compares: ReadonlySet<string> = new Set(['CompareOp', 'ContainsOp', 'InOp']);
const chatExample = 'Example: topic == "chat"';
const commaMessage = 'A “,” stands between the values of a list only.';
const quoteHint = 'Text with such a sign goes into quotes.';

class Scan {
  readonly #tokens: readonly Token[];
  readonly #open: Token[] = [];
  #index = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  run(): FilterDiagnostic | undefined {
    for (;;) {
      const problem = this.#operand();
      if (problem !== undefined) return problem;
      let next = this.#at(0);
      while (next?.name === 'Close') {
        if (this.#open.pop() === undefined) return diagnosticAt(next, 'There is no “(” before this “)”.');
        this.#index += 1;
        next = this.#at(0);
      }
      if (next === undefined) return this.#unclosed();
      if (next.name !== 'AndOp' && next.name !== 'OrOp') return this.#notJoined(next);
      this.#index += 1;
    }
  }

  #at(offset: number): Token | undefined {
    return this.#tokens[this.#index + offset];
  }

  /** `not`s and parentheses, then one test. */
  #operand(): FilterDiagnostic | undefined {
    for (let next = this.#at(0); next?.name === 'NotOp' || next?.name === 'Open'; next = this.#at(0)) {
      if (next.name === 'Open') this.#open.push(next);
      this.#index += 1;
    }
    const token = this.#at(0);
    const before = this.#at(-1);
    if (token === undefined) return before && nothingAfter(before);
    if (token.name === 'stray') return stray(token);
    if (token.name === 'Comma') return diagnosticAt(token, commaMessage, quoteHint);
    if (!operand.has(token.name)) return this.#noOperand(token);
    const ahead = this.#operatorAhead(1);
    return ahead === undefined ? this.#words(token) : this.#test(token, ahead);
  }

  /** The operator after a field, beyond a `not` of `not in`, and how far it is. */
  #operatorAhead(offset: number): { token: Token; offset: number } | undefined {
    const next = this.#at(offset);
    if (next === undefined) return undefined;
    if (compares.has(next.name)) return { token: next, offset };
    const second = this.#at(offset + 1);
    const isNegated = next.name === 'NotOp' && (second?.name === 'InOp' || second?.name === 'ContainsOp');
    return second !== undefined && isNegated ? { token: second, offset: offset + 1 } : undefined;
  }

  #words(first: Token): FilterDiagnostic | undefined {
    let last = first;
    for (let next: Token | undefined = first; next !== undefined && operand.has(next.name); next = this.#at(0)) {
      last = next;
      this.#index += 1;
    }
    if (last === first || this.#operatorAhead(0) === undefined) return undefined;
    const message = `“and” or “or” is missing before ${quoted(last.text)}.`;
    return isField(last) ? diagnosticAt(last, message, `Example: order and ${exampleOf(last)}`) : problemOfField(last);
  }

  #test(field: Token, { token: operator, offset }: { token: Token; offset: number }): FilterDiagnostic | undefined {
    const known = checkField(field);
    if (!known.ok) return known.problems[0];
    const meant = operator.name === 'InOp' ? 'in' : (operatorOf(operator) ?? operator.text);
    const refused = refusedOperator(known, meant, operator);
    if (refused !== undefined) return refused;
    this.#index += offset + 1;
    if (operator.name === 'InOp') return this.#list(operator);
    const value = this.#at(0);
    if (value?.name === 'stray') return stray(value);
    if (!isValue(value)) return missingValue(known.field, meant, operator);
    this.#index += 1;
    return undefined;
  }

  #list(operator: Token): FilterDiagnostic | undefined {
    const example = 'Example: topic in ("chat", "cursor")';
    const open = this.#at(0);
    if (open?.name !== 'Open') {
      return diagnosticAt(operator, `A list in parentheses is missing after ${quoted(operator.text)}.`, example);
    }
    for (let before = open; ; ) {
      const value = this.#at(1);
      if (!isValue(value)) {
        if (value?.name === 'stray') return stray(value);
        const isEmpty = before.name === 'Open' && value?.name === 'Close';
        const message = isEmpty ? 'The list is empty.' : `A value is missing after ${quoted(before.text)}.`;
        return diagnosticAt(before, message, example);
      }
      const after = this.#at(2);
      this.#index += 2;
      if (after === undefined) return diagnosticAt(open, 'The list is not closed: a “)” is missing.', example);
      if (after.name === 'Close') {
        this.#index += 1;
        return undefined;
      }
      if (after.name === 'stray') return stray(after);
      if (after.name !== 'Comma') return diagnosticAt(after, `A “,” is missing before ${quoted(after.text)}.`, example);
      before = after;
    }
  }

  #noOperand(token: Token): FilterDiagnostic {
    if (compares.has(token.name)) {
      return diagnosticAt(token, `A field is missing before ${quoted(token.text)}.`, chatExample);
    }
    const before = this.#at(-1);
    if (before?.name === 'Open') {
      return token.name === 'Close'
        ? diagnosticAt({ from: before.from, to: token.to }, 'There is nothing in the parentheses.')
        : diagnosticAt(token, `A test is missing before ${quoted(token.text)}.`, 'Example: lossy or topic == "chat"');
    }
    if (before !== undefined) return nothingAfter(before);
    return token.name === 'Close'
      ? diagnosticAt(token, 'There is no “(” before this “)”.')
      : diagnosticAt(token, `A test is missing before ${quoted(token.text)}.`, 'Example: lossy or topic == "chat"');
  }

  #unclosed(): FilterDiagnostic | undefined {
    const open = this.#open.at(-1);
    return open && diagnosticAt(open, 'This “(” is not closed: a “)” is missing.');
  }

  #notJoined(token: Token): FilterDiagnostic {
    if (token.name === 'stray') return stray(token);
    if (token.name === 'Comma') {
      const isNumber = /^\d+$/.test(this.#at(-1)?.text ?? '');
      const hint = isNumber ? 'A number is written 1300 or 1_300.' : quoteHint;
      return diagnosticAt(token, commaMessage, hint);
    }
    if (compares.has(token.name)) {
      const message = `${quoted(token.text)} needs a field before it.`;
      return diagnosticAt(token, message, 'Example: size > 100 and size < 1300');
    }
    const hint = operand.has(token.name) ? 'A text of several words goes into quotes: topic == "my topic"' : undefined;
    return diagnosticAt(token, `“and” or “or” is missing before ${quoted(token.text)}.`, hint);
  }
}

function exampleOf(field: Token): string {
  return fieldWords[fieldNamed(field.text) ?? 'json'].example;
}

function problemOfField(token: Token): FilterDiagnostic | undefined {
  const known = checkField(token);
  return known.ok ? undefined : known.problems[0];
}

function nothingAfter(before: Token): FilterDiagnostic {
  return diagnosticAt(before, `A test is missing after ${quoted(before.text)}.`, 'Example: lossy and topic == "chat"');
}

function stray(token: Token): FilterDiagnostic {
  const sign = token.text.slice(0, 1);
  if (sign === '&' || sign === '|') {
    const hint = sign === '&' ? 'Write && for and.' : 'Write || for or.';
    return diagnosticAt(token, `A single “${sign}” means nothing.`, hint);
  }
  return diagnosticAt(token, `${quoted(token.text)} cannot stand here.`, quoteHint);
}
