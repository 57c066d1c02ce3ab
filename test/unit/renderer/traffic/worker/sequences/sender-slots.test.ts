import { describe, expect, it } from 'vitest';
import { SenderSlots } from '../../../../../../renderer/traffic/worker/sequences/sender-slots.ts';

describe('SenderSlots', () => {
  it('keeps a place for each, and gives that of the longest silent to a newcomer', () => {
    const slots = new SenderSlots(3);
    const [a, b, c] = [slots.slotOf(10), slots.slotOf(20), slots.slotOf(3_000)];
    expect(new Set([a, b, c]).size).toBe(3);
    expect([slots.slotOf(10), slots.isNew]).toEqual([a, false]);
    expect([slots.slotOf(40), slots.isNew]).toEqual([b, true]);
    expect([slots.slotOf(20), slots.isNew]).toEqual([c, true]);
    expect([slots.slotOf(10), slots.isNew]).toEqual([a, false]);
  });

  it('gives the places that a plain list of the last used would give', () => {
    const slots = new SenderSlots(8);
    const used: number[] = [];
    let seed = 7;
    for (let index = 0; index < 5_000; index += 1) {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      const sid = 1 + (seed % 12);
      slots.slotOf(sid);
      expect(slots.isNew).toBe(!used.includes(sid));
      used.splice(0, used.length, sid, ...used.filter((other) => other !== sid).slice(0, 7));
    }
  });
});
