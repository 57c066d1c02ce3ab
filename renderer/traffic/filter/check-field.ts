import type { FilterField, JsonPath } from '../protocol/index.ts';
import { closestWord } from './did-you-mean.ts';
import { diagnosticAt, quoted } from './filter-tokens.ts';
import type { FilterDiagnostic, Token } from './filter-tokens.ts';
import { fieldNamed, fieldNames, otherNames } from './filter-words.ts';
import { readPath } from './json-path.ts';

export interface CheckedField {
  readonly ok: true;
  readonly field: FilterField;
  /** With `json` only. */
  readonly path: JsonPath | undefined;
}
type Problems = { readonly ok: false; readonly problems: readonly FilterDiagnostic[] };

/** The field that a token names. */
export function checkField(token: Token): CheckedField | Problems {
  if (token.name === 'Path') return checkPath(token);
  const field = token.name === 'Word' ? fieldNamed(token.text) : undefined;
  if (field !== undefined) return { ok: true, field, path: field === 'json' ? [] : undefined };
  return { ok: false, problems: [unknownField(token)] };
}

/** A field's name, alone or with a path: `topic`, `json.user`. */
export function isField(token: Token): boolean {
  return token.name === 'Path' || (token.name === 'Word' && fieldNamed(token.text) !== undefined);
}

function checkPath(token: Token): CheckedField | Problems {
  const path = readPath(token.text);
  if (path.ok) return { ok: true, field: 'json', path: path.path };
  const place = { from: token.from + path.from, to: token.from + path.to };
  return { ok: false, problems: [diagnosticAt(place, path.message, path.hint)] };
}

function unknownField(token: Token): FilterDiagnostic {
  if (token.name === 'String') {
    return diagnosticAt(token, 'A field must stand here, not text in quotes.', 'Example: topic == "chat"');
  }
  const name = token.text.toLowerCase();
  const other = Object.hasOwn(otherNames, name) ? otherNames[name] : undefined;
  const meant = other ?? closestWord(token.text, fieldNames);
  const message = `There is no field ${quoted(token.text)}.`;
  if (/^[\p{L}_$]\w*[.[]/u.test(token.text)) {
    return diagnosticAt(token, message, 'Values of a JSON payload begin with “json”: json.user.id == 7');
  }
  if (meant !== undefined) return diagnosticAt(token, message, `Did you mean “${meant}”?`);
  return diagnosticAt(token, message, 'To find it as text, put all of it into quotes.');
}
