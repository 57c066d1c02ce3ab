import { describe, expect, test } from 'vitest';
import type { ReportedCompleteness } from '../../../../../electron/contract/domain.ts';
import type { CaptureWords } from '../../../../../electron/contract/feed.ts';
import { noTotals } from '../../../../../electron/services/captures/feed-totals.ts';
import { agrees, judge, verdictOfCapture } from '../../../../../electron/services/headless/verdict.ts';
import type { Evidence } from '../../../../../electron/services/headless/verdict.ts';

const counted: ReportedCompleteness = {
  received: 10,
  sent: 2,
  browserReceived: 10,
  browserSent: 2,
  sampledReceived: 10,
  sampledSent: 2,
  unverified: 0,
  mismatch: false,
  behind: 0,
  unlogged: 0,
};
const well: Evidence = {
  completeness: counted,
  settled: counted,
  totals: { ...noTotals, rows: 12, in: 10, out: 2 },
  filtered: false,
  gaps: 0,
  interrupted: false,
  resumes: 0,
  restarted: false,
};

describe('all is recorded', () => {
  test('where the counts agree', () => {
    expect(judge(well)).toEqual({ verdict: 'agree', reasons: [] });
  });

  test('with a filter the number of rows proves nothing', () => {
    expect(judge({ ...well, filtered: true, totals: noTotals }).verdict).toBe('agree');
  });

  test('rows that came after the last look are no surplus', () => {
    expect(judge({ ...well, totals: { ...noTotals, in: 11, out: 3 } }).verdict).toBe('agree');
  });
});

describe('something is missing', () => {
  test.each([
    ['rows that the log gave up', { totals: { ...well.totals, missing: 3 } }, '3 rows had to be given up'],
    ['what did not reach the log', { completeness: { ...counted, unlogged: 1 } }, '1 message did not reach the log'],
    ['a difference that stayed', { completeness: { ...counted, browserReceived: 12, mismatch: true } }, '12 against 10'],
    ['fewer rows than the browser had counted', { totals: { ...noTotals, in: 9, out: 2 } }, '9 and 2 are recorded'],
  ])('%s', (_what, change, words) => {
    const { verdict, reasons } = judge({ ...well, ...change });
    expect(verdict).toBe('mismatch');
    expect(reasons[0]).toContain(words);
  });
});

describe('nobody can tell', () => {
  test.each([
    ['no counts', { completeness: undefined, settled: undefined }, 'gave no counts'],
    ['a reconnect', { gaps: 2 }, '2 times the connection was lost; what'],
    ['a connection that is lost at the end', { gaps: 1, interrupted: true }, 'Once the connection was lost, until the end;'],
    ['one that was lost before as well', { gaps: 2, interrupted: true }, '2 times the connection was lost, the last time until the end;'],
    ['a signal that was resumed', { resumes: 1 }, 'Once the signal was lost and resumed.'],
    ['a connection that closed unasked', { completeness: { ...counted, unverified: 4 } }, '4 messages passed'],
    ['more than the browser had counted', { completeness: { ...counted, browserReceived: 9 } }, 'received 9 against 10'],
    ['a backlog at the end', { completeness: { ...counted, browserReceived: 11 } }, 'received 11 against 10'],
  ])('%s', (_what, change, words) => {
    const { verdict, reasons } = judge({ ...well, ...change });
    expect(verdict).toBe('unverified');
    expect(reasons[0]).toContain(words);
  });

  test('what is wrong outweighs it, and both are said', () => {
    const { verdict, reasons } = judge({ ...well, gaps: 1, totals: { ...well.totals, missing: 1 } });
    expect(verdict).toBe('mismatch');
    expect(reasons).toHaveLength(2);
  });
});

test('the counts agree only where the log has kept up', () => {
  expect(agrees(counted)).toBe(true);
  expect(agrees({ ...counted, behind: 1 })).toBe(false);
  expect(agrees({ ...counted, browserSent: 1 })).toBe(false);
  expect(agrees({ ...counted, browserReceived: undefined })).toBe(false);
  // A flood: what the browser was ahead by has come meanwhile.
  expect(agrees({ ...counted, browserReceived: 15, received: 20 })).toBe(true);
  expect(agrees({ ...counted, browserReceived: 15, received: 14 })).toBe(false);
});

describe('a capture', () => {
  const said: CaptureWords = { isOurs: true, doubts: [], gaps: 0, completeness: counted };

  test('is as whole as its recording was, and could be read', () => {
    expect(verdictOfCapture(said, noTotals)).toBe('agree');
    expect(verdictOfCapture({ ...said, completeness: { ...counted, mismatch: true } }, noTotals)).toBe('mismatch');
    expect(verdictOfCapture(said, { ...noTotals, missing: 1 })).toBe('mismatch');
    expect(verdictOfCapture({ ...said, gaps: 1 }, noTotals)).toBe('unverified');
    expect(verdictOfCapture({ ...said, doubts: ['damaged'] }, noTotals)).toBe('unverified');
    expect(verdictOfCapture({ ...said, completeness: undefined }, noTotals)).toBe('unverified');
  });
});

test('says what the counts are of once the page began anew', () => {
  const { verdict, reasons } = judge({ ...well, restarted: true, gaps: 1, settled: undefined });
  expect(verdict).toBe('unverified');
  expect(reasons[1]).toContain('since then (10 received, 2 sent)');
});
