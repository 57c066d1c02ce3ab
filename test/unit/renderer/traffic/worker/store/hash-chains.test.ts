import { describe, expect, it } from 'vitest';
import { HashChains, hashBytes } from '../../../../../../renderer/traffic/worker/store/hash-chains.ts';

function slotsOf(chains: HashChains, hash: number): number[] {
  const slots: number[] = [];
  for (let slot = chains.first(hash); slot >= 0; slot = chains.after(slot)) slots.push(slot);
  return slots;
}

describe('HashChains', () => {
  it('finds all slots of a bucket, the newest first, until they are taken out', () => {
    const chains = new HashChains(4);
    for (const slot of [0, 1, 2]) chains.add(9, slot);
    chains.add(10, 3);
    expect([slotsOf(chains, 9), slotsOf(chains, 10), slotsOf(chains, 11)]).toEqual([[2, 1, 0], [3], []]);
    chains.remove(9, 1);
    expect(slotsOf(chains, 9)).toEqual([2, 0]);
    chains.remove(9, 2);
    chains.remove(9, 0);
    chains.remove(9, 0);
    expect([slotsOf(chains, 9), slotsOf(chains, 10)]).toEqual([[], [3]]);
    chains.add(9, 1);
    expect(slotsOf(chains, 9)).toEqual([1]);
  });
});

describe('hashBytes', () => {
  it('goes by the bytes of the range and by the seed', () => {
    const bytes = Uint8Array.from([1, 2, 3, 1, 2, 3]);
    expect(hashBytes(bytes, 0, 3, 5)).toBe(hashBytes(bytes, 3, 6, 5));
    expect(hashBytes(bytes, 0, 3, 5)).not.toBe(hashBytes(bytes, 0, 3, 6));
    expect(hashBytes(bytes, 0, 3, 5)).not.toBe(hashBytes(bytes, 1, 4, 5));
  });
});
