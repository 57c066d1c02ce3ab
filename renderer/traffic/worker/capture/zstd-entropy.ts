/**
 * The two codes that zstd packs numbers with (RFC 8878, section 4): finite state entropy, and Huffman. Whatever is broken
 * is told by undefined or false; nothing reads or writes beyond what it was given.
 */

/** Decodes one symbol for each state; the next state is `base` and as many more bits. */
export interface FseTable {
  /** The first state takes so many bits. */
  readonly log: number;
  readonly symbol: Uint8Array;
  readonly bits: Uint8Array;
  readonly base: Uint16Array;
}

/** Symbols by the next `bits` bits: the symbol, and above its byte how many of them are its own. */
export interface HuffmanTable {
  readonly bits: number;
  readonly cells: Uint16Array;
}

/** What was read, and where its bytes end. */
export interface ReadTable<T> {
  readonly table: T;
  readonly at: number;
}

const huffmanBitsMaximum = 11;
const weightLogMaximum = 6;
const symbolsMaximum = 255;

/** Bits that were written last are read first: from the end of source[start … end) to its front. */
export class BackwardBits {
  /** Bits that were not read yet; below 0: more were read than there are. */
  left: number;
  readonly #source: Uint8Array;
  readonly #start: number;

  constructor(source: Uint8Array, start: number, end: number) {
    this.#source = source;
    this.#start = start;
    // The highest bit of the last byte says where they begin.
    this.left = bitsIn(source, start, end);
  }

  /** At most 32. */
  read(count: number): number {
    if (count > 16) return this.read(count - 16) * 65_536 + this.read(16);
    const left = this.left - count;
    this.left = left;
    if (left < 0) return 0;
    const source = this.#source;
    const at = this.#start + (left >>> 3);
    const word = (source[at] ?? 0) | ((source[at + 1] ?? 0) << 8) | ((source[at + 2] ?? 0) << 16);
    return (word >>> (left & 7)) & ((1 << count) - 1);
  }
}

/** -1: broken. */
function bitsIn(source: Uint8Array, start: number, end: number): number {
  const last = end > start ? (source[end - 1] ?? 0) : 0;
  return last === 0 ? -1 : (end - start - 1) * 8 + highestBit(last);
}

function highestBit(value: number): number {
  return 31 - Math.clz32(value);
}

/** A table of symbols 0 … `probabilities.length` - 1; -1: below 1. */
export function fseTable(probabilities: readonly number[], log: number): FseTable | undefined {
  const size = 1 << log;
  const symbol = new Uint8Array(size);
  const bits = new Uint8Array(size);
  const base = new Uint16Array(size);
  const next = new Uint16Array(probabilities.length);
  let high = size;
  for (const [value, share] of probabilities.entries()) {
    next[value] = share === -1 ? 1 : share;
    if (share !== -1) continue;
    high -= 1;
    symbol[high] = value;
  }
  const step = (size >> 1) + (size >> 3) + 3;
  let at = 0;
  for (const [value, share] of probabilities.entries()) {
    for (let count = 0; count < share; count += 1) {
      symbol[at] = value;
      do at = (at + step) & (size - 1);
      while (at >= high);
    }
  }
  if (at !== 0) return undefined;
  for (let state = 0; state < size; state += 1) {
    const value = symbol[state] ?? 0;
    const count = next[value] ?? 0;
    next[value] = count + 1;
    const taken = log - highestBit(count);
    bits[state] = taken;
    base[state] = (count << taken) - size;
  }
  return { log, symbol, bits, base };
}

/** The table that is always in one state. */
export function singleTable(symbol: number): FseTable {
  return { log: 0, symbol: Uint8Array.of(symbol), bits: new Uint8Array(1), base: new Uint16Array(1) };
}

/** Reads the description of a table at source[at …], with symbols up to `symbolMaximum`. */
export function readFseTable(
  source: Uint8Array,
  at: number,
  end: number,
  logMaximum: number,
  symbolMaximum: number,
): ReadTable<FseTable> | undefined {
  const log = ((source[at] ?? 0) & 15) + 5;
  if (at >= end || log > logMaximum) return undefined;
  let bit = at * 8 + 4;
  const read = (count: number): number => {
    const from = bit >>> 3;
    const word = (source[from] ?? 0) | ((source[from + 1] ?? 0) << 8) | ((source[from + 2] ?? 0) << 16);
    const value = (word >>> (bit & 7)) & ((1 << count) - 1);
    bit += count;
    return value;
  };
  const probabilities: number[] = [];
  let remaining = 1 << log;
  while (remaining > 0) {
    if (probabilities.length > symbolMaximum || bit > end * 8) return undefined;
    const count = highestBit(remaining + 1) + 1;
    const low = (1 << (count - 1)) - 1;
    const short = (1 << count) - 1 - (remaining + 1);
    let value = read(count);
    if ((value & low) < short) {
      value &= low;
      bit -= 1;
    } else if (value > low) value -= short;
    const share = value - 1;
    remaining -= Math.abs(share);
    probabilities.push(share);
    if (share !== 0) continue;
    for (let zeros = 3; zeros === 3; ) {
      zeros = read(2);
      for (let index = 0; index < zeros; index += 1) probabilities.push(0);
      if (probabilities.length > symbolMaximum + 1) return undefined;
    }
  }
  const stop = (bit + 7) >>> 3;
  if (remaining !== 0 || stop > end || probabilities.length > symbolMaximum + 1) return undefined;
  const table = fseTable(probabilities, log);
  return table === undefined ? undefined : { table, at: stop };
}

