import { crc32Final, crc32Init, crc32Update } from '@foxglove/crc';
import { unpackLz4 } from './lz4.ts';
import { unpackZstd } from './zstd.ts';

/** What a chunk record says of itself before its content; offsets are those of the bytes it was read from. */
export interface ChunkHeader {
  readonly compression: string;
  /** Bytes that its records have once they are unpacked. */
  readonly size: number;
  /** CRC-32 of them; 0: not told. */
  readonly crc: number;
  /** Its records, packed. */
  readonly start: number;
  readonly end: number;
}

/** u64 message start, u64 end, u64 size, u32 crc, u32 length of the compression's name. */
const fixedBytes = 8 + 8 + 8 + 4 + 4;
const compressionMaximum = 32;
/** That many bytes of a chunk are enough to read what it says of itself. */
export const chunkHeaderMaximum = fixedBytes + compressionMaximum + 8;

/** A chunk that unpacks to more than this is not unpacked. */
export const unpackedMaximum = 256 * 1_024 * 1_024;
/** Nor is one above 16 MiB that grows more than this: traffic does not (zstd, level 19: 3 to 40), bombs do. */
const ratioMaximum = 1_000;
const ratioFromBytes = 16 * 1_024 * 1_024;

/**
 * Reads the header of the chunk record whose content is [start … end), of which at least `chunkHeaderMaximum` bytes are
 * there, or all. Undefined: it contradicts itself.
 */
export function chunkHeader(view: DataView, start: number, end: number): ChunkHeader | undefined {
  const nameAt = start + fixedBytes;
  if (nameAt + 8 > end) return undefined;
  const nameLength = view.getUint32(nameAt - 4, true);
  const recordsAt = nameAt + nameLength + 8;
  if (nameLength > compressionMaximum || recordsAt > end) return undefined;
  let compression = '';
  for (let at = nameAt; at < nameAt + nameLength; at += 1) compression += String.fromCharCode(view.getUint8(at));
  if (recordsAt + readU64(view, recordsAt - 8) !== end) return undefined;
  return {
    compression,
    size: readU64(view, start + 16),
    crc: view.getUint32(start + 24, true),
    start: recordsAt,
    end,
  };
}

/** As a number: what is above 2^53 is about so much, and far too much in any case. */
export function readU64(view: DataView, at: number): number {
  return view.getUint32(at + 4, true) * 4_294_967_296 + view.getUint32(at, true);
}

/** `crc`: CRC-32 of the bytes. */
export type Unpacked =
  | { readonly ok: true; readonly bytes: Uint8Array; readonly crc: number }
  | { readonly ok: false; readonly why: string };

/** Why a chunk is left out: a sentence's end; and what a person can do, where that is nothing common. */
export interface LeftOut {
  readonly why: string;
  readonly next?: string;
}

/** What must not be unpacked, and why; undefined: it may. `maximum`: bytes that there is memory for. */
export function whyNotUnpacked(header: ChunkHeader, maximum: number): LeftOut | undefined {
  const packed = header.end - header.start;
  if (header.compression !== 'zstd' && header.compression !== 'lz4') {
    return {
      why: 'it is packed in a way that this console does not know (it knows zstd and lz4)',
      next: 'Have the file written anew with one of those, or unpacked, by the tool that wrote it.',
    };
  }
  if (header.size > Math.min(maximum, unpackedMaximum) || packed > Math.min(maximum, unpackedMaximum)) {
    return {
      why: `it would take ${mebibytes(Math.max(header.size, packed))} of memory, which is more than there is for it`,
      next: 'If you trust the file, have it written anew with smaller chunks; else get it from its source again.',
    };
  }
  if (header.size > ratioFromBytes && header.size > packed * ratioMaximum) {
    return {
      why: `it would grow from ${mebibytes(packed)} to ${mebibytes(header.size)}, which no traffic does`,
      next: 'Such chunks are made to fill a memory: do not trust the file, and get it from its source again.',
    };
  }
  return undefined;
}

/** Unpacks a chunk that `whyNotUnpacked` has nothing against, bit by bit: 16 MiB take up to 0.2 s. */
export class ChunkUnpacking {
  readonly #header: ChunkHeader;
  readonly #bytes: Uint8Array;
  readonly #run: Generator<number, boolean>;
  #crc = crc32Init();
  #summed = 0;

  /** `bytes`: those that the header counts in; they must not change until it is done. */
  constructor(bytes: Uint8Array, header: ChunkHeader) {
    const packed = bytes.subarray(header.start, header.end);
    this.#header = header;
    // As long as the header says: nothing is allocated by what the packed bytes say of themselves.
    this.#bytes = new Uint8Array(header.size);
    this.#run = header.compression === 'lz4' ? unpackLz4(packed, this.#bytes) : unpackZstd(packed, this.#bytes);
  }

  /** Goes on until it is done, or `isTimeUp`: then undefined. That is asked every 4 MiB at the least. */
  step(isTimeUp: () => boolean): Unpacked | undefined {
    const { size, compression } = this.#header;
    if (size === 0) return { ok: true, bytes: this.#bytes, crc: 0 };
    for (;;) {
      const { done = false, value } = this.#run.next();
      if (done && value !== true) return { ok: false, why: `its ${compression} data is damaged` };
      this.#sum(typeof value === 'number' ? value : size);
      if (done) return { ok: true, bytes: this.#bytes, crc: crc32Final(this.#crc) };
      if (isTimeUp()) return undefined;
    }
  }

  #sum(end: number): void {
    if (this.#header.crc === 0) return;
    this.#crc = crc32Update(this.#crc, this.#bytes.subarray(this.#summed, end));
    this.#summed = end;
  }
}

/** The same at once. */
export function unpackChunk(bytes: Uint8Array, header: ChunkHeader): Unpacked {
  return new ChunkUnpacking(bytes, { ...header, crc: 0 }).step(() => false) ?? { ok: false, why: 'it was not unpacked' };
}

function mebibytes(bytes: number): string {
  const value = bytes / (1_024 * 1_024);
  return value > 1e9 ? 'an absurd amount' : `${value < 10 ? value.toFixed(1) : Math.round(value).toLocaleString('en-US')} MiB`;
}
