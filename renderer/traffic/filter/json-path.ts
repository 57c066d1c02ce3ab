import type { JsonPath } from '../protocol/index.ts';
import { readString, writeString } from './string-literal.ts';

export type PathResult =
  | { readonly ok: true; readonly path: JsonPath }
  /** `from` and `to` count from the path's own start. */
  | { readonly ok: false; readonly from: number; readonly to: number; readonly message: string; readonly hint: string };

/** As the protocol bounds it. */
const stepsMaximum = 100;
const example = 'Example: json.items[0]["a b"]';

/** One step: `.key`, `[0]` or `["a b"]`; each may be broken. Sticky: it goes on where the last one ended. */
const step = /\.([^.[\]"]*)|\[\s*(?:("(?:[^\\"]|\\[\s\S])*"?|'(?:[^\\']|\\[\s\S])*'?)|([^\]"'\s]*))\s*(\]?)/y;

/**
 * `json.user.id` → `['user', 'id']`, `json[0]["a b"]` → `[0, 'a b']`, `json` → `[]`. `.0` is the key "0"; an index
 * stands in brackets.
 */
export function readPath(text: string): PathResult {
  const path: JsonPath = [];
  step.lastIndex = 'json'.length;
  while (step.lastIndex < text.length) {
    const from = step.lastIndex;
    const found = step.exec(text);
    if (found === null) return refuse(from, text.length, 'A “.” or “[” is missing here.');
    const [all, key, string, index, close] = found;
    const to = from + all.length;
    if (key !== undefined) {
      if (key === '') return refuse(from, to, 'A key is missing after “.”.');
      path.push(key);
    } else {
      if (close === '') return refuse(from, to, 'The “[” is not closed.');
      if (string !== undefined) {
        const { text: name, closed } = readString(string);
        if (!closed) return refuse(from, to, 'The quote is not closed.');
        path.push(name);
      } else if (/^\d{1,15}$/.test(index ?? '')) path.push(Number(index));
      else return refuse(from, to, index === '' ? 'A key or a number is missing in “[]”.' : `“${index}” is no index.`);
    }
    if (path.length > stepsMaximum) return refuse(from, to, `A path has at most ${stepsMaximum} steps.`);
  }
  return { ok: true, path };
}

/** The path as it is written in a filter; `readPath` gives it back. */
export function writePath(path: readonly (string | number)[]): string {
  const steps = path.map((part) => {
    if (typeof part === 'number') return `[${part}]`;
    return /^[\p{L}\p{N}_$@-]+$/u.test(part) ? `.${part}` : `[${writeString(part)}]`;
  });
  return `json${steps.join('')}`;
}

function refuse(from: number, to: number, message: string): PathResult {
  return { ok: false, from, to, message, hint: example };
}
