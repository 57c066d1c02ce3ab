/**
 * LZ4 frames (lz4_Frame_format.md 1.6.4), as chunks of an MCAP have them. The library lz4js trusts what it unpacks: a
 * hostile chunk makes it count to 255 times its length and write beyond its target. This one stops at its bound, and lets
 * others have their turn.
 */

const magic = 0x184d2204;
const minimumMatch = 4;
const uncompressedBit = 0x8000_0000;
/** By their code. */
const blockMaxima: readonly (number | undefined)[] =
  [undefined, undefined, undefined, undefined, 65_536, 262_144, 1_048_576, 4_194_304];
/** A sequence that begins within it is unpacked to its end: 4 MiB at the most, which take 4 ms. */
const bytesPerLook = 262_144;
/** Below it a loop is quicker than a call. */
const longCopy = 48;

/** Unpacks frames to all of `target`, and yields every now and then how many bytes are there. False: they are broken. */
export function* unpackLz4(source: Uint8Array, target: Uint8Array): Generator<number, boolean> {
  const view = new DataView(source.buffer, source.byteOffset, source.byteLength);
  const cursor: Cursor = { from: 0, to: 0 };
  while (cursor.from + 4 <= source.length) {
    const blocks = startOfBlocks(view, cursor.from);
    if (blocks === undefined) return false;
    cursor.from = blocks.at;
    for (;;) {
      if (cursor.from + 4 > source.length) return false;
      const word = view.getUint32(cursor.from, true);
      cursor.from += 4;
      if (word === 0) break;
      const isPlain = word >= uncompressedBit;
      const end = cursor.from + (isPlain ? word - uncompressedBit : word);
      const limit = Math.min(target.length, cursor.to + blocks.maximum);
      if (end > source.length || end - cursor.from > blocks.maximum) return false;
      while (cursor.from < end) {
        const isWhole = isPlain ? copyPlain(source, end, target, limit, cursor) : unpackSome(source, end, target, limit, cursor);
        if (!isWhole) return false;
        yield cursor.to;
      }
      cursor.from = end + (blocks.hasBlockSums ? 4 : 0);
    }
    if (blocks.hasContentSum) cursor.from += 4;
  }
  return cursor.to === target.length && cursor.from === source.length;
}

/** How far it is in its source and its target. */
interface Cursor {
  from: number;
  to: number;
}

interface Blocks {
  readonly at: number;
  /** Of each, packed and unpacked. */
  readonly maximum: number;
  readonly hasBlockSums: boolean;
  readonly hasContentSum: boolean;
}

/** Reads a frame's header. */
function startOfBlocks(view: DataView, from: number): Blocks | undefined {
  if (view.getUint32(from, true) !== magic || from + 7 > view.byteLength) return undefined;
  const flags = view.getUint8(from + 4);
  const hasDictionary = (flags & 0x01) !== 0;
  const maximum = blockMaxima[view.getUint8(from + 5) >>> 4];
  if (flags >>> 6 !== 1 || hasDictionary || maximum === undefined) return undefined;
  const contentSize = (flags & 0x08) === 0 ? 0 : 8;
  return { at: from + 7 + contentSize, maximum, hasBlockSums: (flags & 0x10) !== 0, hasContentSum: (flags & 0x04) !== 0 };
}

function copyPlain(source: Uint8Array, end: number, target: Uint8Array, limit: number, cursor: Cursor): boolean {
  const { from, to } = cursor;
  if (to + end - from > limit) return false;
  target.set(source.subarray(from, end), to);
  cursor.to += end - from;
  cursor.from = end;
  return true;
}

/** Unpacks what of a block comes next; false: it is broken or does not fit. */
function unpackSome(source: Uint8Array, end: number, target: Uint8Array, limit: number, cursor: Cursor): boolean {
  let { from, to } = cursor;
  const stopAt = to + bytesPerLook;
  while (from < end && to < stopAt) {
    const token = source[from] ?? 0;
    from += 1;
    let literals = token >>> 4;
    if (literals === 15) {
      let more = 255;
      while (more === 255) {
        if (from >= end) return false;
        more = source[from] ?? 0;
        from += 1;
        literals += more;
      }
    }
    if (from + literals > end || to + literals > limit) return false;
    if (literals > longCopy) {
      target.set(source.subarray(from, from + literals), to);
      from += literals;
      to += literals;
    } else for (const stop = from + literals; from < stop; from += 1, to += 1) target[to] = source[from] ?? 0;
    // The last sequence has literals only.
    if (from === end) break;
    if (from + 2 > end) return false;
    const offset = (source[from] ?? 0) | ((source[from + 1] ?? 0) << 8);
    from += 2;
    if (offset === 0 || offset > to) return false;
    let match = (token & 15) + minimumMatch;
    if (match === 15 + minimumMatch) {
      let more = 255;
      while (more === 255) {
        if (from >= end) return false;
        more = source[from] ?? 0;
        from += 1;
        match += more;
      }
    }
    if (to + match > limit) return false;
    const stop = to + match;
    if (match > longCopy && offset === 1) target.fill(target[to - 1] ?? 0, to, stop);
    else if (match > longCopy && offset >= match) target.copyWithin(to, to - offset, stop - offset);
    else for (let at = to; at < stop; at += 1) target[at] = target[at - offset] ?? 0;
    to = stop;
  }
  cursor.from = from;
  cursor.to = to;
  return true;
}
