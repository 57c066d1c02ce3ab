/** What the person has of the application: a window, or a run without one. */
export interface Front {
  /** Ends it in order, before everything behind it. */
  readonly end: () => Promise<void>;
  /** Ends the process with the code that is due. */
  readonly exit: () => void;
  /** How long all may take to end, ms. */
  readonly endsWithinMs?: number;
}
