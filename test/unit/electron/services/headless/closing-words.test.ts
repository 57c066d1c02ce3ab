import { expect, test } from 'vitest';
import { noTotals } from '../../../../../electron/services/captures/feed-totals.ts';
import { closingWords } from '../../../../../electron/services/headless/closing-words.ts';
import type { ExitCode } from '../../../../../electron/services/headless/exit-codes.ts';
import type { LivePlan } from '../../../../../electron/services/headless/plan.ts';
import { summaryOf } from '../../../../../electron/services/headless/summary.ts';
import { makeReport } from '../../../../support/headless-fakes.ts';

const plan: LivePlan = { kind: 'live', room: 'R', role: { kind: 'observe' }, json: false };

function wordsOf(exitCode: ExitCode, reasons: readonly string[]): readonly string[] {
  const summary = summaryOf({
    totals: noTotals,
    completeness: makeReport().completeness,
    verdict: 'agree',
    gaps: 0,
    resumes: 0,
    file: undefined,
    ms: 1_000,
    room: 'R',
    capture: undefined,
    matched: undefined,
    exitCode,
    reasons,
  });
  return closingWords(plan, { exitCode, summary, words: reasons });
}

test('that the counts agree is said of a run that went well, and of no other', () => {
  expect(wordsOf(0, [])).toEqual(['Written 0 rows (0 received, 0 sent) in 1.0 s. The browser counts agree.']);
  expect(wordsOf(1, ['The disk is full.'])).toEqual(['Written 0 rows (0 received, 0 sent) in 1.0 s.', 'The disk is full.']);
});
