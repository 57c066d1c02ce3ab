import type { ReportedCompleteness } from '../../contract/domain.ts';
import type { FeedNote } from '../../contract/feed.ts';

/** How often the browser's counts are written beside the tap's, at most, ms. */
const everyMs = 10_000;

/** The notes that say how complete a recording is: when that has changed, now and then, and at the end. */
export class CompletenessNotes {
  #newest: ReportedCompleteness | undefined;
  #notedAt = -Infinity;
  #noted = '';

  /** The note that is due; undefined: none. Epoch ms. */
  take(completeness: ReportedCompleteness, now: number): FeedNote | undefined {
    this.#newest = completeness;
    const text = JSON.stringify(completeness);
    if (text === this.#noted || now - this.#notedAt < everyMs) return undefined;
    this.#notedAt = now;
    this.#noted = text;
    return noteOf(completeness);
  }

  /** For the end of the recording. */
  get last(): readonly FeedNote[] {
    return this.#newest === undefined ? [] : [noteOf(this.#newest)];
  }
}

function noteOf(completeness: ReportedCompleteness): FeedNote {
  return { type: 'completeness', ...completeness };
}
