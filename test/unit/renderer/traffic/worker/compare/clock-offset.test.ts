import { describe, expect, it } from 'vitest';
import { ClockOffset } from '../../../../../../renderer/traffic/worker/compare/clock-offset.ts';

describe('ClockOffset', () => {
  it('is not known without a sample', () => {
    expect(new ClockOffset().estimate(true)).toBeUndefined();
  });

  it('is the median, so that a few that came late say nothing', () => {
    const clock = new ClockOffset();
    for (const difference of [131, 132, 133, 131.5, 132.5, 9_000, -4_000]) clock.addProven(difference);
    expect(clock.estimate(true)).toMatchObject({ offsetMs: 132, samples: 7 });
  });

  it('between two samples it lies in the middle', () => {
    const clock = new ClockOffset();
    clock.addProven(10);
    clock.addProven(20);
    expect(clock.estimate(true)).toEqual({ offsetMs: 15, spreadMs: 5, samples: 2 });
  });

  it('equal content counts only where no number tells it', () => {
    const clock = new ClockOffset();
    clock.addLikely(500);
    expect(clock.estimate(true)).toMatchObject({ offsetMs: 500 });
    clock.addProven(-7);
    expect(clock.estimate(true)).toMatchObject({ offsetMs: -7, samples: 1 });
  });

  it('of many it keeps some, spread over all of them', () => {
    const clock = new ClockOffset();
    for (let at = 0; at < 100_000; at += 1) clock.addProven(at / 1_000);
    const { offsetMs, samples, spreadMs } = clock.estimate(true) ?? { offsetMs: NaN, samples: 0, spreadMs: NaN };
    expect(samples).toBeLessThanOrEqual(4_096);
    expect(samples).toBeGreaterThan(2_000);
    expect(offsetMs).toBeCloseTo(50, 0);
    expect(spreadMs).toBeCloseTo(47.5, 0);
  });
});
