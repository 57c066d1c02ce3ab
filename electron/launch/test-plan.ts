import type { ParsedArguments } from './arguments.ts';

export const TEST_PARTS = ['unit', 'integration', 'e2e'] as const;
export type TestPart = (typeof TEST_PARTS)[number];

export interface TestPlan {
  readonly parts: readonly TestPart[];
  /** Handed to the runners as they are: file name patterns and their own flags. */
  readonly rest: readonly string[];
}

export const TEST_USAGE = `usage: npm test [-- unit|integration|e2e [pattern …]]

Without arguments: everything. A pattern is part of a test file's name. Flags after it go to the runner.`;

/** Reads the arguments after `npm test --`. */
export function parseTestArguments(argv: readonly string[]): ParsedArguments<TestPlan> {
  const [first, ...rest] = argv;
  if (first === undefined) return { ok: true, value: { parts: TEST_PARTS, rest: [] } };
  const part = TEST_PARTS.find((name) => name === first);
  if (part === undefined) return { ok: false, message: `unknown part: ${first}` };
  return { ok: true, value: { parts: [part], rest } };
}

/** What a runner counted. */
export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Adds up what several runners counted. */
export function sumCounts(all: readonly TestCounts[]): TestCounts {
  return {
    passed: all.reduce((sum, one) => sum + one.passed, 0),
    failed: all.reduce((sum, one) => sum + one.failed, 0),
    skipped: all.reduce((sum, one) => sum + one.skipped, 0),
  };
}

/** The closing line, e.g. `212 passed, 0 failed`. */
export function closingLine(counts: TestCounts): string {
  const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
  return `${counts.passed} passed, ${counts.failed} failed${skipped}`;
}
