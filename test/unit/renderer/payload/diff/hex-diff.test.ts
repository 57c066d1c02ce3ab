import { describe, expect, it } from 'vitest';
import { diffBytes, differingBytes } from '../../../../../renderer/payload/diff/hex-diff.ts';

describe('diffBytes', () => {
  it('marks the bytes that differ, and counts the lines between', () => {
    const before = Uint8Array.from({ length: 20 }, (_, index) => index);
    const after = before.slice(0, 18);
    after[1] = 99;
    expect(diffBytes(before, after, 4)).toEqual([
      { kind: 'different', offset: 0 },
      { kind: 'same', bytes: 12 },
      { kind: 'different', offset: 16 },
    ]);
    expect(differingBytes(before, after)).toBe(3);
  });

  it('of equal bytes, and of none, has no difference', () => {
    expect(diffBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 2), 8)).toEqual([{ kind: 'same', bytes: 2 }]);
    expect(diffBytes(new Uint8Array(), new Uint8Array(), 8)).toEqual([]);
  });
});
