import { BackwardBits, fseTable, readFseTable, readHuffmanStream, readHuffmanTable, singleTable } from './zstd-entropy.ts';
import type { FseTable, HuffmanTable, ReadTable } from './zstd-entropy.ts';

/**
 * zstd frames (RFC 8878), as chunks of an MCAP have them. The library fzstd unpacks all at once, and does not look whether
 * what a block unpacks to fits into one: 200 KB made for it keep it busy for minutes. This one stops at each block, and
 * none of them takes longer than 128 KiB do. Checksums of frames are not looked at: a chunk has one of its own.
 */

const magic = 0xfd2fb528;
const skippableMagic = 0x184d2a50;
/** Of a block, packed and unpacked. */
const blockMaximum = 131_072;
/** 2^27: above what any target has. */
const offsetCodeMaximum = 27;
/** Below it a loop is quicker than a call. */
const longCopy = 48;

/** Unpacks to all of `target`, and yields after each block how many bytes are there. False: it is broken. */
export function* unpackZstd(source: Uint8Array, target: Uint8Array): Generator<number, boolean> {
  const view = new DataView(source.buffer, source.byteOffset, source.byteLength);
  let from = 0;
  let to = 0;
  const literals = new Uint8Array(Math.min(blockMaximum, target.length));
  while (from + 4 <= source.length) {
    const word = view.getUint32(from, true);
    if ((word & 0xffff_fff0) === skippableMagic) {
      if (from + 8 > source.length) return false;
      from += 8 + view.getUint32(from + 4, true);
      yield to;
      continue;
    }
    const header = word === magic ? frameHeader(source, from + 4) : undefined;
    if (header === undefined) return false;
    from = header.at;
    const frame = new Frame(source, target, literals, to);
    for (let isLast = false; !isLast; ) {
      if (from + 3 > source.length) return false;
      const head = (source[from] ?? 0) | ((source[from + 1] ?? 0) << 8) | ((source[from + 2] ?? 0) << 16);
      isLast = (head & 1) !== 0;
      const type = (head >>> 1) & 3;
      const length = head >>> 3;
      from += 3;
      const end = from + (type === blockTypes.repeated ? 1 : length);
      if (length > blockMaximum || end > source.length || !frame.take(type, from, end, length)) return false;
      from = end;
      to = frame.to;
      yield to;
    }
    if (header.hasSum) from += 4;
  }
  return to === target.length && from === source.length;
}

const blockTypes = { plain: 0, repeated: 1, packed: 2 } as const;

function frameHeader(source: Uint8Array, at: number): { readonly at: number; readonly hasSum: boolean } | undefined {
  const flags = source[at] ?? 0;
  const isSingle = (flags & 0x20) !== 0;
  const hasReserved = (flags & 0x08) !== 0;
  const hasDictionary = (flags & 0x03) !== 0;
  if (hasReserved || hasDictionary) return undefined;
  const sizeCode = flags >>> 6;
  const sizeBytes = sizeCode === 0 ? Number(isSingle) : 1 << sizeCode;
  // The window that it names is not looked at: all that was unpacked stays in reach.
  return { at: at + 1 + (isSingle ? 0 : 1) + sizeBytes, hasSum: (flags & 0x04) !== 0 };
}

interface Code {
  readonly base: readonly number[];
  readonly bits: readonly number[];
  readonly logMaximum: number;
  readonly common: FseTable | undefined;
}

const literalBits = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16];
const matchBits = [...Array<number>(32).fill(0), 1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16];
const literalShares =
  [4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 2, 1, 1, 1, 1, 1, -1, -1, -1, -1];
const matchShares = [1, 4, 3, 2, 2, 2, 2, 2, 2, ...Array<number>(37).fill(1), ...Array<number>(7).fill(-1)];
const offsetShares = [1, 1, 1, 1, 1, 1, 2, 2, 2, ...Array<number>(15).fill(1), -1, -1, -1, -1, -1];

const literalCode: Code = { ...baseline(literalBits, 0), logMaximum: 9, common: fseTable(literalShares, 6) };
const matchCode: Code = { ...baseline(matchBits, 3), logMaximum: 9, common: fseTable(matchShares, 6) };
const offsetCode: Code = { base: [], bits: Array<number>(32).fill(0), logMaximum: 8, common: fseTable(offsetShares, 5) };

function baseline(bits: readonly number[], first: number): Pick<Code, 'base' | 'bits'> {
  let next = first;
  const base = bits.map((count) => {
    const its = next;
    next += 2 ** count;
    return its;
  });
  return { base, bits };
}

