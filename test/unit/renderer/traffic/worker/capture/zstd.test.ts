import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { unpackZstd } from '../../../../../../renderer/traffic/worker/capture/zstd.ts';
import { runUnpacker } from './unpacking.ts';

/** The same numbers in each run. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const next = numbers(7);
const encoder = new TextEncoder();
const kinds: Readonly<Record<string, (size: number) => Uint8Array>> = {
  zeros: (size) => new Uint8Array(size),
  random: (size) => Uint8Array.from({ length: size }, () => next() * 256),
  'few symbols': (size) => Uint8Array.from({ length: size }, () => next() * next() * 6),
  skewed: (size) => Uint8Array.from({ length: size }, () => next() ** 8 * 256),
  repeated: (size) => Uint8Array.from({ length: size }, (_, index) => (index * 7919) % 251),
  JSON: (size) => {
    let text = '';
    for (let row = 0; text.length < size; row += 1) text += JSON.stringify({ row, at: next(), name: `bot-${Math.floor(next() * 20)}` });
    return encoder.encode(text.slice(0, size));
  },
};

function pack(bytes: Uint8Array, level = 3, sum = 0): Uint8Array {
  const params = { [constants.ZSTD_c_compressionLevel]: level, [constants.ZSTD_c_checksumFlag]: sum };
  return new Uint8Array(zstdCompressSync(bytes, { params }));
}

const unpack = (packed: Uint8Array, size: number) => runUnpacker(unpackZstd, packed, size);

/** A frame of these blocks: its type, the length that it names, its bytes. */
function frame(blocks: readonly { type: number; length: number; bytes: Uint8Array }[]): Uint8Array {
  const parts: Uint8Array[] = [Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x58)];
  for (const [index, { type, length, bytes }] of blocks.entries()) {
    const head = (length << 3) | (type << 1) | Number(index === blocks.length - 1);
    parts.push(Uint8Array.of(head & 255, (head >> 8) & 255, head >> 16), bytes);
  }
  return new Uint8Array(Buffer.concat(parts));
}

describe('unpackZstd', () => {
  it.each(Object.keys(kinds))('unpacks %s, packed in any way', (kind) => {
    for (const size of [0, 1, 2, 31, 255, 256, 1_000, 5_000, 70_000, 131_072, 131_073, 400_000]) {
      const bytes = kinds[kind]?.(size) ?? new Uint8Array(0);
      for (const level of [-5, 1, 3, 9, 19]) {
        const unpacked = unpack(pack(bytes, level, level % 2 === 0 ? 0 : 1), size)?.bytes;
        expect(unpacked !== undefined && Buffer.compare(unpacked, bytes) === 0, `${size} at ${level}`).toBe(true);
      }
    }
  });

  it('unpacks several frames, and leaves out those that are to be skipped', () => {
    const [first, second] = [encoder.encode('first '.repeat(50)), encoder.encode('second '.repeat(50))];
    const skipped = Uint8Array.of(0x53, 0x2a, 0x4d, 0x18, 2, 0, 0, 0, 1, 2);
    const packed = new Uint8Array(Buffer.concat([pack(first), skipped, pack(second, 3, 1)]));
    expect(unpack(packed, first.length + second.length)?.bytes).toEqual(new Uint8Array(Buffer.concat([first, second])));
  });

  it('takes neither less nor more than was said, and nothing that is cut', () => {
    const bytes = kinds['JSON']?.(3_000) ?? new Uint8Array(0);
    const packed = pack(bytes);
    expect(unpack(packed, bytes.length - 1)).toBeUndefined();
    expect(unpack(packed, bytes.length + 1)).toBeUndefined();
    for (let length = 0; length < packed.length; length += 1) expect(unpack(packed.subarray(0, length), bytes.length)).toBeUndefined();
  });

  it('pauses at each block of 128 KiB', () => {
    expect(unpack(pack(new Uint8Array(16 * 2 ** 20)), 16 * 2 ** 20)?.pauses).toBeGreaterThanOrEqual(128);
  });

  it('refuses what is broken, or takes it as the library of zstd does', () => {
    let refused = 0;
    for (let round = 0; round < 3_000; round += 1) {
      const bytes = kinds['JSON']?.(500 + round) ?? new Uint8Array(0);
      const packed = pack(bytes, [1, 3, 19][round % 3]);
      for (let change = 0; change < 1 + (round % 3); change += 1) packed[Math.floor(next() * packed.length)] = next() * 256;
      const ours = unpack(packed, bytes.length)?.bytes;
      if (ours === undefined) refused += 1;
      const reference = ours === undefined ? undefined : theirs(packed);
      if (ours !== undefined && reference?.length === ours.length) expect(Buffer.compare(ours, reference)).toBe(0);
    }
    expect(refused).toBeGreaterThan(500);
  });

  it('stops at what a block may have, however much its sequences want', () => {
    // 50,000 matches of 65,539 bytes each: fzstd copies 3 GB for this one.
    const sequences = 50_000;
    const stream = new Uint8Array((sequences * 18) / 8 + 1);
    stream[stream.length - 1] = 1;
    const count = sequences - 0x7f00;
    // No literals; a count of three bytes; each code is always the same one: 0 literals, offset of 2 bits, longest match.
    const content = new Uint8Array([0x00, 0xff, count & 255, count >> 8, 0x54, 0, 2, 52, ...stream]);
    const plain = encoder.encode('0123456789');
    const packed = frame([
      { type: 0, length: plain.length, bytes: plain },
      { type: 2, length: content.length, bytes: content },
    ]);
    const before = performance.now();
    expect(unpack(packed, 16 * 2 ** 20)).toBeUndefined();
    expect(performance.now() - before).toBeLessThan(500);
  });

  it('refuses blocks that are larger than any', () => {
    const size = 200_000;
    expect(unpack(frame([{ type: 1, length: size, bytes: Uint8Array.of(7) }]), size)).toBeUndefined();
    expect(unpack(frame([{ type: 1, length: 131_072, bytes: Uint8Array.of(7) }]), 131_072)?.bytes.at(-1)).toBe(7);
    expect(unpack(frame([{ type: 3, length: 1, bytes: Uint8Array.of(7) }]), 1)).toBeUndefined();
  });
});

/** What the library unpacks; undefined: it refuses. */
function theirs(packed: Uint8Array): Uint8Array | undefined {
  try {
    return new Uint8Array(zstdDecompressSync(packed));
  } catch {
    return undefined;
  }
}
