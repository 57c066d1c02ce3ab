import { parseJson } from '../../payload/codecs/index.ts';

/** What a text is, said beside each editor. Lines and columns count from 1, positions from 0 (UTF-16 units). */
export type TextCheck =
  | { readonly kind: 'empty' }
  | { readonly kind: 'json' }
  /** Does not look like JSON and need not be: metadata and messages may be any text. */
  | { readonly kind: 'text' }
  | JsonError;

export interface JsonError {
  readonly kind: 'json-error';
  readonly position: number;
  readonly line: number;
  readonly column: number;
  /** What is wrong there: a sentence without the place. */
  readonly message: string;
}

/**
 * Tells JSON, free text and broken JSON apart. Text that does not begin like an object, an array or a string is free
 * text, unless `mustBeJson`: nobody who writes "hello" wants to hear that `h` is no JSON token.
 */
export function checkText(text: string, mustBeJson = false): TextCheck {
  if (text.trim() === '') return { kind: 'empty' };
  const json = parseJson(text);
  if (json.ok) return { kind: 'json' };
  if (!mustBeJson && !/^\s*[[{"]/.test(text)) return { kind: 'text' };
  return { kind: 'json-error', position: json.offset, line: json.line, column: json.column, message: json.message };
}

/** The check as a few words: "Valid JSON", "Free text", "JSON error at line 3, column 7: …". */
export function checkWords(check: TextCheck): string {
  switch (check.kind) {
    case 'empty':
      return 'Empty';
    case 'json':
      return 'Valid JSON';
    case 'text':
      return 'Free text';
    case 'json-error':
      return `JSON error at line ${check.line}, column ${check.column}: ${check.message}`;
  }
}
