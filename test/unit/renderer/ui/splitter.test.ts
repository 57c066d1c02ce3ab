import { describe, expect, it } from 'vitest';
import { clampSize, keyStep } from '../../../../renderer/ui/splitter.ts';

describe('splitter', () => {
  it('keeps a size within its bounds; the smallest useful one wins', () => {
    expect(clampSize(5, 10, 28)).toBe(10);
    expect(clampSize(50, 10, 28)).toBe(28);
    expect(clampSize(5, 10, 8)).toBe(10);
  });

  it('grows the pane before it with the arrow that points away', () => {
    expect(keyStep('ArrowRight', 'v', false)).toBe(1);
    expect(keyStep('ArrowUp', 'h', false)).toBe(-1);
  });

  it('grows the pane after it with the other arrow', () => {
    expect(keyStep('ArrowLeft', 'v', true)).toBe(1);
    expect(keyStep('ArrowDown', 'h', true)).toBe(-1);
  });

  it('goes to the ends, and leaves other keys alone', () => {
    expect(keyStep('Home', 'v', false)).toBe(Number.NEGATIVE_INFINITY);
    expect(keyStep('End', 'v', true)).toBe(Number.POSITIVE_INFINITY);
    expect(keyStep('ArrowUp', 'v', false)).toBeUndefined();
    expect(keyStep('a', 'h', false)).toBeUndefined();
  });
});
