import type { Tree } from '@lezer/common';

/** Something wrong with a filter, at its place: UTF-16 positions in the text, `from` ≤ `to`. */
export interface FilterDiagnostic {
  readonly from: number;
  readonly to: number;
  /** One sentence: what is wrong. */
  readonly message: string;
  /** What to do instead, or an example. */
  readonly hint?: string;
}

/** `stray`: a character that begins nothing. */
export type TokenName =
  | 'Word'
  | 'Path'
  | 'String'
  | 'AndOp'
  | 'OrOp'
  | 'NotOp'
  | 'InOp'
  | 'ContainsOp'
  | 'CompareOp'
  | 'Open'
  | 'Close'
  | 'Comma'
  | 'stray';

export interface Token {
  readonly name: TokenName;
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** Tokens that may be words, and so may go on. */
export const typedNames: ReadonlySet<TokenName | undefined> = new Set<TokenName>([
  'Word',
  'Path',
  'String',
  'AndOp',
  'OrOp',
  'NotOp',
  'InOp',
  'ContainsOp',
]);

const names: ReadonlySet<string | undefined> = new Set([...typedNames, 'CompareOp', 'Open', 'Close', 'Comma']);

function isTokenName(name: string): name is TokenName {
  return names.has(name);
}

/** The tokens of a text in their order, those that the parser could make nothing of too. */
export function tokensOf(tree: Tree, text: string): Token[] {
  const tokens: Token[] = [];
  tree.iterate({
    enter: (node) => {
      const { from, to, name } = node;
      if (isTokenName(name)) {
        tokens.push({ name, from, to, text: text.slice(from, to) });
        return false;
      }
      if (node.type.isError && to > from && node.node.firstChild === null) {
        tokens.push({ name: 'stray', from, to, text: text.slice(from, to) });
      }
      return true;
    },
  });
  return tokens;
}

/** For messages: what was typed, cut where it is long. */
export function quoted(text: string): string {
  return `“${text.length > 40 ? `${text.slice(0, 40)}…` : text}”`;
}

export function diagnosticAt(
  place: { readonly from: number; readonly to: number },
  message: string,
  hint?: string,
): FilterDiagnostic {
  const { from, to } = place;
  return hint === undefined ? { from, to, message } : { from, to, message, hint };
}
