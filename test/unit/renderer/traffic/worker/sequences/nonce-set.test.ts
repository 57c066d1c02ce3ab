import { describe, expect, it } from 'vitest';
import { NonceSet } from '../../../../../../renderer/traffic/worker/sequences/nonce-set.ts';

function nonce(number: number, length = 16): Uint8Array {
  const bytes = new Uint8Array(length);
  new DataView(bytes.buffer).setUint32(0, number);
  return bytes;
}

describe('NonceSet', () => {
  it('finds the row that had a nonce of the same sender', () => {
    const set = new NonceSet();
    expect(set.take(nonce(1), 0, 16, 0, 5)).toBe(-1);
    expect(set.take(nonce(2), 0, 16, 0, 6)).toBe(-1);
    expect(set.take(nonce(1), 0, 16, 9, 7)).toBe(-1);
    expect(set.take(nonce(1), 0, 16, 0, 8)).toBe(5);
    expect(set.take(nonce(1), 0, 16, 0, 9)).toBe(5);
    expect(set.take(nonce(1, 8), 0, 8, 0, 10)).toBe(-1);
  });

  it('remembers the last 4,096, and none that is empty or longer than 16 bytes', () => {
    const set = new NonceSet();
    for (let number = 0; number < 10_000; number += 1) set.take(nonce(number), 0, 16, 0, number);
    expect(set.take(nonce(9_999 - 4_095), 0, 16, 0, 0)).toBe(9_999 - 4_095);
    expect(set.take(nonce(9_999 - 4_096), 0, 16, 0, 0)).toBe(-1);
    for (const length of [0, 17]) {
      expect([0, 1].map((row) => set.take(nonce(1, 20), 0, length, 0, row))).toEqual([-1, -1]);
    }
  });
});
