import type { SessionGap } from './protocol.ts';

const keptGaps = 50;

/** The times without a connection since a session began. Times are epoch ms. */
export class GapList {
  #closed: readonly SessionGap[] = [];
  #total = 0;
  #resumes = 0;
  #sinceMs: number | undefined;

  /** Since when nothing can be received; undefined while it can. */
  get openSinceMs(): number | undefined {
    return this.#sinceMs;
  }

  /** The newest, oldest first, the one that lasts at the end. */
  get newest(): readonly SessionGap[] {
    const sinceMs = this.#sinceMs;
    return sinceMs === undefined ? this.#closed : [...this.#closed, { sinceMs, untilMs: undefined }];
  }

  get total(): number {
    return this.#total + (this.#sinceMs === undefined ? 0 : 1);
  }

  /** Times that the data channels were kept. */
  get resumes(): number {
    return this.#resumes;
  }

  /** Nothing can be received from now on; one that lasts goes on. */
  open(now: number): void {
    this.#sinceMs ??= now;
  }

  /** Connected again; answers how long it was, ms. `isGap`: false where the data channels were kept. */
  close(now: number, isGap: boolean): number {
    const sinceMs = this.#sinceMs;
    if (sinceMs === undefined) return 0;
    this.#sinceMs = undefined;
    if (!isGap) {
      this.#resumes += 1;
    } else {
      this.#total += 1;
      this.#closed = [...this.#closed, { sinceMs, untilMs: now }].slice(-keptGaps);
    }
    return now - sinceMs;
  }
}
