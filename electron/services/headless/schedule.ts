/** Calls after so many ms; returns a function that calls it off. */
export type Schedule = (run: () => void, afterMs: number) => () => void;
