import { parseHex } from '../payload/codecs/index.ts';
import { checkText } from '../ui/editor/check-text.ts';
import { utf8Length } from '../ui/editor/utf8-length.ts';

export const payloadFormats = ['text', 'json', 'hex'] as const;
export type PayloadFormat = (typeof payloadFormats)[number];

/** What is typed, as bytes to come: their number now, themselves only when they are sent. */
export type PayloadState =
  | { readonly ok: true; readonly kind: 'valid'; readonly size: number; readonly words: string }
  /** Cannot be sent as it is: `words` says what is wrong and where. empty: nothing was typed yet, which is no fault. */
  | { readonly ok: false; readonly kind: 'empty' | 'error'; readonly size: number; readonly words: string };

/**
 * Judges what is typed. Text may be anything. JSON is sent as it is typed, not rewritten, and only when it parses:
 * whoever chose JSON wants to hear of a missing comma before the room does. Hex needs whole bytes.
 */
export function judgePayload(format: PayloadFormat, typed: string): PayloadState {
  if (format === 'hex') {
    const hex = parseHex(typed);
    if (!hex.ok)
      return { ok: false, kind: 'error', size: 0, words: `Hex error${lineOf(typed, hex.offset)}: ${hex.message}` };
    return { ok: true, kind: 'valid', size: hex.bytes.length, words: hex.bytes.length === 0 ? 'Empty' : 'Valid hex' };
  }
  const size = utf8Length(typed);
  if (format === 'text') return { ok: true, kind: 'valid', size, words: size === 0 ? 'Empty' : 'Text' };
  const check = checkText(typed, true);
  if (check.kind === 'json') return { ok: true, kind: 'valid', size, words: 'Valid JSON' };
  if (check.kind === 'json-error') {
    const { line, column, message } = check;
    return { ok: false, kind: 'error', size, words: `JSON error at line ${line}, column ${column}: ${message}` };
  }
  return { ok: false, kind: 'empty', size, words: 'Type JSON here, or choose Text' };
}

/** The bytes of a payload that `judgePayload` found ok; undefined otherwise. */
export function encodePayload(format: PayloadFormat, typed: string): Uint8Array<ArrayBuffer> | undefined {
  if (format === 'hex') {
    const hex = parseHex(typed);
    // Copied into a buffer of its own, as it is handed to other pages.
    return hex.ok ? new Uint8Array(hex.bytes) : undefined;
  }
  return judgePayload(format, typed).ok ? new TextEncoder().encode(typed) : undefined;
}

/** The codec's message has the position in the whole text; over several lines the line helps to find it. */
function lineOf(text: string, offset: number): string {
  const before = text.slice(0, offset).split('\n');
  return text.includes('\n') ? ` in line ${before.length}` : '';
}
