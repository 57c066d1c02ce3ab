import type { CaptureWords, FeedMessage, FeedOrder, FeedRequest, FeedTotals } from '../../contract/feed.ts';
import { addTotals, noTotals } from '../captures/feed-totals.ts';
import type { Schedule } from './schedule.ts';

/** One end of a feed's port. */
export interface FeedLine {
  send(order: FeedOrder): void;
  close(): void;
}

/** Opens a feed; undefined: the page that holds the logs is not there now. */
export type OpenFeed = (
  request: FeedRequest,
  listener: { readonly onMessage: (message: FeedMessage) => void; readonly onClosed: () => void },
) => FeedLine | undefined;

export interface FollowedFeedOptions {
  readonly open: OpenFeed;
  readonly request: Omit<FeedRequest, 'firstNumber'>;
  /** Takes a batch; the next ones come while it does, as far as the feed's window goes. */
  readonly take: (batch: Extract<FeedMessage, { readonly type: 'batch' }>) => Promise<void>;
  /** The totals went up. */
  readonly onTotals?: (totals: FeedTotals) => void;
  readonly onRefused: (reason: 'bad-filter' | 'no-source', message: string) => void;
  /** All that was asked for has come, and is taken; `problem`: why a capture could be read only in part. */
  readonly onDone?: (problem: string | undefined, words: CaptureWords | undefined) => void;
}

/** A feed that goes on when the page that holds the log has begun anew: a new one then, its rows numbered on. */
export class FollowedFeed {
  readonly #options: FollowedFeedOptions;
  #line: FeedLine | undefined;
  #before: FeedTotals = noTotals;
  #now: FeedTotals = noTotals;
  #taking: Promise<void> = Promise.resolve();
  #stopping = false;
  #settle: () => void = () => undefined;
  /** Resolves when nothing comes any more. */
  readonly #ended = new Promise<void>((resolve) => (this.#settle = resolve));

  constructor(options: FollowedFeedOptions) {
    this.#options = options;
  }

  /** Over all feeds so far. */
  get totals(): FeedTotals {
    return addTotals(this.#before, this.#now);
  }

  /** Begins, or goes on after the page was lost; false where it is not there yet. */
  resume(): boolean {
    if (this.#line !== undefined || this.#stopping) return true;
    const request = { ...this.#options.request, firstNumber: this.totals.rows };
    const line = this.#options.open(request, {
      onMessage: (message) => {
        if (line === this.#line) this.#receive(message);
      },
      onClosed: () => {
        if (line === this.#line) this.lose();
      },
    });
    this.#line = line;
    return line !== undefined;
  }

  /** Asks for what was logged until now, and resolves once that is taken; after `withinMs` at the latest. */
  async stop(schedule: Schedule, withinMs: number): Promise<void> {
    this.#stopping = true;
    if (this.#line === undefined) return;
    this.#line.send({ type: 'stop' });
    let cancel = (): void => undefined;
    const late = new Promise<void>((resolve) => (cancel = schedule(resolve, withinMs)));
    await Promise.race([this.#ended, late]);
    cancel();
    this.close();
  }

  close(): void {
    this.#stopping = true;
    this.#line?.close();
    this.#line = undefined;
    this.#settle();
  }

  #receive(message: FeedMessage): void {
    switch (message.type) {
      case 'batch':
        this.#taking = this.#taking.then(() => this.#take(message));
        return;
      case 'done':
        this.#note(message.totals);
        this.#taking = this.#taking.then(() => {
          this.close();
          this.#options.onDone?.(message.problem, message.capture);
        });
        return;
      case 'refused':
        this.close();
        this.#options.onRefused(message.reason, message.message);
        return;
      case 'begun':
      case 'matched':
      case 'waiting':
    }
  }

  async #take(batch: Extract<FeedMessage, { readonly type: 'batch' }>): Promise<void> {
    const line = this.#line;
    await this.#options.take(batch);
    if (line !== this.#line) return;
    this.#note(batch.totals);
    line?.send({ type: 'written', number: batch.number });
  }

  #note(totals: FeedTotals): void {
    this.#now = totals;
    this.#options.onTotals?.(this.totals);
  }

  /** The page that held the log is gone. */
  lose(): void {
    if (this.#line === undefined) return;
    this.#line.close();
    this.#line = undefined;
    this.#before = this.totals;
    this.#now = noTotals;
    if (this.#stopping) this.#settle();
  }
}
