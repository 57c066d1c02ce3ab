import { checkText } from '../ui/editor/check-text.ts';
import { utf8Length } from '../ui/editor/utf8-length.ts';
import { parseHexInput } from './hex-input.ts';

export const payloadFormats = ['text', 'json', 'hex'] as const;
export type PayloadFormat = (typeof payloadFormats)[number];

/** What is typed, as bytes to come: their number now, themselves only when they are sent. */
export type PayloadState =
  | { readonly ok: true; readonly size: number; readonly words: string; readonly valid: boolean }
  /** Cannot be sent as it is: `words` says what is wrong and where. */
  | { readonly ok: false; readonly size: number; readonly words: string };

/**
 * Judges what is typed. Text may be anything. JSON is sent as it is typed, not rewritten, and only when it parses:
 * whoever chose JSON wants to hear of a missing comma before the room does. Hex needs whole bytes.
 */
export function judgePayload(format: PayloadFormat, typed: string): PayloadState {
  if (format === 'hex') {
    const hex = parseHexInput(typed);
    if (hex.ok) return { ok: true, size: hex.bytes.length, words: hex.bytes.length === 0 ? 'Empty' : 'Valid hex', valid: true };
    return { ok: false, size: hex.wholeBytes, words: `Hex error at line ${hex.line}, column ${hex.column}: ${hex.message}` };
  }
  const size = utf8Length(typed);
  if (format === 'text') return { ok: true, size, words: size === 0 ? 'Empty' : 'Text', valid: true };
  const check = checkText(typed, true);
  if (check.kind === 'json') return { ok: true, size, words: 'Valid JSON', valid: true };
  if (check.kind === 'json-error') {
    const { line, column, message } = check;
    return { ok: false, size, words: `JSON error at line ${line}, column ${column}: ${message}` };
  }
  return { ok: false, size, words: 'Type JSON here, or choose Text' };
}

/** The bytes of a payload that `judgePayload` found ok; undefined otherwise. */
export function encodePayload(format: PayloadFormat, typed: string): Uint8Array<ArrayBuffer> | undefined {
  if (format === 'hex') {
    const hex = parseHexInput(typed);
    return hex.ok ? hex.bytes : undefined;
  }
  return judgePayload(format, typed).ok ? new TextEncoder().encode(typed) : undefined;
}
