import { hexOf } from './hex.ts';
import { cut, printable } from './printable.ts';
import { decodeText } from './text.ts';

/** Bytes looked at for a preview, for each character of it: UTF-8 takes up to 4, and JSON may have spaces to drop. */
const bytesPerCharacter = 6;

/** What a payload looks like. A guess from its first bytes; views let people decide otherwise. */
export type PayloadLook = 'empty' | 'json' | 'text' | 'binary';

/** Looks at the first 4 KiB. */
export function describePayload(bytes: Uint8Array): PayloadLook {
  return lookAt(sample(bytes, 4_096)).look;
}

/**
 * A payload on one line of at most `maximum` characters: JSON without its spaces, text with its invisible characters
 * marked, anything else as hex.
 */
export function previewPayload(bytes: Uint8Array, maximum = 200): string {
  const part = sample(bytes, maximum * bytesPerCharacter);
  const { look, text } = lookAt(part);
  if (look === 'empty') return '';
  if (look === 'binary') return cut(hexOf(bytes.subarray(0, Math.ceil(maximum / 3) + 1), ' '), maximum);
  const line = look === 'json' ? withoutSpaces(text) : text;
  // What was not looked at belongs to it as well.
  const isWhole = part.length === bytes.length;
  return printable(isWhole ? line : `${line}…`, maximum);
}

/** The first bytes, without a character that is cut in two at the end. */
function sample(bytes: Uint8Array, maximum: number): Uint8Array {
  if (bytes.length <= maximum) return bytes;
  let end = maximum;
  for (let back = 0; back < 3 && ((bytes[end] ?? 0) & 0xc0) === 0x80; back += 1) end -= 1;
  return bytes.subarray(0, end);
}

function lookAt(bytes: Uint8Array): { readonly look: PayloadLook; readonly text: string } {
  if (bytes.length === 0) return { look: 'empty', text: '' };
  const { text, invalidBytes } = decodeText(bytes);
  if (invalidBytes > 0 || !isTextLike(text)) return { look: 'binary', text };
  return { look: /^\s*[{[]/.test(text) ? 'json' : 'text', text };
}

/** Of so many UTF-16 units of a text, one may be a control that no text has: one in 50 kB is a slip, no format. */
const unitsPerControl = 64;
/** Controls that terminals and printers know stand closer: bell, backspace, vertical tab, form feed, delete. */
const unitsPerTerminalControl = 3;
/** From so many units on, a null behind them is the end of a C string. */
const shortestCString = 4;

/**
 * Whether it looks like text, by its control characters: tabs and line breaks, and escape sequences of terminals, are
 * text; the others are where they are few. A null at the end, as C has it, is none.
 */
export function isTextLike(text: string): boolean {
  const isCString = text.endsWith('\0') && text.length > shortestCString;
  const length = isCString ? text.length - 1 : text.length;
  const isFew = (pattern: RegExp, units: number): boolean => {
    let left = Math.floor(length / units) + (isCString && pattern === control ? 1 : 0);
    pattern.lastIndex = 0;
    while (pattern.test(text)) {
      left -= 1;
      if (left < 0) return false;
    }
    return true;
  };
  return isFew(control, unitsPerControl) && isFew(terminalControl, unitsPerTerminalControl);
}

/* eslint-disable no-control-regex -- controls are what these look for */
/** An escape begins a sequence, or it is one of them. */
const control = /[\0-\u0006\u000e-\u001a\u001c-\u001f]|\u001b(?![ -~])/g;
const terminalControl = /[\u0007\u0008\u000b\u000c\u007f]/g;
/* eslint-enable no-control-regex */

/** Drops white space outside of string literals. Needs no valid JSON: a preview is cut anywhere. */
function withoutSpaces(json: string): string {
  return json.replace(/("(?:[^"\\]|\\.)*"?)|\s+/gs, (_, literal: string | undefined) => literal ?? '');
}
