import type { Result } from '../../electron/contract/result.ts';

export type Severity = 'ok' | 'info' | 'warn' | 'bad';

/** What can be done about a notice at once; it goes with that. */
export interface NoticeAction {
  readonly label: string;
  readonly run: () => void;
}

/** A short message at the corner of the window: what happened, and what to do where something is to be done. */
export interface Notice {
  readonly severity: Severity;
  readonly title: string;
  readonly text: string;
  readonly actions?: readonly NoticeAction[];
  /** It stands elsewhere too, as long as it holds: this goes by itself, however grave it is. */
  readonly passes?: boolean;
}

export type Notify = (notice: Notice) => void;

/** Says of a request that did not end well what it was; unknown ends are no failures. */
export function noticeOf(failed: string, result: Exclude<Result<unknown>, { ok: true }>): Notice {
  return result.kind === 'unknown'
    ? { severity: 'warn', title: 'Not known whether it happened', text: result.message }
    : { severity: 'bad', title: failed, text: result.message };
}
