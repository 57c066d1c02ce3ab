import { describe, expect, it } from 'vitest';
import { ChunkNumbers } from '../../../../../../renderer/traffic/worker/flows/chunk-numbers.ts';
import { randomFrom } from '../random-packets.ts';

describe('ChunkNumbers', () => {
  it('tells what is missing and what came twice', () => {
    const chunks = new ChunkNumbers();
    expect([0, 1, 5, 3].map((index) => chunks.take(index))).toEqual([false, false, false, false]);
    expect([3, 1, 5].map((index) => chunks.take(index))).toEqual([true, true, true]);
    expect([chunks.missing(), chunks.missingCount, chunks.repeated, chunks.count]).toEqual([[2, 4], 2, [3, 1, 5], 4]);
  });

  it('agrees with a plain set over 20,000 numbers with few holes (seed 4)', () => {
    const random = randomFrom(4);
    const chunks = new ChunkNumbers();
    const seen = new Set<number>();
    for (let at = 0; at < 20_000; at += 1) {
      const index = Math.max(0, at + Math.floor((random() - 0.5) * 40));
      expect(chunks.take(index)).toBe(seen.has(index));
      seen.add(index);
    }
    expect(chunks.count).toBe(seen.size);
  });

  it('stays small whatever numbers come, and calls nothing repeated that it does not know', () => {
    const chunks = new ChunkNumbers();
    for (let index = 0; index < 100_000; index += 1) chunks.take(index * 2 + 1);
    expect(chunks.missing()).toHaveLength(32);
    expect(chunks.take(10)).toBe(false);
    expect(chunks.take(2 ** 60)).toBe(false);
    expect(chunks.missing()).toHaveLength(100);
    for (let index = 0; index < 500; index += 1) chunks.take(199_999);
    expect(chunks.repeated).toEqual([199_999]);
  });

  it('names a hundred at most, also of numbers too large to count one by one', () => {
    const chunks = new ChunkNumbers();
    for (let index = 0; index < 40; index += 1) chunks.take(2 ** 60 + index * 2 ** 40);
    expect(chunks.missing()).toHaveLength(100);
    expect(chunks.count).toBe(40);
  });
});
