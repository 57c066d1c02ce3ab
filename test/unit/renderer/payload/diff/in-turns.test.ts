import { describe, expect, it, vi } from 'vitest';
import { inTurns } from '../../../../../renderer/payload/diff/in-turns.ts';

describe('inTurns', () => {
  it('takes each step as a task of its own, and stops when it is told to', () => {
    vi.useFakeTimers();
    const taken: string[] = [];
    const steps = ['a', 'b', 'c'].map((name) => () => void taken.push(name));
    const stop = inTurns(steps);
    expect(taken).toEqual([]);
    vi.advanceTimersToNextTimer();
    expect(taken).toEqual(['a']);
    vi.advanceTimersToNextTimer();
    stop();
    vi.runAllTimers();
    expect(taken).toEqual(['a', 'b']);
    vi.useRealTimers();
  });
});
