/** What the person has of the application: a window, or a run without one. */
export interface Front {
  /** Ends it in order, before everything behind it. */
  readonly end: () => Promise<void>;
  /** Of the process. */
  readonly exitCode: () => number;
  /** How long all may take to end, ms. */
  readonly endsWithinMs?: number;
}
