import type { FilterTree } from '../protocol/index.ts';
import { unclosed } from './check-value.ts';
import { checkHas } from './check-test.ts';
import type { CheckedTest } from './check-test.ts';
import { isField } from './check-field.ts';
import { diagnosticAt, quoted } from './filter-tokens.ts';
import type { FilterDiagnostic, Token } from './filter-tokens.ts';
import { fieldNamed, fieldWords } from './filter-words.ts';
import { andTree, orTree } from './join-trees.ts';
import { readString } from './string-literal.ts';

/**
 * Words side by side: all of them are looked for.
 *
 * A field's name that stands alone asks whether the row has one (`topic`); among other words, or in quotes, it is a
 * word like any other (`error from server`). In quotes with a space is a phrase: its characters in that order, in the
 * sender, the topic or the text; the worker parts plain words at spaces, so a phrase is written as three tests.
 */
export function checkWords(tokens: readonly Token[]): CheckedTest {
  const [only] = tokens;
  if (only !== undefined && tokens.length === 1 && isField(only)) return checkHas(only);
  const problems = tokens.map(problemOf).filter((problem) => problem !== undefined);
  if (problems.length > 0) return { ok: false, problems };
  const words: string[] = [];
  const phrases: FilterTree[] = [];
  for (const token of tokens) {
    const text = token.name === 'String' ? readString(token.text).text : token.text;
    if (/\s/.test(text)) phrases.push(phraseTree(text));
    else words.push(text);
  }
  const plain: FilterTree[] = words.length === 0 ? [] : [{ type: 'words', text: words.join(' ') }];
  return { ok: true, tree: andTree([...plain, ...phrases]) };
}

export function phraseTree(text: string): FilterTree {
  const fields = ['from', 'topic', 'text'] as const;
  return orTree(fields.map((field) => ({ type: 'compare', field, operator: 'contains', value: text })));
}

function problemOf(token: Token): FilterDiagnostic | undefined {
  if (token.name === 'String') {
    const { text, closed } = readString(token.text);
    if (!closed) return unclosed(token);
    return text.trim() === '' ? diagnosticAt(token, 'There is nothing in the quotes.', 'Example: "order"') : undefined;
  }
  // `topic:chat` is how other tools write it: it must not quietly become a search for that text.
  const [name = ''] = token.text.split(':', 1);
  const field = name.length < token.text.length ? fieldNamed(name) : undefined;
  if (field === undefined) return undefined;
  const hint = `Example: ${fieldWords[field].example}. To find it as text, put it into quotes.`;
  return diagnosticAt(token, `${quoted(token.text)} is no test: “:” compares nothing.`, hint);
}
