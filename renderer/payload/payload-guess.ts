import { decodeText, type DecodedText, describePayload, hexOf, type JsonResult, parseJson } from './codecs/index.ts';
import { formatCount } from '../ui/format.ts';

export const payloadViews = ['json', 'text', 'hex', 'packet'] as const;
export type PayloadViewName = (typeof payloadViews)[number];

/** A payload read in every way that its views need, and the view that suits it. */
export interface PayloadGuess {
  readonly view: PayloadViewName;
  /** Why, in three words, and in a sentence. */
  readonly why: string;
  readonly because: string;
  readonly decoded: DecodedText;
  /** Undefined where the bytes are no text at all. */
  readonly json: JsonResult | undefined;
}

/** JSON where it parses, text where it is UTF-8, else hex. */
export function guessView(payload: Uint8Array): PayloadGuess {
  const decoded = decodeText(payload);
  if (payload.length === 0)
    return { view: 'text', why: 'Empty', because: 'There are no bytes.', decoded, json: undefined };
  if (decoded.firstInvalidAt !== undefined) {
    const because = `Text is UTF-8, and this is none from byte ${formatCount(decoded.firstInvalidAt)} on.`;
    return { view: 'hex', why: 'Not UTF-8', because, decoded, json: undefined };
  }
  const json = parseJson(decoded.text);
  if (json.ok)
    return {
      view: 'json',
      why: 'Parses as JSON',
      because: 'It is JSON from the first byte to the last.',
      decoded,
      json,
    };
  if (describePayload(payload) === 'binary') {
    return {
      view: 'hex',
      why: 'Looks binary',
      because: 'It is UTF-8, but has characters that no text has.',
      decoded,
      json,
    };
  }
  return { view: 'text', why: 'UTF-8, no JSON', because: 'It is UTF-8, and does not parse as JSON.', decoded, json };
}

/** How a payload is copied: as the text it is, or as hex digits where it is none. */
export function copyablePayload(payload: Uint8Array): { readonly text: string; readonly as: 'text' | 'hex' } {
  const decoded = decodeText(payload);
  return decoded.invalidBytes === 0 ? { text: decoded.text, as: 'text' } : { text: hexOf(payload), as: 'hex' };
}
