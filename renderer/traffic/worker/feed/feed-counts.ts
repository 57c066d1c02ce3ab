import type { FeedTotals } from '../../../../electron/contract/feed.ts';
import { timelineFlags } from '../../protocol/index.ts';
import { channelCodes, rowBits } from '../store/columns.ts';
import type { FeedRow } from './feed-row.ts';

/** Counts what a feed has written. */
export class FeedCounts {
  /** Rows that the log had given up before they could be looked at. */
  missing = 0;
  #in = 0;
  #out = 0;
  #events = 0;
  #flagged = 0;
  /** By channel code. */
  readonly #byKind = [0, 0, 0, 0];

  get rows(): number {
    return this.#in + this.#out + this.#events;
  }

  count({ cells, mask, isEvent }: FeedRow): void {
    if (isEvent) {
      this.#events += 1;
      return;
    }
    if (cells.has(rowBits.sent)) this.#out += 1;
    else this.#in += 1;
    if ((mask & timelineFlags) !== 0) this.#flagged += 1;
    this.#byKind[cells.channel] = (this.#byKind[cells.channel] ?? 0) + 1;
  }

  totals(): FeedTotals {
    const of = (kind: (typeof channelCodes)[number]): number => this.#byKind[channelCodes.indexOf(kind)] ?? 0;
    return {
      rows: this.rows,
      in: this.#in,
      out: this.#out,
      events: this.#events,
      byKind: { reliable: of('reliable'), lossy: of('lossy'), 'data-track': of('data-track'), foreign: of('foreign') },
      flagged: this.#flagged,
      missing: this.missing,
    };
  }
}
