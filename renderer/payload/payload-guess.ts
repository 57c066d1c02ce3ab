import { decodeText, type DecodedText, describePayload, hexOf, type JsonResult, parseJson } from './codecs/index.ts';
import { formatCount } from '../ui/format.ts';

export const payloadViews = ['json', 'text', 'hex', 'packet'] as const;
export type PayloadViewName = (typeof payloadViews)[number];

/** A payload read in every way that its views need, and the view that suits it. */
export interface PayloadGuess {
  readonly view: PayloadViewName;
  /** Why, in a few words. */
  readonly why: string;
  readonly decoded: DecodedText;
  /** Undefined where the bytes are no text at all. */
  readonly json: JsonResult | undefined;
}

/** JSON where it parses, text where it is UTF-8, else hex. */
export function guessView(payload: Uint8Array): PayloadGuess {
  const decoded = decodeText(payload);
  if (payload.length === 0) return { view: 'text', why: 'Empty', decoded, json: undefined };
  if (decoded.firstInvalidAt !== undefined) {
    return { view: 'hex', why: `No UTF-8 from byte ${formatCount(decoded.firstInvalidAt)} on`, decoded, json: undefined };
  }
  const json = parseJson(decoded.text);
  if (json.ok) return { view: 'json', why: 'It parses as JSON', decoded, json };
  if (describePayload(payload) === 'binary') {
    return { view: 'hex', why: 'Valid UTF-8, but with bytes that no text has', decoded, json };
  }
  return { view: 'text', why: 'UTF-8, but no JSON', decoded, json };
}

/** How a payload is copied: as the text it is, or as hex digits where it is none. */
export function copyablePayload(payload: Uint8Array): { readonly text: string; readonly as: 'text' | 'hex' } {
  const decoded = decodeText(payload);
  return decoded.invalidBytes === 0 ? { text: decoded.text, as: 'text' } : { text: hexOf(payload), as: 'hex' };
}
