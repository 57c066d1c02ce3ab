import type { JsonDocument } from '../codecs/index.ts';
import { guessView, type PayloadReading } from '../payload-guess.ts';

/** A way in which two payloads can be held against each other. */
export type DiffMode = 'json' | 'lines' | 'hex';

export const diffLabels: Readonly<Record<DiffMode, string>> = { json: 'Values', lines: 'Lines', hex: 'Bytes' };

/** Values of a document that are compared at once: 50,000 pairs take 40 ms, and both have to be parsed before. */
const valuesMaximum = 20_000;
/** Texts larger than this are compared by lines when that is asked for, 100 ms at most, and by bytes at first. */
const linesAtOnceMaximum = 60_000;
/** As in guessView. */
const textMaximum = 300_000;

/** Both as the same kind of thing, or as bytes. */
export interface ComparedPayloads {
  /** The one that tells most first; where that would take long, the one that is quick. */
  readonly modes: readonly DiffMode[];
  readonly json: { readonly before: JsonDocument; readonly after: JsonDocument } | undefined;
  /** Both as texts, made when it is asked for; undefined unless `modes` has `lines`. */
  readonly texts: () => { readonly before: string; readonly after: string } | undefined;
}

/** How two payloads can be compared: JSON by values, texts by lines, MessagePack and CBOR by their notation. */
export function comparePayloads(before: PayloadReading, after: PayloadReading): ComparedPayloads {
  const largest = Math.max(before.bytes.length, after.bytes.length);
  const isText = largest <= textMaximum && hasText(before) && hasText(after);
  const json = isText ? bothJson(before, after) : undefined;
  const others: DiffMode[] = !isText ? ['hex'] : largest <= linesAtOnceMaximum ? ['lines', 'hex'] : ['hex', 'lines'];
  return {
    modes: json === undefined ? others : ['json', ...others],
    json,
    texts: () => (isText ? { before: textOf(before), after: textOf(after) } : undefined),
  };
}

function bothJson(before: PayloadReading, after: PayloadReading): ComparedPayloads['json'] {
  const [old, fresh] = [before.json, after.json];
  if (old?.ok !== true || fresh?.ok !== true) return undefined;
  if (old.document.size > valuesMaximum || fresh.document.size > valuesMaximum) return undefined;
  return { before: old.document, after: fresh.document };
}

function hasText(reading: PayloadReading): boolean {
  const { view } = guessView(reading);
  return view !== 'hex' && view !== 'packet';
}

/** As lines: JSON and the binary formats written over many, text as it is. */
function textOf(reading: PayloadReading): string {
  const { view } = guessView(reading);
  if (view === 'json' && reading.json?.ok === true) return reading.json.document.pretty();
  if (view === 'msgpack' && reading.msgpack.ok) return reading.msgpack.document.pretty();
  if (view === 'cbor' && reading.cbor.ok) return reading.cbor.document.pretty();
  return reading.decoded.text;
}

export function isEqual(before: Uint8Array, after: Uint8Array): boolean {
  return before.length === after.length && before.every((byte, index) => byte === after[index]);
}
