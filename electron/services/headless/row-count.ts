import type { CaptureWords, FeedTotals } from '../../contract/feed.ts';
import { FollowedFeed } from './followed-feed.ts';
import type { OpenFeed } from './followed-feed.ts';
import type { Schedule } from './schedule.ts';
import { noTotals } from '../captures/feed-totals.ts';

export interface RowCountOptions {
  readonly openFeed: OpenFeed;
  readonly filter: string | undefined;
  /** `stopped`: as rows come. `here`: those that are there, then `onDone`. */
  readonly until: 'stopped' | 'here';
  readonly onTotals?: (totals: FeedTotals) => void;
  readonly onRefused: (message: string) => void;
  readonly onDone?: (problem: string | undefined, words: CaptureWords | undefined) => void;
  readonly schedule: Schedule;
}

/** What is under way when a count ends is counted within this, ms. */
const finishWithinMs = 2_000;

/** Counts the rows of a log that match; what they carry is not fetched. */
export class RowCount {
  readonly #options: RowCountOptions;
  #feed: FollowedFeed | undefined;

  constructor(options: RowCountOptions) {
    this.#options = options;
  }

  get totals(): FeedTotals {
    return this.#feed?.totals ?? noTotals;
  }

  /** False where the page that holds the log is not there. */
  begin(sourceId: string): boolean {
    const { openFeed, filter, until, onTotals, onRefused, onDone } = this.#options;
    this.#feed ??= new FollowedFeed({
      open: openFeed,
      request: {
        sourceId,
        format: 'mcap',
        ...(filter === undefined ? {} : { filter }),
        from: 'oldest',
        until,
        payloads: false,
      },
      take: () => Promise.resolve(true),
      ...(onTotals === undefined ? {} : { onTotals }),
      ...(onDone === undefined ? {} : { onDone }),
      onRefused: (_reason, message) => onRefused(message),
    });
    return this.#feed.resume();
  }

  pageLost(): void {
    this.#feed?.lose();
  }

  close(): void {
    this.#feed?.close();
  }

  async finish(): Promise<void> {
    await this.#feed?.stop(this.#options.schedule, finishWithinMs);
  }
}
