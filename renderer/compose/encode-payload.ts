import { parseHex } from '../payload/codecs/index.ts';
import { checkText } from '../ui/editor/check-text.ts';
import { utf8Length } from '../ui/editor/utf8-length.ts';

export const payloadFormats = ['text', 'json', 'hex'] as const;
export type PayloadFormat = (typeof payloadFormats)[number];

/** What is typed, as bytes to come: their number now, themselves only when they are sent. */
export type PayloadState =
  | { readonly ok: true; readonly kind: 'valid'; readonly size: number; readonly words: string; readonly detail: '' }
  /** Cannot be sent as it is: `words` says where, `detail` what is wrong. empty: nothing was typed yet, no fault. */
  | {
      readonly ok: false;
      readonly kind: 'empty' | 'error';
      readonly size: number;
      readonly words: string;
      readonly detail: string;
    };

/**
 * Judges what is typed. Text may be anything. JSON is sent as it is typed, not rewritten, and only when it parses:
 * whoever chose JSON wants to hear of a missing comma before the room does. Hex needs whole bytes.
 */
export function judgePayload(format: PayloadFormat, typed: string): PayloadState {
  if (format === 'hex') {
    const hex = parseHex(typed);
    if (!hex.ok) return wrong(`Hex error${lineOf(typed, hex.offset)}`, hex.message, 0);
    return valid(hex.bytes.length === 0 ? 'Empty' : 'Valid hex', hex.bytes.length);
  }
  const size = utf8Length(typed);
  if (format === 'text') return valid(size === 0 ? 'Empty' : 'Text', size);
  const check = checkText(typed, true);
  if (check.kind === 'json') return valid('Valid JSON', size);
  if (check.kind === 'json-error') {
    return wrong(`JSON error at line ${check.line}, column ${check.column}`, check.message, size);
  }
  return {
    ok: false,
    kind: 'empty',
    size,
    words: 'Type JSON here, or choose Text',
    detail: 'There is nothing to send.',
  };
}

function valid(words: string, size: number): PayloadState {
  return { ok: true, kind: 'valid', size, words, detail: '' };
}

function wrong(words: string, detail: string, size: number): PayloadState {
  return { ok: false, kind: 'error', size, words, detail };
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
