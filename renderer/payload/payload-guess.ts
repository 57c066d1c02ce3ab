import {
  type BinaryResult,
  decodeText,
  type DecodedText,
  describePayload,
  hexOf,
  isTextLike,
  type JsonResult,
  parseJson,
  readCbor,
  readMsgpack,
} from './codecs/index.ts';
import { formatBytes, formatCount } from '../ui/format.ts';

export const payloadViews = ['json', 'text', 'hex', 'msgpack', 'cbor', 'packet'] as const;
export type PayloadViewName = (typeof payloadViews)[number];

export const viewLabels: Readonly<Record<PayloadViewName, string>> = {
  json: 'JSON',
  text: 'Text',
  hex: 'Hex',
  msgpack: 'MessagePack',
  cbor: 'CBOR',
  packet: 'Packet',
};

/**
 * Of a larger payload only the beginning is looked at, until a view is asked for: reading a mebibyte of numbers as
 * JSON takes 100 ms. A message is never that large (the server delivers 262,000 B at most), a stream may be.
 */
export const guessedWholeMaximum = 300_000;
/** Of MessagePack and CBOR: to look at more than these takes over 10 ms each. Asked for, all are read. */
const guessedValuesMaximum = 80_000;

/** A payload, read in each way when it is first asked for. */
export class PayloadReading {
  readonly bytes: Uint8Array;
  #decoded: DecodedText | undefined;
  #json: JsonResult | undefined;
  #msgpack: BinaryResult | undefined;
  #cbor: BinaryResult | undefined;
  #guess: PayloadGuess | undefined;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  get decoded(): DecodedText {
    return (this.#decoded ??= decodeText(this.bytes));
  }

  /** Undefined where the bytes are no text at all, or none are there. */
  get json(): JsonResult | undefined {
    if (this.bytes.length === 0 || this.decoded.firstInvalidAt !== undefined) return undefined;
    return (this.#json ??= parseJson(this.decoded.text));
  }

  get msgpack(): BinaryResult {
    return (this.#msgpack ??= readMsgpack(this.bytes));
  }

  get cbor(): BinaryResult {
    return (this.#cbor ??= readCbor(this.bytes));
  }

  get guess(): PayloadGuess {
    return (this.#guess ??= guessView(this));
  }
}

/** The view that suits a payload. */
export interface PayloadGuess {
  readonly view: PayloadViewName;
  /** Why, in a few words, and in a sentence. */
  readonly why: string;
  readonly because: string;
}

/**
 * JSON where it parses, text where it is UTF-8 with hardly a control character, then MessagePack, then CBOR, else hex.
 *
 * Text comes before the binary formats since each short text is some MessagePack value too ("a" is 97). The other way
 * round is no risk: what is taken for MessagePack or CBOR has to be a map or a list with something in it, and their
 * first byte (0x80–0x9f, 0xa0–0xbf) begins no UTF-8. Only a MessagePack map or list of over 32,000 values can begin
 * as text does.
 */
export function guessView(reading: PayloadReading): PayloadGuess {
  const { bytes } = reading;
  if (bytes.length === 0) return { view: 'text', why: 'Empty', because: 'There are no bytes.' };
  if (bytes.length > guessedWholeMaximum) return guessLarge(bytes);
  const { decoded, json } = reading;
  if (json?.ok === true) {
    return { view: 'json', why: 'Parses as JSON', because: 'It is JSON from the first byte to the last.' };
  }
  const isText = decoded.firstInvalidAt === undefined && isTextLike(decoded.text);
  if (isText) return { view: 'text', why: 'UTF-8, no JSON', because: 'It is UTF-8, and does not parse as JSON.' };
  const [msgpack, cbor] = [readMsgpack(bytes, guessedValuesMaximum), readCbor(bytes, guessedValuesMaximum)];
  const also = convinces(cbor) ? ' It reads as CBOR as well.' : '';
  if (convinces(msgpack)) {
    return { view: 'msgpack', why: 'Reads as MessagePack', because: `It is one MessagePack value to the last byte.${also}` };
  }
  if (also !== '') return { view: 'cbor', why: 'Reads as CBOR', because: 'It is one CBOR value to the last byte.' };
  if (isTooMany(msgpack) || isTooMany(cbor)) {
    const because = `It may be MessagePack or CBOR of over ${formatCount(guessedValuesMaximum)} values. Choose a view to read all of it so.`;
    return { view: 'hex', why: 'Many values', because };
  }
  if (decoded.firstInvalidAt === undefined) {
    return { view: 'hex', why: 'Looks binary', because: 'It is UTF-8, but many of its characters are controls that no text has.' };
  }
  const because = `Text is UTF-8, and this is none from byte ${formatCount(decoded.firstInvalidAt)} on.`;
  return { view: 'hex', why: 'Not UTF-8', because };
}

function guessLarge(bytes: Uint8Array): PayloadGuess {
  const view = describePayload(bytes) === 'binary' ? 'hex' : 'text';
  const because = `Of ${formatBytes(bytes.length)} only the beginning was looked at. Choose a view to read all of it so.`;
  return { view, why: 'Large', because };
}

/**
 * A map or list with something in it, that ends with the last byte, whose keys are strings or integers and whose
 * strings are text. Of random bytes that are no text, 1 in 250 passes at 3 bytes, 1 in 5,000 at 16 (a test counts).
 */
function convinces(result: BinaryResult): boolean {
  if (!result.ok || result.trailing > 0) return false;
  const { document } = result;
  let node = document.root;
  // A tag holds one value; a row of them is as deep as the payload is long, and no more.
  while (node.kind === 'tag') {
    const [value] = document.children(node.id, 0, 1);
    if (value === undefined) return false;
    node = value;
  }
  if ((node.kind !== 'object' && node.kind !== 'array') || node.count === 0) return false;
  return document.hasPlainKeys && document.everyString((text) => !text.includes('\ufffd') && isTextLike(text));
}

function isTooMany(result: BinaryResult): boolean {
  return !result.ok && result.reason === 'too-many';
}

/** How a payload is copied: as the text it is, or as hex digits where it is none. */
export function copyablePayload(payload: Uint8Array): { readonly text: string; readonly as: 'text' | 'hex' } {
  const decoded = decodeText(payload);
  return decoded.invalidBytes === 0 ? { text: decoded.text, as: 'text' } : { text: hexOf(payload), as: 'hex' };
}
