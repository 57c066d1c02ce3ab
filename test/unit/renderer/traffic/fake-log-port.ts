import type { LogPort } from '../../../../renderer/traffic/log-link.ts';
import type { LogMessage, RowView, ViewMessage } from '../../../../renderer/traffic/protocol/index.ts';
import { logStatus, packetRow } from './log-fixtures.ts';

/**
 * The worker's end of a `traffic` port, by hand: nothing is answered unless the test says so. `rows` is the log;
 * `matches` are the row numbers that the filter shows.
 */
export class FakeLogPort implements LogPort {
  onmessage: LogPort['onmessage'] = null;
  readonly sent: ViewMessage[] = [];
  closed = false;
  total = 0;
  matches: readonly number[] = [];

  constructor(total: number) {
    this.grow(total);
  }

  postMessage(message: ViewMessage): void {
    this.sent.push(message);
  }

  close(): void {
    this.closed = true;
  }

  /** The log has `total` rows now, all of them shown. */
  grow(total: number): void {
    this.total = total;
    this.matches = Array.from({ length: total }, (_, row) => row);
  }

  tell(message: LogMessage): void {
    this.onmessage?.(new MessageEvent('message', { data: message }));
  }

  status(unfiltered = 0): void {
    this.tell(logStatus({ total: this.total, held: this.matches.length, shown: this.matches.length, unfiltered }));
  }

  lastShow(): Extract<ViewMessage, { type: 'show' }> {
    const last = this.sent.findLast((message) => message.type === 'show');
    if (last === undefined) throw new Error('nothing was asked for');
    return last;
  }

  /** Answers a question as the worker does. */
  answer(show = this.lastShow()): void {
    const shown = this.matches.length;
    const place = show.row === undefined ? show.first : this.matches.findIndex((row) => row >= (show.row ?? 0));
    const first = show.tail ? Math.max(0, shown - show.count) : place < 0 ? shown : place;
    const rows: RowView[] = this.matches.slice(first, first + show.count).map((row) => packetRow({ row }));
    this.tell({ type: 'rows', first, shown, rows, ask: show.ask });
  }
}

/** Frames that are drawn when the test says so. */
export class FakeFrames {
  readonly #waiting = new Set<() => void>();

  readonly next = (callback: () => void): (() => void) => {
    this.#waiting.add(callback);
    return () => this.#waiting.delete(callback);
  };

  get waiting(): number {
    return this.#waiting.size;
  }

  draw(): void {
    for (const callback of [...this.#waiting]) {
      this.#waiting.delete(callback);
      callback();
    }
  }
}
