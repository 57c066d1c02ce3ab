import type { FileWindow } from './file-window.ts';

/** How far a reader came: it needs more bytes, its time is up, it waits for a person (`held`), or it has come to the end. */
export type ReadStep = 'more' | 'paused' | 'held' | 'done';

/** Reads one format of capture files, from front to back. */
export interface FileReader {
  /**
   * Takes what is in the window, until `isTimeUp` says so. After `done`: it is at the end, or nothing can be made of what
   * follows, and `ending` tells which.
   */
  step(window: FileWindow, isTimeUp: () => boolean): ReadStep;
  /** Why it does not go on by itself, and what to do: sentences. */
  readonly held?: string | undefined;
  /** Goes on where it was held, whatever comes. */
  readOn?(): void;
  /** Undefined: the file is whole. Else how it ends, and why it is not read further: a sentence. */
  readonly ending: string | undefined;
  /** What a person should know besides: sentences. */
  readonly remarks: readonly string[];
  /** Likewise, of what is in the file and not among the rows. */
  readonly doubts: readonly string[];
  /** Nothing in it is for this console: what it is, why it cannot be shown, and what to do. Valid once it is read. */
  readonly refusal: string | undefined;
}
