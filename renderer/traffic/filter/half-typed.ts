import { isField } from './check-field.ts';
import { parser } from './filter.grammar';
import { tokensOf } from './filter-tokens.ts';
import type { Token } from './filter-tokens.ts';
import { fieldNames } from './filter-words.ts';

/** What may follow a test, and besides what may follow a field. */
const joints = ['and', 'or', 'AND', 'OR'];
const fieldJoints = [...joints, 'not', 'in', 'contains', 'NOT', 'IN', 'CONTAINS'];
const starts = [...fieldNames, 'not', 'NOT'];

/**
 * True while the word at the cursor may still become something else: `siz` a field, `topic` a test, `an` an `and`. As
 * it stands it is right, but a search for a word, or a test whether there is such a field: applied between two keys it
 * would hide the rows that are looked at. Pure; `cursor` in UTF-16 units.
 */
export function isHalfTyped(text: string, cursor: number): boolean {
  const tokens = tokensOf(parser.parse(text), text);
  const index = tokens.findLastIndex(({ from }) => from < cursor);
  const [before, token, after] = [tokens[index - 1], tokens[index], tokens[index + 1]];
  if (token === undefined || (token.name !== 'Word' && token.name !== 'Path')) return false;
  // More words, or an operator, follow: this one is done.
  if (after !== undefined && after.name !== 'AndOp' && after.name !== 'OrOp' && after.name !== 'Close') return false;
  const isLeft = cursor > token.to;
  if (isOperand(tokens, index)) return isField(token) || (!isLeft && begins(token, starts));
  if (isLeft || before === undefined || !isAfterTest(before)) return false;
  return begins(token, isOperand(tokens, index - 1) && isField(before) ? fieldJoints : joints);
}

/** A test begins here. */
function isOperand(tokens: readonly Token[], index: number): boolean {
  const before = tokens[index - 1];
  if (before === undefined || before.name === 'AndOp' || before.name === 'OrOp' || before.name === 'NotOp') return true;
  return before.name === 'Open' && tokens[index - 2]?.name !== 'InOp';
}

function isAfterTest({ name }: Token): boolean {
  return name === 'Word' || name === 'Path' || name === 'String' || name === 'Close';
}

function begins({ text }: Token, words: readonly string[]): boolean {
  return words.some((word) => word.startsWith(text));
}
