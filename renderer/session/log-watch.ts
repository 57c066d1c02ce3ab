/**
 * Samples in a row, one a second, that prove it: without an acknowledgement, that the worker stands still; with
 * something missing that the worker does not have before it either, that it is lost (as in mismatch-watch.ts).
 */
const patience = 5;

/** An acknowledgement is no older than so many samples: a page in a flood gets to it in 2.4 s (Chromium 114). */
const answerSamples = 3;

/** How far the log has come, in messages of both directions. */
export interface LogProgress {
  /** Taken by the worker, by what the tap says of its chunks. */
  readonly acknowledged: number;
  /** In the log, as the worker said with that acknowledgement. */
  readonly logged: number;
  /** The worker said with it that nothing was left in what it was handed. */
  readonly caughtUp: boolean;
  /** Seen by the tap and never handed over. */
  readonly failed: number;
}

export interface LogLag {
  /** Waiting for the worker for more than a second. */
  readonly behind: number;
  /** Lost on the way or in the worker, or held by one that stands still. */
  readonly unlogged: number;
}

/**
 * Tells what the tap saw and the log lacks: backlog, which shrinks, from loss. A flood that outruns the worker is
 * backlog however large, as long as chunks are acknowledged. What is missing while the worker says that it has taken
 * all there is, is no backlog.
 */
export class LogWatch {
  /** The tap's counts of the last samples, the oldest first. */
  readonly #tapped: number[] = [];
  #acknowledged = 0;
  #stood = 0;
  #missed = 0;
  /** The least that was missing in those samples. */
  #least = 0;

  /** To be called once a second with the tap's count of now. */
  sample(tapped: number, progress: LogProgress): LogLag {
    const taken = progress.acknowledged + progress.failed;
    const isNews = progress.acknowledged !== this.#acknowledged;
    this.#acknowledged = progress.acknowledged;
    const behind = Math.max(0, (this.#tapped.at(-1) ?? 0) - taken);
    this.#stood = behind > 0 && !isNews ? this.#stood + 1 : 0;
    const longAgo = this.#tapped.length < answerSamples ? 0 : (this.#tapped[0] ?? 0);
    this.#noteMissing(Math.max(0, longAgo - taken), isNews, progress.caughtUp);
    this.#tapped.push(tapped);
    if (this.#tapped.length > answerSamples) this.#tapped.shift();
    const lost = Math.max(0, progress.acknowledged - progress.logged) + progress.failed;
    if (this.#stood >= patience) return { behind, unlogged: lost + behind };
    return { behind, unlogged: lost + (this.#missed >= patience ? this.#least : 0) };
  }

  #noteMissing(missing: number, isNews: boolean, isCaughtUp: boolean): void {
    if (missing === 0 || (isNews && !isCaughtUp)) {
      this.#missed = 0;
    } else if (isNews) {
      this.#missed += 1;
      this.#least = this.#missed === 1 ? missing : Math.min(this.#least, missing);
    }
  }
}
