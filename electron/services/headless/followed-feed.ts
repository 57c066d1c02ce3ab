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
  /**
   * Takes a batch; the next ones come while it does, as far as the feed's window goes. False: nothing can be taken any
   * more, and the feed ends; its totals are those of what was.
   */
  readonly take: (batch: Extract<FeedMessage, { readonly type: 'batch' }>) => Promise<boolean>;
  /** The totals went up. */
  readonly onTotals?: (totals: FeedTotals) => void;
  readonly onRefused: (reason: 'bad-filter' | 'no-source', message: string) => void;
  /** All that was asked for has come, and is taken; `problem`: why a capture could be read only in part. */
  readonly onDone?: (problem: string | undefined, words: CaptureWords | undefined) => void;
}

/** What came through one port. */
interface Part {
  readonly line: FeedLine;
  /** Of what is taken. */
  totals: FeedTotals;
}

/** A feed that goes on when the page that holds the log has begun anew: a new one then, its rows numbered on. */
export class FollowedFeed {
  readonly #options: FollowedFeedOptions;
  readonly #parts: Part[] = [];
  /** The one that is open. */
  #part: Part | undefined;
  #isClosed = false;
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
    return this.#parts.reduce((sum, { totals }) => addTotals(sum, totals), noTotals);
  }

  /** Begins, or goes on after the page was lost; false where it is not there yet. */
  resume(): boolean {
    if (this.#part !== undefined || this.#stopping) return true;
    const request = { ...this.#options.request, firstNumber: this.totals.rows };
    const line = this.#options.open(request, {
      onMessage: (message) => {
        if (part !== undefined && part === this.#part) this.#receive(part, message);
      },
      onClosed: () => {
        if (part === this.#part) this.lose();
      },
    });
    const part: Part | undefined = line === undefined ? undefined : { line, totals: noTotals };
    this.#part = part;
    if (part !== undefined) this.#parts.push(part);
    return part !== undefined;
  }

  /** Asks for what was logged until now, and resolves once that is taken; after `withinMs` at the latest. */
  async stop(schedule: Schedule, withinMs: number): Promise<void> {
    this.#stopping = true;
    if (this.#part === undefined) return;
    this.#part.line.send({ type: 'stop' });
    let cancel = (): void => undefined;
    const late = new Promise<void>((resolve) => (cancel = schedule(resolve, withinMs)));
    await Promise.race([this.#ended, late]);
    cancel();
    this.close();
  }

  close(): void {
    this.#stopping = true;
    this.#isClosed = true;
    this.#part?.line.close();
    this.#part = undefined;
    this.#settle();
  }

  #receive(part: Part, message: FeedMessage): void {
    switch (message.type) {
      case 'batch':
        this.#taking = this.#taking.then(() => this.#take(part, message));
        return;
      case 'done':
        this.#taking = this.#taking.then(() => {
          if (this.#isClosed) return;
          this.#note(part, message.totals);
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

  /** Also what had come before the page was lost. */
  async #take(part: Part, batch: Extract<FeedMessage, { readonly type: 'batch' }>): Promise<void> {
    if (this.#isClosed) return;
    const isTaken = await this.#options.take(batch);
    if (this.#isClosed) return;
    if (!isTaken) return this.close();
    this.#note(part, batch.totals);
    if (part === this.#part) part.line.send({ type: 'written', number: batch.number });
  }

  #note(part: Part, totals: FeedTotals): void {
    part.totals = totals;
    this.#options.onTotals?.(this.totals);
  }

  /** The page that held the log is gone. */
  lose(): void {
    if (this.#part === undefined) return;
    this.#part.line.close();
    this.#part = undefined;
    if (this.#stopping) this.#settle();
  }
}
