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

/** Text has tabs and line breaks, escape sequences at times; bytes below those say that it is none. */
export function isTextLike(text: string): boolean {
  // eslint-disable-next-line no-control-regex -- controls are what this looks for
  return !/[\0-\u0006\u000e-\u001a\u001c-\u001f]/.test(text);
}

/** Drops white space outside of string literals. Needs no valid JSON: a preview is cut anywhere. */
function withoutSpaces(json: string): string {
  return json.replace(/("(?:[^"\\]|\\.)*"?)|\s+/gs, (_, literal: string | undefined) => literal ?? '');
}
