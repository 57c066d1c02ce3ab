import { z } from '../contract/zod.ts';
import type { TestCounts } from './test-plan.ts';

const vitestSchema = z.object({
  testResults: z.array(
    z.object({
      status: z.string(),
      assertionResults: z.array(z.object({ status: z.string() })),
    }),
  ),
});

/**
 * Counts from Vitest's JSON report. A file that could not even be loaded has no tests in it: it counts as one failure,
 * or a broken import would shrink the sum and show as green.
 */
export function countVitest(report: unknown): TestCounts {
  const { testResults } = vitestSchema.parse(report);
  let passed = 0;
  let failed = 0;
  let skipped = 0;
  for (const file of testResults) {
    const statuses = file.assertionResults.map((test) => test.status);
    passed += statuses.filter((status) => status === 'passed').length;
    skipped += statuses.filter((status) => ['pending', 'skipped', 'todo', 'disabled'].includes(status)).length;
    const failures = statuses.filter((status) => status === 'failed').length;
    failed += file.status === 'failed' ? Math.max(failures, 1) : failures;
  }
  return { passed, failed, skipped };
}

const playwrightSchema = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
  errors: z.array(z.unknown()),
});

/** Counts from Playwright's JSON report. Errors outside of tests (a file that does not load) count as failures. */
export function countPlaywright(report: unknown): TestCounts {
  const { stats, errors } = playwrightSchema.parse(report);
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
    skipped: stats.skipped,
  };
}

/**
 * What a runner's end says beyond its report: it must not end with an error and no failure counted (it crashed), nor
 * without a report.
 */
export function withExitCode(counts: TestCounts | undefined, code: number): TestCounts {
  if (counts === undefined) return { passed: 0, failed: 1, skipped: 0 };
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}
