import { sequenceLength } from '../../../payload/codecs/text.ts';

/** Whether bytes[start … end) are UTF-8 throughout. */
export function isUtf8(bytes: Uint8Array, start: number, end: number): boolean {
  let at = start;
  while (at < end) {
    if ((bytes[at] ?? 0) < 0x80) {
      at += 1;
      continue;
    }
    const length = sequenceLength(bytes, at);
    // A sequence that reaches beyond the end is none.
    if (length === 0 || at + length > end) return false;
    at += length;
  }
  return true;
}
