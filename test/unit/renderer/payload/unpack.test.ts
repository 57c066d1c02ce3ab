import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { unpackDeflate } from '../../../../renderer/payload/unpack.ts';

const bytes = new TextEncoder().encode('what was said, and said again, and said again '.repeat(200));

describe('unpackDeflate', () => {
  it('gives back what was packed', async () => {
    expect(await unpackDeflate(deflateRawSync(bytes), 100_000)).toEqual({ bytes, ending: 'whole' });
  });

  it('stops at the maximum, however much is in it', async () => {
    const packed = deflateRawSync(new Uint8Array(20_000_000));
    const { bytes: unpacked, ending } = await unpackDeflate(packed, 1_000);
    expect([unpacked.length, ending]).toEqual([1_000, 'cut']);
  });

  it('says that packed bytes are damaged, or end too early', async () => {
    expect(await unpackDeflate(Uint8Array.of(0xff, 0xff, 0xff), 1_000)).toMatchObject({ ending: 'damaged' });
    const packed = deflateRawSync(bytes);
    expect(await unpackDeflate(packed.subarray(0, packed.length - 4), 100_000)).toMatchObject({ ending: 'damaged' });
  });
});
