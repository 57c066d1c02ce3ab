import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { unpackLz4 } from '../../../../../../renderer/traffic/worker/capture/lz4.ts';
import { runUnpacker } from './unpacking.ts';

const lz4 = createRequire(import.meta.url)('lz4js') as { compress(bytes: Uint8Array): Uint8Array };
const encoder = new TextEncoder();
const samples: readonly Uint8Array[] = [
  encoder.encode('abc'),
  encoder.encode('abcabcabcabcabcabcabcabcabcabcabcabc'.repeat(500)),
  new Uint8Array(100_000),
  Uint8Array.from({ length: 70_000 }, (_, index) => (index * 7919) % 251),
];

const unpack = (packed: Uint8Array, size: number) => runUnpacker(unpackLz4, packed, size)?.bytes;

describe('unpackLz4', () => {
  it('unpacks what the library packs', () => {
    for (const sample of samples) expect(unpack(lz4.compress(sample), sample.length)).toEqual(sample);
  });

  it('unpacks several frames', () => {
    const [first = new Uint8Array(0), second = new Uint8Array(0)] = samples;
    const packed = Buffer.concat([lz4.compress(first), lz4.compress(second)]);
    expect(unpack(new Uint8Array(packed), first.length + second.length)).toEqual(new Uint8Array(Buffer.concat([first, second])));
  });

  it('takes neither less nor more than was said, and nothing that is cut', () => {
    const [, sample = new Uint8Array(0)] = samples;
    const packed = lz4.compress(sample);
    expect(unpack(packed, sample.length - 1)).toBeUndefined();
    expect(unpack(packed, sample.length + 1)).toBeUndefined();
    for (let length = 0; length < packed.length; length += 1) {
      const cut = unpack(packed.subarray(0, length), sample.length);
      expect(cut).toBeUndefined();
    }
  });

  it('stops at its bound, however much the bytes want', () => {
    const hostile = new Uint8Array(4_000_000).fill(0xff);
    hostile.set(lz4.compress(encoder.encode('abc')).subarray(0, 7));
    new DataView(hostile.buffer).setUint32(7, hostile.length - 20, true);
    const before = performance.now();
    expect(unpack(hostile, 1_000)).toBeUndefined();
    expect(performance.now() - before).toBeLessThan(500);
  });

  it('pauses within a large block', () => {
    const sample = Uint8Array.from({ length: 3_000_000 }, (_, index) => (index * 7919) % 251);
    const run = runUnpacker(unpackLz4, lz4.compress(sample), sample.length);
    expect(run?.bytes).toEqual(sample);
    const same = runUnpacker(unpackLz4, lz4.compress(encoder.encode('a room, a topic, a value; '.repeat(200_000))), 5_200_000);
    expect(same?.bytes.at(-1)).toBe(0x20);
    expect(same?.pauses).toBeGreaterThan(1);
  });
});
