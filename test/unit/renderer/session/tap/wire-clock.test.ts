import { describe, expect, it } from 'vitest';
import { WireClock } from '../../../../../renderer/session/tap/wire-clock.ts';

function makeClock() {
  const hands = { monotonic: 5, wall: 1_000_005 };
  const clock = new WireClock({ monotonic: () => hands.monotonic, wall: () => hands.wall, origin: 1_000_000 });
  return { hands, clock };
}

describe('WireClock', () => {
  it('is the origin and the monotonic clock', () => {
    const { clock, hands } = makeClock();
    expect(clock.now()).toBe(1_000_005);
    hands.monotonic = 5.25;
    expect(clock.now()).toBe(1_000_005.25);
  });

  it('does not follow small corrections of the wall clock', () => {
    const { clock, hands } = makeClock();
    hands.wall += 1_000;
    clock.anchor();
    expect(clock.now()).toBe(1_000_005);
  });

  it('ties itself to the wall clock again after a suspend', () => {
    const { clock, hands } = makeClock();
    hands.monotonic += 10;
    hands.wall += 3_600_010;
    clock.anchor();
    expect(clock.now()).toBe(4_600_015);
    hands.wall -= 3_600_000;
    clock.anchor();
    expect(clock.now()).toBe(1_000_015);
  });
});
