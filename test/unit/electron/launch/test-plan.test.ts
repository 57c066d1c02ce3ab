import { describe, expect, it } from 'vitest';
import { closingLine, parseTestArguments, sumCounts } from '../../../../electron/launch/test-plan.ts';

describe('parseTestArguments', () => {
  it('is everything without arguments, one part with its pattern else', () => {
    expect(parseTestArguments([])).toEqual({ ok: true, value: { parts: ['unit', 'integration', 'e2e'], rest: [] } });
    expect(parseTestArguments(['e2e', 'lossy'])).toEqual({ ok: true, value: { parts: ['e2e'], rest: ['lossy'] } });
    expect(parseTestArguments(['unti'])).toEqual({ ok: false, message: 'unknown part: unti' });
  });
});

describe('closingLine', () => {
  it('names skipped tests only where there are any', () => {
    const counts = sumCounts([
      { passed: 3, failed: 0, skipped: 0 },
      { passed: 2, failed: 1, skipped: 0 },
    ]);
    expect(closingLine(counts)).toBe('5 passed, 1 failed');
    expect(closingLine({ ...counts, skipped: 2 })).toBe('5 passed, 1 failed, 2 skipped');
  });
});
