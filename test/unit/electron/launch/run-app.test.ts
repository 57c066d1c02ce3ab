import { describe, expect, it } from 'vitest';
import { Impatience, exitCodeOf } from '../../../../electron/launch/run-app.ts';

describe('exitCodeOf', () => {
  it('is what a shell would give', () => {
    expect(exitCodeOf({ code: 0, signal: null })).toBe(0);
    expect(exitCodeOf({ code: 7, signal: null })).toBe(7);
    expect(exitCodeOf({ code: null, signal: 'SIGKILL' })).toBe(137);
    expect(exitCodeOf({ code: null, signal: null })).toBe(1);
  });
});

describe('Impatience', () => {
  const asks = (...at: readonly number[]): readonly string[] => {
    let now = 0;
    const impatience = new Impatience(() => now);
    return at.map((ms) => {
      now = ms;
      return impatience.ask();
    });
  };

  it('ends in order, says so at the second time, and kills at the third', () => {
    expect(asks(1_000, 1_300, 1_600)).toEqual(['end', 'say', 'kill']);
  });

  it('kills at the second time after five seconds', () => {
    expect(asks(0, 4_999)).toEqual(['end', 'say']);
    expect(asks(0, 5_000)).toEqual(['end', 'kill']);
  });

  it('takes what npm passes on and what the terminal sent for one', () => {
    expect(asks(0, 20, 1_000, 1_020, 2_000)).toEqual(['end', 'nothing', 'say', 'nothing', 'kill']);
  });
});
