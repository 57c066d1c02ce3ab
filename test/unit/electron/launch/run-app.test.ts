import { describe, expect, it } from 'vitest';
import { exitCodeOf } from '../../../../electron/launch/run-app.ts';

describe('exitCodeOf', () => {
  it('is what a shell would give', () => {
    expect(exitCodeOf({ code: 0, signal: null })).toBe(0);
    expect(exitCodeOf({ code: 7, signal: null })).toBe(7);
    expect(exitCodeOf({ code: null, signal: 'SIGKILL' })).toBe(137);
    expect(exitCodeOf({ code: null, signal: null })).toBe(1);
  });
});
