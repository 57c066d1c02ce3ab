/**
 * LZ4 frames (lz4_Frame_format.md 1.6.4), as chunks of an MCAP have them. The library lz4js trusts what it unpacks: a
 * hostile chunk makes it count to 255 times its length and write beyond its target. This one stops at its bound.
 */

const magic = 0x184d2204;
const minimumMatch = 4;
const uncompressedBit = 0x8000_0000;

/** What frames unpack to; undefined where they are broken, or are not exactly `size` bytes. */
export function unpackLz4(source: Uint8Array, size: number): Uint8Array | undefined {
  const view = new DataView(source.buffer, source.byteOffset, source.byteLength);
  const target = new Uint8Array(size);
  let from = 0;
  let to = 0;
  while (from + 4 <= source.length) {
    const blocks = startOfBlocks(view, from);
    if (blocks === undefined) return undefined;
    from = blocks.at;
    for (;;) {
      if (from + 4 > source.length) return undefined;
      const word = view.getUint32(from, true);
      from += 4;
      if (word === 0) break;
      const length = word & ~uncompressedBit;
      const end = from + length;
      if (end > source.length) return undefined;
      const isPlain = word >= uncompressedBit;
      const next = isPlain ? copyPlain(source, from, end, target, to) : unpackBlock(source, from, end, target, to);
      if (next < 0) return undefined;
      to = next;
      from = end + (blocks.hasBlockSums ? 4 : 0);
    }
    if (blocks.hasContentSum) from += 4;
  }
  return to === size && from === source.length ? target : undefined;
}

interface Blocks {
  readonly at: number;
  readonly hasBlockSums: boolean;
  readonly hasContentSum: boolean;
}

/** Reads a frame's header. */
function startOfBlocks(view: DataView, from: number): Blocks | undefined {
  if (view.getUint32(from, true) !== magic || from + 7 > view.byteLength) return undefined;
  const flags = view.getUint8(from + 4);
  const hasDictionary = (flags & 0x01) !== 0;
  if (flags >>> 6 !== 1 || hasDictionary) return undefined;
  const contentSize = (flags & 0x08) === 0 ? 0 : 8;
  return { at: from + 7 + contentSize, hasBlockSums: (flags & 0x10) !== 0, hasContentSum: (flags & 0x04) !== 0 };
}

function copyPlain(source: Uint8Array, from: number, end: number, target: Uint8Array, to: number): number {
  if (to + end - from > target.length) return -1;
  target.set(source.subarray(from, end), to);
  return to + end - from;
}

/** Unpacks a block to target[to …]; where it ends there, or -1 where it is broken or does not fit. */
function unpackBlock(source: Uint8Array, start: number, end: number, target: Uint8Array, start2: number): number {
  let from = start;
  let to = start2;
  while (from < end) {
    const token = source[from] ?? 0;
    from += 1;
    let literals = token >>> 4;
    if (literals === 15) {
      let more = 255;
      while (more === 255) {
        if (from >= end) return -1;
        more = source[from] ?? 0;
        from += 1;
        literals += more;
      }
    }
    if (from + literals > end || to + literals > target.length) return -1;
    for (const stop = from + literals; from < stop; from += 1, to += 1) target[to] = source[from] ?? 0;
    // The last sequence has literals only.
    if (from === end) return to;
    if (from + 2 > end) return -1;
    const offset = (source[from] ?? 0) | ((source[from + 1] ?? 0) << 8);
    from += 2;
    if (offset === 0 || offset > to) return -1;
    let match = (token & 15) + minimumMatch;
    if (match === 15 + minimumMatch) {
      let more = 255;
      while (more === 255) {
        if (from >= end) return -1;
        more = source[from] ?? 0;
        from += 1;
        match += more;
      }
    }
    if (to + match > target.length) return -1;
    for (const stop = to + match; to < stop; to += 1) target[to] = target[to - offset] ?? 0;
  }
  return to;
}