/** What the blocks of a frame know of those before. */
class Frame {
  /** Where the next byte goes to. */
  to: number;
  readonly #source: Uint8Array;
  readonly #target: Uint8Array;
  readonly #start: number;
  readonly #literals: Uint8Array;
  #literalCount = 0;
  #huffman: HuffmanTable | undefined;
  #literalTable: FseTable | undefined;
  #offsetTable: FseTable | undefined;
  #matchTable: FseTable | undefined;
  /** The last three. */
  #first = 1;
  #second = 4;
  #third = 8;

  constructor(source: Uint8Array, target: Uint8Array, literals: Uint8Array, to: number) {
    this.#source = source;
    this.#target = target;
    this.#literals = literals;
    this.#start = to;
    this.to = to;
  }

  /** The block whose content is source[from … end); false: it is broken, or does not fit. */
  take(type: number, from: number, end: number, length: number): boolean {
    if (type === blockTypes.packed) return this.#unpack(from, end);
    const stop = this.to + length;
    if (stop > this.#target.length) return false;
    if (type === blockTypes.plain) this.#target.set(this.#source.subarray(from, end), this.to);
    else if (type === blockTypes.repeated) this.#target.fill(this.#source[from] ?? 0, this.to, stop);
    else return false;
    this.to = stop;
    return true;
  }

  #unpack(from: number, end: number): boolean {
    const source = this.#source;
    let at = this.#readLiterals(from, end);
    if (at < 0 || at >= end) return false;
    let count = source[at] ?? 0;
    at += 1;
    if (count === 255) {
      count = (source[at] ?? 0) + ((source[at + 1] ?? 0) << 8) + 0x7f00;
      at += 2;
    } else if (count > 127) {
      count = ((count - 128) << 8) + (source[at] ?? 0);
      at += 1;
    }
    if (count === 0) return at === end && this.#addLiterals(0);
    const modes = source[at] ?? 0;
    const literals = this.#readTable(literalCode, this.#literalTable, modes >>> 6, at + 1, end);
    const offsets = literals && this.#readTable(offsetCode, this.#offsetTable, modes >>> 4, literals.at, end);
    const matches = offsets && this.#readTable(matchCode, this.#matchTable, modes >>> 2, offsets.at, end);
    if (matches === undefined || (modes & 3) !== 0) return false;
    this.#literalTable = literals?.table;
    this.#offsetTable = offsets?.table;
    this.#matchTable = matches.table;
    return this.#runSequences(count, new BackwardBits(source, matches.at, end));
  }

  #readTable(code: Code, last: FseTable | undefined, mode: number, at: number, end: number): ReadTable<FseTable> | undefined {
    const symbolMaximum = code.bits.length - 1;
    switch (mode & 3) {
      case 0:
        return code.common && { table: code.common, at };
      case 1: {
        const symbol = this.#source[at] ?? 0;
        return at >= end || symbol > symbolMaximum ? undefined : { table: singleTable(symbol), at: at + 1 };
      }
      case 2:
        return readFseTable(this.#source, at, end, code.logMaximum, symbolMaximum);
      default:
        return last && { table: last, at };
    }
  }

