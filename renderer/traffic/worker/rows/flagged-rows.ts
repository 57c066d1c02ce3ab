import { segmentRows } from '../store/columns.ts';

/** Which rows had a flag as they were logged: a bit each, in pieces that go with the log's segments. */
export class FlaggedRows {
  readonly #pieces = new Map<number, { readonly bits: Uint32Array; count: number }>();
  /** In all pieces. */
  #count = 0;

  add(row: number): void {
    const number = Math.floor(row / segmentRows);
    let piece = this.#pieces.get(number);
    if (piece === undefined) {
      piece = { bits: new Uint32Array(segmentRows / 32), count: 0 };
      this.#pieces.set(number, piece);
    }
    const index = row % segmentRows;
    piece.bits[index >>> 5] = (piece.bits[index >>> 5] ?? 0) | (1 << (index & 31));
    piece.count += 1;
    this.#count += 1;
  }

  /** How many there are from `firstRow` on; what is before it is forgotten. */
  countFrom(firstRow: number): number {
    const first = Math.floor(firstRow / segmentRows);
    for (const [number, piece] of this.#pieces) {
      if (number >= first) break;
      this.#pieces.delete(number);
      this.#count -= piece.count;
    }
    return this.#count - countBefore(this.#pieces.get(first)?.bits, firstRow % segmentRows);
  }
}

function countBefore(bits: Uint32Array | undefined, end: number): number {
  if (bits === undefined) return 0;
  let count = 0;
  for (let index = 0; index < end; index += 1) count += ((bits[index >>> 5] ?? 0) >>> (index & 31)) & 1;
  return count;
}
