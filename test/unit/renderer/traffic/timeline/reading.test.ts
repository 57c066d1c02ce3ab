import { describe, expect, it } from 'vitest';
import {
  cleared,
  filtered,
  followed,
  held,
  newSincePause,
  paused,
  readable,
  resumed,
  scrolled,
  settled,
  shifted,
  startReading,
} from '../../../../../renderer/traffic/timeline/reading.ts';

const fit = 20;
const reading = { top: 300, following: false, pause: undefined };

describe('following', () => {
  it('is how reading begins', () => {
    expect(startReading.following).toBe(true);
  });

  it('ends where the rows stand when something is held', () => {
    expect(held(startReading, 1_000, fit)).toEqual({ top: 980, following: false, pause: undefined });
    expect(held(reading, 1_000, fit)).toBe(reading);
  });

  it('is taken up again by scrolling to the end', () => {
    expect(scrolled(reading, 600, false).following).toBe(false);
    expect(scrolled(reading, 980, true).following).toBe(true);
  });

  it('never makes a top below nothing', () => {
    expect(held(startReading, 3, fit).top).toBe(0);
    expect(scrolled(reading, -5, false).top).toBe(0);
  });
});

describe('pause', () => {
  const pause = paused(startReading, 1_000, 5_000, fit);

  it('holds what can be read, while the log goes on', () => {
    expect(pause.following).toBe(false);
    expect(pause.top).toBe(980);
    expect(readable(pause, 2_204)).toBe(1_000);
    expect(newSincePause(pause, 6_204)).toBe(1_204);
  });

  it('does not follow when scrolled to its end', () => {
    expect(scrolled(pause, 980, true).following).toBe(false);
    expect(followed({ ...pause, top: 3 }, 2_204, fit)).toEqual(pause);
  });

  it('is not begun anew by a second one', () => {
    expect(paused(pause, 2_000, 7_000, fit)).toBe(pause);
  });

  it('gives back what was before', () => {
    expect(resumed(pause).following).toBe(true);
    expect(resumed(paused(reading, 1_000, 5_000, fit))).toEqual(reading);
    expect(resumed(reading)).toBe(reading);
    expect(newSincePause(resumed(pause), 9_000)).toBe(0);
  });

  it('takes hold anew behind a filter that was changed meanwhile', () => {
    const waiting = filtered(pause);
    expect(readable(waiting, 70)).toBe(70);
    const holding = settled(waiting, 70, 6_000, fit);
    expect(holding.top).toBe(50);
    expect(readable(holding, 90)).toBe(70);
    expect(newSincePause(holding, 6_010)).toBe(10);
  });

  it('is not touched by a filter that was through before', () => {
    expect(settled(pause, 3_000, 9_000, fit)).toBe(pause);
    expect(filtered(reading)).toBe(reading);
  });
});

describe('shifted', () => {
  it('keeps the rows where they are when older ones went', () => {
    expect(shifted(reading, -40)).toEqual({ ...reading, top: 260 });
    expect(shifted(paused(startReading, 1_000, 5_000, fit), -40).pause?.shown).toBe(960);
    expect(shifted(reading, 0)).toBe(reading);
  });

  it('ends at the oldest row there is', () => {
    expect(shifted(reading, -400).top).toBe(0);
  });
});

describe('cleared', () => {
  it('begins anew, following', () => {
    expect(cleared(reading, 5_000)).toEqual({ top: 0, following: true, pause: undefined });
  });

  it('stays paused, over nothing', () => {
    const pause = cleared(paused(startReading, 1_000, 5_000, fit), 6_000);
    expect(readable(pause, 12)).toBe(0);
    expect(newSincePause(pause, 6_012)).toBe(12);
  });
});
