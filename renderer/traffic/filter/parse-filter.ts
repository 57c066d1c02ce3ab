import type { SyntaxNode, Tree } from '@lezer/common';
import { formatCount } from '../../ui/format.ts';
import { filterDepthMaximum } from '../protocol/index.ts';
import type { FilterTree } from '../protocol/index.ts';
import { checkAmong, checkCompare } from './check-test.ts';
import type { CheckedTest } from './check-test.ts';
import { parser } from './filter.grammar';
import { diagnosticAt, tokensOf } from './filter-tokens.ts';
import type { FilterDiagnostic, Token } from './filter-tokens.ts';
import { andTree, depthOf, notTree, orTree } from './join-trees.ts';
import { machineClock } from './read-time.ts';
import type { Clock } from './read-time.ts';
import { syntaxProblem } from './syntax-problem.ts';
import { checkWords } from './words-tree.ts';

export type { FilterDiagnostic } from './filter-tokens.ts';

export interface ParsedFilter {
  /** Undefined: all rows (an empty text), or there are diagnostics. */
  readonly tree: FilterTree | undefined;
  /** In the order of the text; none: the filter is right. */
  readonly diagnostics: readonly FilterDiagnostic[];
}

/** As the protocol bounds texts and parts. */
export const filterLengthMaximum = 10_000;
const partsMaximum = 1_000;
/** `not`s and parentheses that are gone into at all; how deep a tree may be is counted afterwards. */
const nestingMaximum = 500;

/**
 * The text of a filter as a tree. Any text is taken: what is wrong is said at its place, and then there is no tree.
 *
 * Times without a date are today's, in local time, at the moment of parsing.
 */
export function parseFilter(text: string, clock: Clock = machineClock): ParsedFilter {
  if (text.length > filterLengthMaximum) {
    const place = { from: filterLengthMaximum, to: text.length };
    return wrong(diagnosticAt(place, `A filter has at most ${formatCount(filterLengthMaximum)} characters.`));
  }
  const syntax = parser.parse(text);
  const tokens = tokensOf(syntax, text);
  if (tokens.length === 0) return { tree: undefined, diagnostics: [] };
  // First of all: beyond some thousand levels the parser itself gives up, with errors where there are none.
  const deep = tooNested(tokens);
  if (deep !== undefined) return wrong(deep);
  const error = firstError(syntax);
  if (error !== undefined) {
    const place = { from: error.from, to: Math.max(error.to, error.from) };
    return wrong(syntaxProblem(tokens) ?? diagnosticAt(place, 'This cannot stand here.', 'Example: topic == "chat"'));
  }
  const walk = new Walk(tokens, clock);
  const tree = walk.treeOf(syntax.topNode.firstChild);
  if (walk.diagnostics.length > 0 || tree === undefined) return { tree: undefined, diagnostics: walk.diagnostics };
  const whole = { from: 0, to: text.length };
  if (depthOf(tree) > filterDepthMaximum) return wrong(tooDeep(whole));
  if (isTooWide(tree)) return wrong(diagnosticAt(whole, tooWide, 'Use a list with “in”, or a pattern.'));
  return { tree, diagnostics: [] };
}

const tooWide = `More than ${formatCount(partsMaximum)} tests stand side by side.`;

function tooDeep(place: { from: number; to: number }): FilterDiagnostic {
  const message = `Parentheses and “not” go deeper than ${filterDepthMaximum} levels.`;
  return diagnosticAt(place, message, 'Write it in fewer levels.');
}

/** Goes down a tree without errors; collects what the grammar does not know: fields, types, words. */
class Walk {
  readonly diagnostics: FilterDiagnostic[] = [];
  readonly #tokens: readonly Token[];
  readonly #clock: Clock;

  constructor(tokens: readonly Token[], clock: Clock) {
    this.#tokens = tokens;
    this.#clock = clock;
  }

  treeOf(node: SyntaxNode | null): FilterTree | undefined {
    switch (node?.name) {
      case 'Or':
        return this.#joined(node, orTree);
      case 'And':
        return this.#joined(node, andTree);
      case 'Not': {
        const part = this.treeOf(node.lastChild);
        return part && notTree(part);
      }
      case 'Group':
        return this.treeOf(node.firstChild?.nextSibling ?? null);
      case 'Words':
        return this.#take(checkWords(this.#tokensIn(node)));
      case 'Compare':
      case 'Among':
        return this.#test(node);
      default:
        return undefined;
    }
  }

  #joined(node: SyntaxNode, join: (parts: readonly FilterTree[]) => FilterTree): FilterTree | undefined {
    const parts: FilterTree[] = [];
    for (let child = node.firstChild; child !== null; child = child.nextSibling) {
      const part = this.treeOf(child);
      if (part !== undefined) parts.push(part);
    }
    return parts.length === 0 ? undefined : join(parts);
  }

  #test(node: SyntaxNode): FilterTree | undefined {
    const tokens = this.#tokensIn(node);
    const negated = tokens[1]?.name === 'NotOp';
    const [field, operator, ...rest] = negated ? [tokens[0], ...tokens.slice(2)] : tokens;
    const values = rest.filter((token) => token?.name !== 'Open' && token?.name !== 'Close' && token?.name !== 'Comma');
    const [value] = values;
    if (field === undefined || operator === undefined || value === undefined) return undefined;
    const known = values.filter((token) => token !== undefined);
    const tree = this.#take(
      node.name === 'Among'
        ? checkAmong(field, operator, known, this.#clock)
        : checkCompare(field, operator, value, this.#clock),
    );
    return tree && negated ? notTree(tree) : tree;
  }

  #tokensIn(node: SyntaxNode): Token[] {
    return this.#tokens.filter((token) => token.from >= node.from && token.to <= node.to);
  }

  #take(test: CheckedTest): FilterTree | undefined {
    if (test.ok) return test.tree;
    this.diagnostics.push(...test.problems);
    return undefined;
  }
}

function firstError(tree: Tree): { from: number; to: number } | undefined {
  let found: { from: number; to: number } | undefined;
  tree.iterate({
    enter: (node) => {
      if (found === undefined && node.type.isError) found = { from: node.from, to: node.to };
      return found === undefined;
    },
  });
  return found;
}

function tooNested(tokens: readonly Token[]): FilterDiagnostic | undefined {
  let open = 0;
  let nots = 0;
  for (const token of tokens) {
    if (token.name === 'Open') open += 1;
    else if (token.name === 'Close') open -= 1;
    nots = token.name === 'NotOp' ? nots + 1 : token.name === 'Open' ? nots : 0;
    if (open + nots > nestingMaximum) return tooDeep(token);
  }
  return undefined;
}

function isTooWide(tree: FilterTree): boolean {
  if (tree.type === 'and' || tree.type === 'or') return tree.parts.length > partsMaximum || tree.parts.some(isTooWide);
  if (tree.type === 'not') return isTooWide(tree.part);
  return tree.type === 'in' && tree.values.length > partsMaximum;
}

function wrong(problem: FilterDiagnostic): ParsedFilter {
  return { tree: undefined, diagnostics: [problem] };
}