/** Reads a Huffman tree at source[at …]. */
export function readHuffmanTable(source: Uint8Array, at: number, end: number): ReadTable<HuffmanTable> | undefined {
  const head = source[at] ?? 0;
  const start = at + 1;
  const stop = start + (head < 128 ? head : (head - 126) >>> 1);
  if (at >= end || stop > end) return undefined;
  const weights = head < 128 ? packedWeights(source, start, stop) : plainWeights(source, start, head - 127);
  const table = weights === undefined ? undefined : huffmanTable(weights);
  return table === undefined ? undefined : { table, at: stop };
}

function plainWeights(source: Uint8Array, start: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => {
    const byte = source[start + (index >>> 1)] ?? 0;
    return index % 2 === 0 ? byte >>> 4 : byte & 15;
  });
}

/** Two states take turns, until one would need more bits than there are. */
function packedWeights(source: Uint8Array, start: number, end: number): number[] | undefined {
  const read = readFseTable(source, start, end, weightLogMaximum, symbolsMaximum);
  if (read === undefined) return undefined;
  const { table } = read;
  const bits = new BackwardBits(source, read.at, end);
  let state = bits.read(table.log);
  let other = bits.read(table.log);
  if (bits.left < 0) return undefined;
  const weights: number[] = [];
  while (weights.length < symbolsMaximum) {
    weights.push(table.symbol[state] ?? 0);
    const next = (table.base[state] ?? 0) + bits.read(table.bits[state] ?? 0);
    if (bits.left < 0) {
      weights.push(table.symbol[other] ?? 0);
      return weights;
    }
    state = other;
    other = next;
  }
  return undefined;
}

/** The weight of the last symbol is not told: it takes what is left. */
function huffmanTable(weights: number[]): HuffmanTable | undefined {
  let sum = 0;
  for (const weight of weights) if (weight > 0) sum += 2 ** (weight - 1);
  if (sum === 0 || weights.length > symbolsMaximum || sum >= 1 << huffmanBitsMaximum) return undefined;
  const bits = highestBit(sum) + 1;
  const rest = (1 << bits) - sum;
  if ((rest & (rest - 1)) !== 0) return undefined;
  const all = [...weights, highestBit(rest) + 1];
  const cells = new Uint16Array(1 << bits);
  let at = 0;
  for (let weight = 1; weight <= bits; weight += 1) {
    for (const [symbol, its] of all.entries()) {
      if (its !== weight) continue;
      const stop = at + (1 << (weight - 1));
      cells.fill(symbol | ((bits + 1 - weight) << 8), at, stop);
      at = stop;
    }
  }
  return { bits, cells };
}

/** Decodes source[start … end) to all of target[from … to); false: that is not what is in it. */
export function readHuffmanStream(
  { bits, cells }: HuffmanTable,
  source: Uint8Array,
  start: number,
  end: number,
  target: Uint8Array,
  from: number,
  to: number,
): boolean {
  const mask = (1 << bits) - 1;
  let left = bitsIn(source, start, end);
  let at = from;
  while (at < to && left >= bits) {
    const bit = left - bits;
    const byte = start + (bit >>> 3);
    const word = (source[byte] ?? 0) | ((source[byte + 1] ?? 0) << 8) | ((source[byte + 2] ?? 0) << 16);
    const cell = cells[(word >>> (bit & 7)) & mask] ?? 0;
    target[at] = cell;
    at += 1;
    left -= cell >>> 8;
  }
  // The last ones are shorter than a whole look.
  for (; at < to && left > 0; at += 1) {
    const word = ((source[start] ?? 0) | ((source[start + 1] ?? 0) << 8)) & ((1 << left) - 1);
    const cell = cells[(word << (bits - left)) & mask] ?? 0;
    target[at] = cell;
    left -= cell >>> 8;
  }
  return at === to && left === 0;
}
