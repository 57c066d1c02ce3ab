/** Samples, one a second, without an acknowledgement after which the worker is said to stand still. */
const patience = 5;

/** How far the log has come, in messages of both directions. */
export interface LogProgress {
  /** Taken by the worker, by what the tap says of its chunks. */
  readonly acknowledged: number;
  /** In the log, as the worker said with that acknowledgement. */
  readonly logged: number;
  /** Seen by the tap and never handed over. */
  readonly failed: number;
}

export interface LogLag {
  /** Waiting for the worker for more than a second. */
  readonly behind: number;
  /** Lost on the way, or held by a worker that stands still. */
  readonly unlogged: number;
}

/**
 * Tells what the tap saw and the log lacks: backlog, which shrinks, from loss. A flood that outruns the worker is
 * backlog however large, as long as chunks are acknowledged.
 */
export class LogWatch {
  #tapped = 0;
  #acknowledged = 0;
  #stood = 0;

  /** To be called once a second with the tap's count of now. */
  sample(tapped: number, progress: LogProgress): LogLag {
    const taken = progress.acknowledged + progress.failed;
    const behind = Math.max(0, this.#tapped - taken);
    this.#stood = behind > 0 && progress.acknowledged === this.#acknowledged ? this.#stood + 1 : 0;
    this.#acknowledged = progress.acknowledged;
    this.#tapped = tapped;
    const lost = Math.max(0, progress.acknowledged - progress.logged) + progress.failed;
    return { behind, unlogged: lost + (this.#stood >= patience ? behind : 0) };
  }
}
