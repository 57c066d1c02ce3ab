import type { FeedTotals } from '../../contract/feed.ts';

/** Where the rows of a room go: a file, or standard output. */
export interface LiveOutput {
  /** The session's log is there: for the first time, or again after the page that holds it had ended. */
  begin(sessionId: string): void;
  /** The page that holds the log has ended. */
  pageLost(): void;
  /** Takes what was logged until now and ends; all is written when it resolves. */
  finish(): Promise<void>;
  readonly totals: FeedTotals;
  /** The file that is written; undefined: none. */
  readonly file: string | undefined;
}

export interface LiveOutputEvents {
  /** It ends before its time; a sentence: what could not be written, why, what next. */
  readonly onProblem: (message: string) => void;
}
