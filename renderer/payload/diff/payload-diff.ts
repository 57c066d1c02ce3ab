import type { JsonDocument, TreeDocument } from '../codecs/index.ts';
import { formatCount } from '../../ui/format.ts';
import type { PayloadReading } from '../payload-guess.ts';

/** A way in which two payloads can be held against each other. */
export type DiffMode = 'json' | 'lines' | 'hex';

export const diffLabels: Readonly<Record<DiffMode, string>> = { json: 'Values', lines: 'Lines', hex: 'Bytes' };

/** Values of a document that are compared at once: 50,000 pairs take 40 ms. */
const valuesMaximum = 20_000;
/** Of a document that is written over many lines for that. */
const writtenMaximum = 10_000;
/** Lines of a text that are compared: 5,000 take 20 ms at most. */
const linesMaximum = 5_000;
/** Texts larger than this are compared by bytes at first, which is quick. */
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
  /** Why texts are not compared by lines; empty where they are, or are none. */
  readonly note: string;
}

/** How two payloads can be compared: JSON by values, texts by lines, MessagePack and CBOR by their notation. */
export function comparePayloads(before: PayloadReading, after: PayloadReading): ComparedPayloads {
  const largest = Math.max(before.bytes.length, after.bytes.length);
  const isText = largest <= textMaximum && isWritable(before) && isWritable(after);
  const json = isText ? bothJson(before, after) : undefined;
  const hasLines = isText && !hasManyLines(before) && !hasManyLines(after);
  const others: DiffMode[] = !hasLines ? ['hex'] : largest <= linesAtOnceMaximum ? ['lines', 'hex'] : ['hex', 'lines'];
  return {
    modes: json === undefined ? others : ['json', ...others],
    json,
    texts: () => (hasLines ? { before: textOf(before), after: textOf(after) } : undefined),
    note: isText && !hasLines ? `Texts of over ${formatCount(linesMaximum)} lines are not compared by lines.` : '',
  };
}

function bothJson(before: PayloadReading, after: PayloadReading): ComparedPayloads['json'] {
  const [old, fresh] = [before.json, after.json];
  if (old?.ok !== true || fresh?.ok !== true) return undefined;
  if (old.document.size > valuesMaximum || fresh.document.size > valuesMaximum) return undefined;
  return { before: old.document, after: fresh.document };
}

/** What can be written as a text: texts can, and what few values are in. */
function isWritable(reading: PayloadReading): boolean {
  const { view } = reading.guess;
  if (view === 'hex' || view === 'packet') return false;
  return view === 'json' || view === 'text' || documentOf(reading) !== undefined;
}

function hasManyLines(reading: PayloadReading): boolean {
  if (documentOf(reading) !== undefined) return false;
  const { text } = reading.decoded;
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0 && lines <= linesMaximum; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines > linesMaximum;
}

/** What is written over many lines; undefined where there is none, or too much of it. */
function documentOf(reading: PayloadReading): TreeDocument | undefined {
  const { view } = reading.guess;
  const result = view === 'json' ? reading.json : view === 'msgpack' ? reading.msgpack : view === 'cbor' ? reading.cbor : undefined;
  return result?.ok === true && result.document.size <= writtenMaximum ? result.document : undefined;
}

/** As lines: values written over many, text as it is. */
function textOf(reading: PayloadReading): string {
  return documentOf(reading)?.pretty() ?? reading.decoded.text;
}

export function isEqual(before: Uint8Array, after: Uint8Array): boolean {
  return before.length === after.length && before.every((byte, index) => byte === after[index]);
}
