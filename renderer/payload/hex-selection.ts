import { decodeText, isTextLike } from './codecs/index.ts';
import { formatCount } from '../ui/format.ts';

/** Bytes that are selected: from the first that was pressed to the one where the pointer or cursor is, both in it. */
export interface HexSelection {
  readonly anchor: number;
  readonly focus: number;
}

/** How a dump stands in characters of one width: offset, space, two digits and a space for each byte, ASCII. */
export interface HexLayout {
  /** Of the offset. */
  readonly digits: number;
  /** Bytes in a line. */
  readonly rowBytes: number;
}

/** First byte, and the one behind the last. */
export function spanOf({ anchor, focus }: HexSelection): { readonly start: number; readonly end: number } {
  return { start: Math.min(anchor, focus), end: Math.max(anchor, focus) + 1 };
}

/** Which byte of its line stands at a column of characters, the nearest one beside and between them. */
export function byteAtColumn(column: number, { digits, rowBytes }: HexLayout): number {
  const hexStart = digits + 1;
  const asciiStart = hexStart + rowBytes * 3;
  const byte = column < asciiStart - 0.5 ? (column - hexStart + 0.5) / 3 : column - asciiStart;
  return Math.min(rowBytes - 1, Math.max(0, Math.floor(byte)));
}

export interface HexKey {
  readonly key: string;
  readonly extend: boolean;
  /** Ctrl, or the command key. */
  readonly control: boolean;
}

/** What a key makes of the selection; undefined for keys that mean nothing here. `page`: lines that a page has. */
export function selectByKey(
  selection: HexSelection | undefined,
  { key, extend, control }: HexKey,
  { length, rowBytes, page }: { readonly length: number; readonly rowBytes: number; readonly page: number },
): HexSelection | undefined {
  if (length === 0) return undefined;
  if (control && key.toLowerCase() === 'a') return { anchor: 0, focus: length - 1 };
  const from = selection?.focus ?? 0;
  const target = movedTo(key, control, from, length, rowBytes, page);
  if (target === undefined) return undefined;
  // The first key that moves shows where one is.
  const focus = selection === undefined ? 0 : Math.min(length - 1, Math.max(0, target));
  return { anchor: extend && selection !== undefined ? selection.anchor : focus, focus };
}

function movedTo(
  key: string,
  control: boolean,
  from: number,
  length: number,
  rowBytes: number,
  page: number,
): number | undefined {
  const rowStart = from - (from % rowBytes);
  if (key === 'Home') return control ? 0 : rowStart;
  if (key === 'End') return control ? length - 1 : Math.min(length - 1, rowStart + rowBytes - 1);
  if (control) return undefined;
  if (key === 'ArrowLeft') return from - 1;
  if (key === 'ArrowRight') return from + 1;
  if (key === 'ArrowUp') return from < rowBytes ? from : from - rowBytes;
  if (key === 'ArrowDown') return from + rowBytes > length - 1 ? from : from + rowBytes;
  if (key === 'PageUp') return from - rowBytes * Math.min(page, Math.floor(from / rowBytes));
  if (key === 'PageDown') return from + rowBytes * Math.min(page, Math.floor((length - 1 - from) / rowBytes));
  return undefined;
}

/** One way to read the selected bytes. */
export interface HexFact {
  readonly name: string;
  readonly meaning: string;
  readonly text: string;
}

/** Selected bytes as integers and floating-point numbers in both byte orders, and as text, where they are short enough. */
export function hexFacts(bytes: Uint8Array): readonly HexFact[] {
  const facts: HexFact[] = [];
  if (bytes.length <= 8) {
    const little = integerText([...bytes].reverse());
    const big = integerText([...bytes]);
    if (bytes.length === 1) facts.push({ name: 'int', meaning: 'As an integer', text: big });
    else {
      facts.push({ name: 'LE', meaning: 'Little-endian integer: the lowest byte first', text: little });
      facts.push({ name: 'BE', meaning: 'Big-endian integer: the highest byte first', text: big });
    }
  }
  if (bytes.length === 4 || bytes.length === 8) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const read = (isLittle: boolean): number => (bytes.length === 4 ? view.getFloat32(0, isLittle) : view.getFloat64(0, isLittle));
    const digits = bytes.length === 4 ? 7 : 15;
    const shown = (value: number): string => String(Number(value.toPrecision(digits)));
    facts.push({ name: 'LE float', meaning: 'Little-endian floating-point number (IEEE 754)', text: shown(read(true)) });
    facts.push({ name: 'BE float', meaning: 'Big-endian floating-point number (IEEE 754)', text: shown(read(false)) });
  }
  const { text, invalidBytes } = decodeText(bytes.subarray(0, textMaximum + 1));
  if (bytes.length > 1 && bytes.length <= textMaximum && invalidBytes === 0 && isTextLike(text)) {
    facts.push({ name: 'text', meaning: 'As UTF-8', text });
  }
  return facts;
}

/** Longer texts are seen in the Text view. */
const textMaximum = 64;

/** The highest byte first. Signed as well, where that is another number. */
function integerText(bytes: readonly number[]): string {
  let value = 0n;
  for (const byte of bytes) value = value * 256n + BigInt(byte);
  const signed = BigInt.asIntN(bytes.length * 8, value);
  const grouped = (number: bigint): string => number.toLocaleString('en-US');
  return signed === value ? grouped(value) : `${grouped(value)} or ${grouped(signed).replace('-', '−')}`;
}

/** `0x1f, 4 B`, or how many bytes there are where none is selected. */
export function spanText(selection: HexSelection | undefined, length: number): string {
  if (selection === undefined) return `${formatCount(length)} B`;
  const { start, end } = spanOf(selection);
  return `0x${start.toString(16)} (${formatCount(start)}), ${formatCount(end - start)} B`;
}