  /** Where they end, or -1. */
  #readLiterals(from: number, end: number): number {
    const source = this.#source;
    const [b0 = 0, b1 = 0, b2 = 0, b3 = 0, b4 = 0] = source.subarray(from, Math.min(from + 5, end));
    const type = b0 & 3;
    const format = (b0 >>> 2) & 3;
    if (type < 2) {
      const head = format === 1 ? 2 : format === 3 ? 3 : 1;
      const size = head === 1 ? b0 >>> 3 : (b0 >>> 4) + (b1 << 4) + (head === 3 ? b2 << 12 : 0);
      const at = from + head;
      const stop = at + (type === 0 ? size : 1);
      if (size > this.#literals.length || stop > end) return -1;
      if (type === 0) this.#literals.set(source.subarray(at, stop));
      else this.#literals.fill(source[at] ?? 0, 0, size);
      this.#literalCount = size;
      return stop;
    }
    const head = format < 2 ? 3 : format + 2;
    const size = (b0 >>> 4) + (head === 3 ? (b1 & 63) << 4 : (b1 << 4) + ((head === 4 ? b2 & 3 : b2 & 63) << 12));
    const packed = head === 3 ? (b1 >>> 6) + (b2 << 2) : head === 4 ? (b2 >>> 2) + (b3 << 6) : (b2 >>> 6) + (b3 << 2) + (b4 << 10);
    let at = from + head;
    const stop = at + packed;
    if (size > this.#literals.length || stop > end) return -1;
    if (type === 2) {
      const read = readHuffmanTable(source, at, stop);
      if (read === undefined) return -1;
      this.#huffman = read.table;
      at = read.at;
    }
    this.#literalCount = size;
    return this.#readStreams(at, stop, size, format === 0 ? 1 : 4) ? stop : -1;
  }

  #readStreams(from: number, end: number, size: number, streams: 1 | 4): boolean {
    const source = this.#source;
    const table = this.#huffman;
    if (table === undefined) return false;
    if (streams === 1) return readHuffmanStream(table, source, from, end, this.#literals, 0, size);
    const share = (size + 3) >>> 2;
    let at = from + 6;
    let to = 0;
    for (let stream = 0; stream < 4; stream += 1) {
      const lengthAt = from + stream * 2;
      const stop = stream === 3 ? end : at + (source[lengthAt] ?? 0) + ((source[lengthAt + 1] ?? 0) << 8);
      const until = stream === 3 ? size : to + share;
      if (stop > end || until > size || !readHuffmanStream(table, source, at, stop, this.#literals, to, until)) return false;
      at = stop;
      to = until;
    }
    return true;
  }

  #runSequences(count: number, bits: BackwardBits): boolean {
    const literals = this.#literalTable;
    const offsets = this.#offsetTable;
    const matches = this.#matchTable;
    if (literals === undefined || offsets === undefined || matches === undefined) return false;
    const target = this.#target;
    const limit = Math.min(target.length, this.to + blockMaximum);
    let literalState = bits.read(literals.log);
    let offsetState = bits.read(offsets.log);
    let matchState = bits.read(matches.log);
    let read = 0;
    for (let rest = count; rest > 0; rest -= 1) {
      const code = offsets.symbol[offsetState] ?? 0;
      if (code > offsetCodeMaximum) return false;
      const value = (1 << code) + bits.read(code);
      const matchSymbol = matches.symbol[matchState] ?? 0;
      const match = (matchCode.base[matchSymbol] ?? 0) + bits.read(matchCode.bits[matchSymbol] ?? 0);
      const literalSymbol = literals.symbol[literalState] ?? 0;
      const literal = (literalCode.base[literalSymbol] ?? 0) + bits.read(literalCode.bits[literalSymbol] ?? 0);
      if (rest > 1) {
        literalState = (literals.base[literalState] ?? 0) + bits.read(literals.bits[literalState] ?? 0);
        matchState = (matches.base[matchState] ?? 0) + bits.read(matches.bits[matchState] ?? 0);
        offsetState = (offsets.base[offsetState] ?? 0) + bits.read(offsets.bits[offsetState] ?? 0);
      }
      if (bits.left < 0 || read + literal > this.#literalCount || this.to + literal + match > limit) return false;
      this.#copyLiterals(read, literal);
      read += literal;
      const offset = this.#offset(value, literal);
      if (offset < 1 || offset > this.to - this.#start) return false;
      this.#copyMatch(offset, match);
    }
    return bits.left === 0 && this.to + this.#literalCount - read <= limit && this.#addLiterals(read);
  }

  /** 1 to 3 name one of the last three. */
  #offset(value: number, literal: number): number {
    const index = value - (literal === 0 ? 0 : 1);
    if (value <= 3 && index === 0) return this.#first;
    const offset = value > 3 ? value - 3 : index === 1 ? this.#second : index === 2 ? this.#third : this.#first - 1;
    if (value > 3 || index > 1) this.#third = this.#second;
    this.#second = this.#first;
    this.#first = offset;
    return offset;
  }

  /** All from the one at `read` on. */
  #addLiterals(read: number): boolean {
    const count = this.#literalCount - read;
    if (this.to + count > this.#target.length) return false;
    this.#copyLiterals(read, count);
    return true;
  }

  #copyLiterals(read: number, count: number): void {
    const target = this.#target;
    const literals = this.#literals;
    const { to } = this;
    if (count > longCopy) target.set(literals.subarray(read, read + count), to);
    else for (let index = 0; index < count; index += 1) target[to + index] = literals[read + index] ?? 0;
    this.to = to + count;
  }

  #copyMatch(offset: number, count: number): void {
    const target = this.#target;
    const { to } = this;
    const from = to - offset;
    if (count > longCopy && offset >= count) target.copyWithin(to, from, from + count);
    else if (count > longCopy && offset === 1) target.fill(target[from] ?? 0, to, to + count);
    else for (let index = 0; index < count; index += 1) target[to + index] = target[from + index] ?? 0;
    this.to = to + count;
  }
}
