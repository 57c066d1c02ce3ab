import type { ReportedCompleteness } from '../../contract/domain.ts';
import type { CaptureWords, FeedTotals } from '../../contract/feed.ts';
import type { Verdict } from './exit-codes.ts';

/** What is known at the end of a run in a room. */
export interface Evidence {
  /** The newest report of the session page; undefined: it never gave one. */
  readonly completeness: ReportedCompleteness | undefined;
  /** One of at least a second before: what it counted is in the log by now, so it must be recorded. */
  readonly settled: ReportedCompleteness | undefined;
  /** What was recorded, or written to standard output. */
  readonly totals: FeedTotals;
  /** Only some rows were asked for, so that their number proves nothing. */
  readonly filtered: boolean;
  /** Times in which nothing could be received, one that lasts until the end among them. */
  readonly gaps: number;
  /** Such a time lasts until the end. */
  readonly interrupted: boolean;
  /** Times that the signal was lost and resumed. */
  readonly resumes: number;
  /** The page that holds the room ended and was started again: the browser's counts are those since then. */
  readonly restarted: boolean;
}

export interface Judgement {
  readonly verdict: Verdict;
  /** Why it is not `agree`: sentences for a person, the worst first. */
  readonly reasons: readonly string[];
}

/** Holds what was recorded against what the browser counted. Pure. */
export function judge(evidence: Evidence): Judgement {
  const wrong = mismatches(evidence);
  const open = uncertainties(evidence);
  return { verdict: wrong.length > 0 ? 'mismatch' : open.length > 0 ? 'unverified' : 'agree', reasons: [...wrong, ...open] };
}

function mismatches({ completeness, settled, totals, filtered }: Evidence): string[] {
  const found: string[] = [];
  if (totals.missing > 0) found.push(`${rows(totals.missing)} had to be given up before they could be recorded.`);
  if (completeness !== undefined && completeness.unlogged > 0) {
    found.push(`${messages(completeness.unlogged)} did not reach the log though this machine had received or sent them.`);
  }
  if (completeness?.mismatch === true) {
    found.push(`The browser counts differ: ${differenceOf(completeness)}.`);
  }
  const received = settled?.browserReceived ?? 0;
  const sent = settled?.browserSent ?? 0;
  if (!filtered && (totals.in < received || totals.out < sent)) {
    found.push(
      `The browser had counted ${received} received and ${sent} sent, of which ${totals.in} and ${totals.out} are recorded.`,
    );
  }
  return found;
}

/** What a capture says of its recording, whatever of it is counted now. Pure. */
export function verdictOfCapture({ completeness, gaps, doubts }: CaptureWords, { missing }: FeedTotals): Verdict {
  if (completeness?.mismatch === true || missing > 0) return 'mismatch';
  const { browserReceived, unverified = 0, resumes = 0 } = completeness ?? {};
  const isSure = browserReceived !== undefined && unverified === 0 && resumes === 0;
  return isSure && gaps === 0 && doubts.length === 0 ? 'agree' : 'unverified';
}

function uncertainties({ completeness, totals, gaps, interrupted, resumes, restarted }: Evidence): string[] {
  const found: string[] = [];
  if (gaps > 0) {
    const last = interrupted ? (gaps === 1 ? ', until the end' : ', the last time until the end') : '';
    found.push(`${times(gaps)} the connection was lost${last}; what passed then was not seen.`);
  }
  if (resumes > 0) {
    found.push(
      `${times(resumes)} the signal was lost and resumed. The data channels were kept; whether all that was sent ` +
        'meanwhile, and since, arrived is not known: the browser counts only what came.',
    );
  }
  if (completeness?.browserReceived === undefined) return [...found, 'The browser gave no counts to compare with.'];
  if (restarted) {
    const { received, sent } = completeness;
    found.push(
      `The page that holds the room ended and was started again. The counts of the browser are held against what came ` +
        `since then (${received} received, ${sent} sent), not against all that is recorded (${totals.in} and ${totals.out}).`,
    );
  }
  if (completeness.unverified > 0) {
    found.push(`${messages(completeness.unverified)} passed on a connection that closed before the browser was asked again.`);
  }
  if (!completeness.mismatch && !agrees(completeness)) {
    found.push(`At the last look the browser counts still differed: ${differenceOf(completeness)}.`);
  }
  return found;
}

/**
 * Whether the tap has counted all that the browser had at the last look, and no more than that by then; and the log is not
 * behind. In a flood the browser's count runs ahead by what waits for the page (browser-counts.ts), and comes true later.
 */
export function agrees(completeness: ReportedCompleteness): boolean {
  const { browserReceived, browserSent, sampledReceived, sampledSent, received, sent, behind } = completeness;
  if (browserReceived === undefined || browserSent === undefined || behind > 0) return false;
  return (
    sampledReceived <= browserReceived &&
    browserReceived <= received &&
    sampledSent <= browserSent &&
    browserSent <= sent
  );
}

function differenceOf({ browserReceived = 0, browserSent = 0, sampledReceived, sampledSent, behind }: ReportedCompleteness): string {
  const late = behind > 0 ? `, ${behind} not yet in the log` : '';
  return `received ${browserReceived} against ${sampledReceived}, sent ${browserSent} against ${sampledSent}${late}`;
}

function times(count: number): string {
  return count === 1 ? 'Once' : `${count} times`;
}

function rows(count: number): string {
  return count === 1 ? '1 row' : `${count} rows`;
}

function messages(count: number): string {
  return count === 1 ? '1 message' : `${count} messages`;
}
