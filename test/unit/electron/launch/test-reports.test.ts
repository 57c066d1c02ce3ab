import { describe, expect, it } from 'vitest';
import { countPlaywright, countVitest, withExitCode } from '../../../../electron/launch/test-reports.ts';

const tests = (...statuses: string[]): { status: string }[] => statuses.map((status) => ({ status }));

describe('countVitest', () => {
  it('counts tests by their outcome', () => {
    const report = {
      testResults: [
        { status: 'passed', assertionResults: tests('passed', 'passed', 'pending', 'todo') },
        { status: 'failed', assertionResults: tests('passed', 'failed', 'failed') },
      ],
    };
    expect(countVitest(report)).toEqual({ passed: 3, failed: 2, skipped: 2 });
  });

  it('counts a file that did not load as a failure', () => {
    expect(countVitest({ testResults: [{ status: 'failed', assertionResults: [] }] }).failed).toBe(1);
  });
});

describe('countPlaywright', () => {
  it('counts errors outside of tests as failures', () => {
    const stats = { expected: 4, unexpected: 1, flaky: 0, skipped: 1 };
    expect(countPlaywright({ stats, errors: [{ message: 'no such file' }] })).toEqual({ passed: 4, failed: 2, skipped: 1 });
  });
});

describe('withExitCode', () => {
  it('does not let a crashed runner pass as green', () => {
    const green = { passed: 4, failed: 0, skipped: 0 };
    expect(withExitCode(green, 0)).toEqual(green);
    expect(withExitCode(green, 1).failed).toBe(1);
    expect(withExitCode({ ...green, failed: 3 }, 1).failed).toBe(3);
    expect(withExitCode(undefined, 0).failed).toBe(1);
  });
});
