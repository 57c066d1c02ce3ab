import { mergeJson } from './json-merge.ts';
import { mergeLines } from './line-merge.ts';

/** One thing that changed live while a draft was written. */
export interface MergeChange {
  /** Tells it from the others of one merge. */
  readonly id: string;
  /** `$.user.tags[2]`, “lines 3–5”. */
  readonly path: string;
  /** The value that the draft was made from, as it is written; undefined: there was none. */
  readonly before: string | undefined;
  readonly after: string | undefined;
  /** What the draft has there. */
  readonly mine: string | undefined;
  /** The draft changed it too: taking it loses that. */
  readonly isMine: boolean;
}

/** A draft against what changed live since it was begun. Nothing but what is taken is touched, byte for byte. */
export interface Merge {
  readonly kind: 'json' | 'lines' | 'whole';
  /** Empty where both differ in white space only, or the draft has all of it. */
  readonly changes: readonly MergeChange[];
  /** The draft with these changes in it. */
  take(ids: ReadonlySet<string>): string;
}

/** JSON by path where all three are JSON, else by line. */
export function mergeTexts(draft: string, base: string, live: string): Merge {
  return mergeJson(draft, base, live) ?? mergeLines(draft, base, live);
}

/** What is taken unless the person says otherwise: all that the draft did not change itself. */
export function takenAtFirst(merge: Merge): ReadonlySet<string> {
  return new Set(merge.changes.filter((change) => !change.isMine).map((change) => change.id));
}
