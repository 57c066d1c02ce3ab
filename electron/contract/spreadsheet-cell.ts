/**
 * What a spreadsheet would calculate, or fetch, when a table is pasted into it: the signs that begin a formula (OWASP,
 * "CSV injection"), their full-width forms too, behind blanks as well. A quotation mark at the start joins cells up to
 * the next one, and takes one off what it then holds.
 */
const risky = /^(?:\s*[=+\-@＝＋－＠]|")/u;

/** A plain number is none of that, and is wanted as one. */
const number = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/iu;

/** With an apostrophe before it a spreadsheet takes a cell for text. Pure. */
export function safeCell(cell: string): string {
  return risky.test(cell) && !number.test(cell) ? `'${cell}` : cell;
}
