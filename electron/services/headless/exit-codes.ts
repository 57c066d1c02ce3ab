/** How a run without a window ends; the numbers are promised in the README and in the usage text. */
export const exitCodes = {
  /** Recorded, and the browser's counts agree; or what was expected came. */
  agreed: 0,
  /** Something received is missing, or a file could not be written, or a message not sent. */
  failed: 1,
  usage: 2,
  /** Whole as far as anybody can tell: for a while nobody could. */
  unverified: 3,
  noRoom: 4,
  notMet: 5,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** What a run came to. */
export interface RunOutcome {
  /** What could not be written or sent. */
  readonly problem: string | undefined;
  /** The room was joined at least once; of a file: it was opened. */
  readonly seen: boolean;
  readonly expected: 'nothing' | 'met' | 'not-met';
  readonly verdict: Verdict;
}

/** agree: all that the browser counted is recorded. mismatch: it is not. unverified: nobody can tell for all of it. */
export type Verdict = 'agree' | 'mismatch' | 'unverified';

/** Pure. What was expected decides before the counts do: such a run is a test, and it ends in the middle of things. */
export function exitCodeOf({ problem, seen, expected, verdict }: RunOutcome): ExitCode {
  if (problem !== undefined) return exitCodes.failed;
  if (!seen) return exitCodes.noRoom;
  if (expected !== 'nothing') return expected === 'met' ? exitCodes.agreed : exitCodes.notMet;
  if (verdict === 'mismatch') return exitCodes.failed;
  return verdict === 'unverified' ? exitCodes.unverified : exitCodes.agreed;
}
