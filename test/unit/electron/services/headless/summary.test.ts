import { expect, test } from 'vitest';
import { noTotals } from '../../../../../electron/services/captures/feed-totals.ts';
import { summaryLine, summaryOf } from '../../../../../electron/services/headless/summary.ts';

test('a summary is one line with all that is promised', () => {
  const summary = summaryOf({
    totals: { ...noTotals, rows: 4, in: 2, out: 1, events: 1, flagged: 1 },
    completeness: {
      received: 2,
      sent: 1,
      browserReceived: undefined,
      sampledReceived: 0,
      sampledSent: 0,
      unverified: 0,
      mismatch: false,
      behind: 0,
      unlogged: 0,
    },
    verdict: 'unverified',
    gaps: 1,
    resumes: 2,
    file: '/a.mcap',
    ms: 1_234.56,
    room: 'R\n',
    capture: undefined,
    matched: undefined,
    exitCode: 3,
    reasons: ['why'],
  });
  const line = summaryLine(summary);
  expect(line.indexOf('\n')).toBe(line.length - 1);
  expect(JSON.parse(line)).toEqual({
    recorded: 4,
    in: 2,
    out: 1,
    events: 1,
    byKind: noTotals.byKind,
    flagged: 1,
    missing: 0,
    completeness: {
      verdict: 'unverified',
      of: 'run',
      received: 2,
      sent: 1,
      browserReceived: null,
      browserSent: null,
      sampledReceived: 0,
      sampledSent: 0,
      unverified: 0,
    },
    gaps: 1,
    resumes: 2,
    file: '/a.mcap',
    seconds: 1.235,
    room: 'R\n',
    capture: null,
    matched: null,
    exitCode: 3,
    reasons: ['why'],
  });
});
