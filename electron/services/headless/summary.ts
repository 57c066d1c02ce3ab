import type { ReportedCompleteness } from '../../contract/domain.ts';
import type { CaptureWords, FeedTotals } from '../../contract/feed.ts';
import type { ExitCode } from './exit-codes.ts';
import type { Judgement } from './verdict.ts';

/** What `--json` prints; further fields may come, these stay. */
export interface Summary {
  /** Rows in the file, or on standard output; of a capture: rows that match. */
  readonly recorded: number;
  /** Packets among them, received and sent. */
  readonly in: number;
  readonly out: number;
  readonly events: number;
  readonly byKind: FeedTotals['byKind'];
  readonly flagged: number;
  /** Rows that are not there though they were received; of a capture, those that its notes tell as well. */
  readonly missing: number;
  /** Null where nothing was counted: the room never appeared, or a capture does not tell. */
  readonly completeness: SummaryCompleteness | null;
  /** Times in which nothing could be received; of a capture, as its notes have them. */
  readonly gaps: number;
  /** Times that the signal was lost and resumed: nobody can tell whether all that was sent meanwhile arrived. */
  readonly resumes: number;
  /** The file that was written, the newest of a recording; null: none. */
  readonly file: string | null;
  /** How long the run took. */
  readonly seconds: number;
  readonly room: string | null;
  /** The opened capture. */
  readonly capture: string | null;
  /** Of `--expect`: how many rows matched; null: nothing was expected. */
  readonly matched: number | null;
  readonly exitCode: ExitCode;
  /** Why the exit code is what it is, where it is not 0. */
  readonly reasons: readonly string[];
}

export interface SummaryCompleteness {
  readonly verdict: Judgement['verdict'];
  /**
   * What all counts here are of. run: since the room was joined. restart: since the page that holds the room, which had
   * ended, joined it again; `in` and `out` of the summary are of the whole run. recording: what a capture tells of its
   * own, whatever rows of it are looked at.
   */
  readonly of: 'run' | 'restart' | 'recording';
  /** By the tap. */
  readonly received: number;
  readonly sent: number;
  /** By the browser, at its last look; null: it gave none. */
  readonly browserReceived: number | null;
  readonly browserSent: number | null;
  /** By the tap at that same look, to be held against the two before; null: a capture does not tell. */
  readonly sampledReceived: number | null;
  readonly sampledSent: number | null;
  readonly unverified: number;
}

export interface SummaryParts {
  readonly totals: FeedTotals;
  readonly completeness: ReportedCompleteness | CaptureWords['completeness'];
  /** The counts are those since the page that holds the room was started again. */
  readonly restarted?: boolean;
  readonly verdict: Judgement['verdict'];
  readonly gaps: number;
  readonly resumes: number;
  readonly file: string | undefined;
  readonly ms: number;
  readonly room: string | undefined;
  readonly capture: string | undefined;
  readonly matched: number | undefined;
  readonly exitCode: ExitCode;
  readonly reasons: readonly string[];
}

/** Pure. */
export function summaryOf(parts: SummaryParts): Summary {
  const { totals, completeness } = parts;
  return {
    recorded: totals.rows,
    in: totals.in,
    out: totals.out,
    events: totals.events,
    byKind: totals.byKind,
    flagged: totals.flagged,
    missing: totals.missing,
    completeness:
      completeness === undefined
        ? null
        : {
            verdict: parts.verdict,
            of: parts.capture !== undefined ? 'recording' : parts.restarted === true ? 'restart' : 'run',
            received: completeness.received,
            sent: completeness.sent,
            browserReceived: completeness.browserReceived ?? null,
            browserSent: completeness.browserSent ?? null,
            sampledReceived: completeness.sampledReceived ?? null,
            sampledSent: completeness.sampledSent ?? null,
            unverified: completeness.unverified,
          },
    gaps: parts.gaps,
    resumes: parts.resumes,
    file: parts.file ?? null,
    seconds: Math.round(parts.ms) / 1_000,
    room: parts.room ?? null,
    capture: parts.capture ?? null,
    matched: parts.matched ?? null,
    exitCode: parts.exitCode,
    reasons: parts.reasons,
  };
}

/** One line. */
export function summaryLine(summary: Summary): string {
  return `${JSON.stringify(summary)}\n`;
}
