/** Text in quotes, read and written. */

export interface StringLiteral {
  readonly text: string;
  /** False: the closing quote is missing. */
  readonly closed: boolean;
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', v: '\v', 0: '\0' };
const escaped = /\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([\s\S]))/g;

/**
 * `"a\tb"` → its text, with the escapes of JavaScript. What is no escape there keeps its backslash, so that a path such
 * as `"\data"` is what was typed.
 */
export function readString(literal: string): StringLiteral {
  const { body, closed } = unquoted(literal);
  const text = body.replace(escaped, (all, braced?: string, four?: string, two?: string, one?: string) => {
    if (one !== undefined) return Object.hasOwn(escapes, one) ? (escapes[one] ?? '') : /["'\\/]/.test(one) ? one : all;
    const code = Number.parseInt(braced ?? four ?? two ?? '', 16);
    return code > 0x10ffff ? all : String.fromCodePoint(code);
  });
  return { text, closed };
}

/**
 * The same for a pattern: its escapes are the pattern's own (`\b` is a word's edge, no backspace), so only the quote
 * and `\uXXXX`, which RE2 writes `\x{XXXX}`, are taken here.
 */
export function readPattern(literal: string): StringLiteral {
  const { body, closed } = unquoted(literal);
  const text = body.replace(escaped, (all, braced?: string, four?: string, _two?: string, one?: string) => {
    if (one !== undefined) return one === '"' || one === "'" ? one : all;
    const code = braced ?? four;
    return code === undefined ? all : `\\x{${code}}`;
  });
  return { text, closed };
}

/** The text in double quotes; what cannot be seen, or turns the text around it, as an escape. */
export function writeString(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&').replace(unseen, escapeOf)}"`;
}

/** A pattern in double quotes: its backslashes stay as they are. */
export function writePattern(pattern: string): string {
  const safe = pattern.replace(/\\([\s\S])|"/g, (all, one?: string) => {
    if (one === undefined) return '\\"';
    // `\"` is a quote for RE2 too; within quotes it would lose its backslash, which changes nothing but the text.
    return one === '"' || one === "'" ? `\\x{${one.charCodeAt(0).toString(16)}}` : all;
  });
  return `"${safe.replace(unseen, (char) => `\\x{${codeOf(char)}}`)}"`;
}

/** Controls, format characters, lone surrogates, separators but the space, and what else has no picture. */
const unseen = /\u034f|[\p{C}\p{Zl}\p{Zp}\u00a0\u115f\u1160\u2800\u3164\uffa0]/gu;

function escapeOf(char: string): string {
  const short = Object.entries(escapes).find(([letter, text]) => text === char && letter !== '0');
  if (short !== undefined) return `\\${short[0]}`;
  const code = codeOf(char);
  return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`;
}

function codeOf(char: string): string {
  return (char.codePointAt(0) ?? 0).toString(16);
}

function unquoted(literal: string): { body: string; closed: boolean } {
  const quote = literal[0] ?? '"';
  // An escaped quote at the end does not close it: a quote is real after an even number of backslashes.
  const backslashes = /\\*$/.exec(literal.slice(1, -1))?.[0].length ?? 0;
  const closed = literal.length > 1 && literal.endsWith(quote) && backslashes % 2 === 0;
  return { body: literal.slice(1, closed ? -1 : undefined), closed };
}
