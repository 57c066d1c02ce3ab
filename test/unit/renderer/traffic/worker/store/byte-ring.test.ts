import { describe, expect, it } from 'vitest';
import { ByteBudget } from '../../../../../../renderer/traffic/worker/store/byte-budget.ts';
import { ByteRing, ringSegmentBytes } from '../../../../../../renderer/traffic/worker/store/byte-ring.ts';

function makeRing() {
  const budget = new ByteBudget(1e12);
  return { budget, ring: new ByteRing(budget) };
}

const filled = (length: number, value: number): Uint8Array => new Uint8Array(length).fill(value);

describe('ByteRing', () => {
  it('gives back what was written, at a position that stays', () => {
    const { ring, budget } = makeRing();
    const first = ring.write(new Uint8Array([1, 2, 3, 4]), 1, 3);
    const second = ring.write(new Uint8Array([5]), 0, 1);
    expect([...ring.view(first, 2)]).toEqual([2, 3]);
    expect([...ring.view(second, 1)]).toEqual([5]);
    expect(ring.usedBytes).toBe(3);
    expect(budget.allocatedBytes).toBe(ringSegmentBytes);
  });

  it('never lets a message cross a segment', () => {
    const { ring } = makeRing();
    const half = ringSegmentBytes / 2 + 1;
    const positions = [1, 2, 3].map((value) => ring.write(filled(half, value), 0, half));
    expect(positions).toEqual([0, ringSegmentBytes, 2 * ringSegmentBytes]);
    positions.forEach((position, index) => {
      const view = ring.view(position, half);
      expect([view.length, view[0], view.at(-1)]).toEqual([half, index + 1, index + 1]);
    });
  });

  it('gives a message larger than a segment one of its own size', () => {
    const { ring, budget } = makeRing();
    ring.write(filled(10, 1), 0, 10);
    const large = ring.write(filled(3 * ringSegmentBytes, 2), 0, 3 * ringSegmentBytes);
    const after = ring.write(filled(10, 3), 0, 10);
    expect(ring.view(large, 3 * ringSegmentBytes).every((byte) => byte === 2)).toBe(true);
    expect([...ring.view(after, 10)]).toEqual([...filled(10, 3)]);
    expect(budget.allocatedBytes).toBe(5 * ringSegmentBytes);
  });

  it('keeps positions in order also for empty messages behind a full segment', () => {
    const { ring } = makeRing();
    ring.write(filled(3 * ringSegmentBytes, 1), 0, 3 * ringSegmentBytes);
    const empty = ring.write(filled(0, 0), 0, 0);
    const next = ring.write(filled(1, 1), 0, 1);
    expect(empty).toBe(ringSegmentBytes);
    expect(next).toBe(ringSegmentBytes);
    expect(ring.view(empty, 0)).toHaveLength(0);
  });

  it('drops whole segments before a position, and releases them', () => {
    const { ring, budget } = makeRing();
    for (let value = 0; value < 4; value += 1) ring.write(filled(ringSegmentBytes, value), 0, ringSegmentBytes);
    ring.dropBefore(2 * ringSegmentBytes - 1);
    expect(ring.view(0, 5)).toHaveLength(0);
    expect(ring.view(ringSegmentBytes, 1)[0]).toBe(1);
    expect(ring.usedBytes).toBe(3 * ringSegmentBytes);
    ring.dropBefore(Infinity);
    expect(ring.canDrop).toBe(false);
    expect(ring.view(3 * ringSegmentBytes, 1)[0]).toBe(3);
    ring.clear();
    expect([ring.usedBytes, budget.allocatedBytes]).toEqual([0, 0]);
    expect(ring.write(filled(1, 9), 0, 1)).toBe(4 * ringSegmentBytes);
  });
});
