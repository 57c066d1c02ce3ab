/** ms between two listings while all is well: a room that comes or goes is seen within this time. */
export const pollEveryMs = 3_000;
/** ms that the pause grows to at most while the server is away: it must be noticed when it is back. */
export const slowestPollMs = 10_000;

/** Pause before the next listing after `failures` failed ones in a row: 3, 6, then 10 s. */
export function pauseAfter(failures: number): number {
  return Math.min(slowestPollMs, pollEveryMs * 2 ** Math.min(failures, 10));
}
