/** Bytes read as UTF-8, and how far they are that. */
export interface DecodedText {
  /** Whole; what is no UTF-8 is U+FFFD. A byte order mark stays. */
  readonly text: string;
  /** Bytes that are part of no valid UTF-8 sequence. */
  readonly invalidBytes: number;
  /** Offset of the first such byte; undefined when there is none. */
  readonly firstInvalidAt: number | undefined;
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

export function decodeText(bytes: Uint8Array): DecodedText {
  let invalidBytes = 0;
  let firstInvalidAt: number | undefined;
  let at = 0;
  while (at < bytes.length) {
    const length = sequenceLength(bytes, at);
    if (length === 0) {
      invalidBytes += 1;
      firstInvalidAt ??= at;
    }
    at += Math.max(1, length);
  }
  return { text: decoder.decode(bytes), invalidBytes, firstInvalidAt };
}

/** Length of the UTF-8 sequence at `at`: 1–4, or 0 where there is no valid one (Unicode 16, table 3-7). */
export function sequenceLength(bytes: Uint8Array, at: number): 0 | 1 | 2 | 3 | 4 {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return 1;
  if (first < 0xc2 || first > 0xf4) return 0;
  if (first < 0xe0) return isContinuation(bytes[at + 1]) ? 2 : 0;
  const second = bytes[at + 1] ?? 0;
  const low = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
  const high = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
  if (second < low || second > high || !isContinuation(bytes[at + 2])) return 0;
  if (first < 0xf0) return 3;
  return isContinuation(bytes[at + 3]) ? 4 : 0;
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}

/** Longer lines are slow to lay out in any browser (a 60 kB one takes seconds with wrapping). */
export const lineLengthMaximum = 2_000;

/** A line as it is to be shown. */
export interface TextLine {
  /** From 0. */
  readonly number: number;
  /** Without its line break; cut to `lineLengthMaximum`. Not yet made printable: see printable.ts. */
  readonly text: string;
  /** UTF-16 units that were cut off; a view says so. */
  readonly hidden: number;
}

/** A long text by lines, without splitting it up: only the lines that are shown are made. */
export class TextLines {
  readonly text: string;
  readonly #starts: Uint32Array;

  /** Lines end with LF, CR LF or CR. */
  constructor(text: string) {
    this.text = text;
    const starts = [0];
    for (const match of text.matchAll(/\r\n|\n|\r/g)) starts.push(match.index + match[0].length);
    this.#starts = Uint32Array.from(starts);
  }

  get count(): number {
    return this.#starts.length;
  }

  /** Lines `first` … `first + count - 1`, as far as there are any. */
  slice(first: number, count: number): readonly TextLine[] {
    const lines: TextLine[] = [];
    for (let number = Math.max(0, first); number < Math.min(this.count, first + count); number += 1) {
      lines.push(this.#line(number));
    }
    return lines;
  }

  #line(number: number): TextLine {
    const start = this.#starts[number] ?? 0;
    const next = this.#starts[number + 1];
    const end = next === undefined ? this.text.length : this.#beforeBreak(start, next);
    const length = end - start;
    if (length <= lineLengthMaximum) return { number, text: this.text.slice(start, end), hidden: 0 };
    const last = this.text.charCodeAt(start + lineLengthMaximum - 1);
    const shown = last >= 0xd800 && last <= 0xdbff ? lineLengthMaximum - 1 : lineLengthMaximum;
    return { number, text: this.text.slice(start, start + shown), hidden: length - shown };
  }

  #beforeBreak(start: number, next: number): number {
    const isPair = next - start >= 2 && this.text.startsWith('\r\n', next - 2);
    return next - (isPair ? 2 : 1);
  }
}
