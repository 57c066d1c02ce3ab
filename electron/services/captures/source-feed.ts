import type { FeedChannel, FeedMessage, FeedRequest, FeedTotals } from '../../contract/feed.ts';
import { ok, refused } from '../../contract/result.ts';
import type { Result } from '../../contract/result.ts';
import { FeedLink } from './feed-link.ts';
import type { FeedPort } from './feed-link.ts';
import { addTotals, noTotals } from './feed-totals.ts';
import type { Written } from './recorded-files.ts';

/** Undefined: the page that holds the log is not there now. */
export type OpenFeed = (request: FeedRequest) => FeedPort | undefined;

export interface SourceFeedOptions {
  readonly openFeed: OpenFeed;
  readonly schedule: (run: () => void, afterMs: number) => () => void;
  readonly onBatch: (batch: Written) => void;
  /** The page has answered: rows come. */
  readonly onBegun?: () => void;
  /** The trigger's row has come; epoch ms. */
  readonly onMatched?: (time: number) => void;
  readonly onWaiting: (waiting: { readonly rows: number; readonly oldestMs: number; readonly left: number }) => void;
  /** `doubts`: what of a capture is not among its rows, and why: sentences. Empty: it is whole. */
  readonly onDone: (why: 'stopped' | 'here' | 'source-closed', doubts: readonly string[]) => void;
  /** The page that holds the log has ended. */
  readonly onGone: () => void;
  readonly onTrouble: (message: string) => void;
}

/**
 * A request goes through the page's main thread, which in a flood of small messages is seconds behind; 3 s were
 * too few. Shorter than a request of the window may take (request-policies.ts), so that it gets this answer. ms
 */
const answerWithinMs = 20_000;
/** The worker is asked for the rest without the page, and hands over what it still has within this, ms. */
const restWithinMs = 3_000;

/** A feed, with the channels that it has told. */
interface Open {
  readonly link: FeedLink;
  readonly channels: Map<number, FeedChannel>;
  /** The page has answered. */
  isBegun: boolean;
}

/** What a log feeds: one feed after the other, where the page that holds the log ends and begins anew. */
export class SourceFeed {
  readonly #options: SourceFeedOptions;
  #open: Open | undefined;
  #totalsBefore: FeedTotals = noTotals;
  #totals: FeedTotals = noTotals;
  #settleBegun: (begun: Result<undefined>) => void = () => undefined;
  #settleRest: (isAllHere: boolean) => void = () => undefined;

  constructor(options: SourceFeedOptions) {
    this.#options = options;
  }

  get isOpen(): boolean {
    return this.#open !== undefined;
  }

  /** It is open, and the page has answered. */
  get isBegun(): boolean {
    return this.#open?.isBegun === true;
  }

  /** Of what was received, over all feeds. */
  get totals(): FeedTotals {
    return addTotals(this.#totalsBefore, this.#totals);
  }

  /**
   * Asks for the log. Ok also where it is not there yet: then `isOpen` stays false, and it may be asked for again.
   * Refused where a filter cannot be read, or the page does not answer. `goesOnAfterMs`: so long at the most it is
   * waited for where there is nothing to refuse; then it is ok and stays open, and rows come once the page has answered.
   */
  connect(request: Omit<FeedRequest, 'firstNumber'>, goesOnAfterMs?: number): Promise<Result<undefined>> {
    const { openFeed, schedule, onTrouble } = this.#options;
    this.#totalsBefore = this.totals;
    this.#totals = noTotals;
    const port = openFeed({ ...request, firstNumber: this.#totalsBefore.rows });
    if (port === undefined) return Promise.resolve(ok(undefined));
    return new Promise((resolve) => {
      const cancel = schedule(() => {
        if (goesOnAfterMs === undefined) this.close();
        this.#settleBegun(goesOnAfterMs === undefined ? noAnswer : ok(undefined));
      }, goesOnAfterMs ?? answerWithinMs);
      this.#settleBegun = (begun) => {
        cancel();
        resolve(begun);
      };
      const link = new FeedLink(port, {
        onMessage: (message) => this.#receive(open, message),
        onClosed: () => {
          if (this.#open === open) this.handleGone();
        },
        onTrouble,
      });
      const open: Open = { link, channels: new Map(), isBegun: false };
      this.#open = open;
    });
  }

  /** Asks for what was logged until now; false where the page did not hand it over in time. */
  async askForRest(): Promise<boolean> {
    const open = this.#open;
    if (open === undefined) return true;
    let cancel = (): void => undefined;
    const isAllHere = await new Promise<boolean>((resolve) => {
      // One that the page has not taken yet begins first.
      cancel = this.#options.schedule(() => resolve(false), open.isBegun ? restWithinMs : answerWithinMs);
      this.#settleRest = resolve;
      open.link.send({ type: 'stop' });
    });
    cancel();
    return isAllHere;
  }

  /** The page that holds the log has ended. */
  handleGone(): void {
    if (this.#open === undefined) return;
    this.close();
    this.#settleBegun(ok(undefined));
    this.#settleRest(false);
    this.#options.onGone();
  }

  close(): void {
    this.#open?.link.close();
    this.#open = undefined;
  }

  #receive(open: Open, message: FeedMessage): void {
    if (open !== this.#open) return;
    const { onBatch, onBegun, onMatched, onWaiting, onDone } = this.#options;
    switch (message.type) {
      case 'begun':
        open.isBegun = true;
        onBegun?.();
        this.#settleBegun(ok(undefined));
        return;
      case 'refused':
        this.close();
        this.#settleBegun(message.reason === 'no-source' ? ok(undefined) : refused(message.reason, message.message));
        return;
      case 'matched':
        onMatched?.(message.time);
        return;
      case 'batch': {
        for (const channel of message.channels) open.channels.set(channel.index, channel);
        this.#totals = message.totals;
        const { bytes, rows, number, firstTime, lastTime } = message;
        const channelOf = (index: number): FeedChannel | undefined => open.channels.get(index);
        const onWritten = (): void => open.link.send({ type: 'written', number });
        onBatch({ bytes, rows, firstTime, lastTime, channelOf, totals: this.totals, onWritten });
        return;
      }
      case 'waiting':
        onWaiting(message);
        return;
      case 'done':
        this.#totals = message.totals;
        this.close();
        this.#settleRest(true);
        onDone(message.why, [
          ...(message.problem === undefined ? [] : [message.problem]),
          ...(message.capture?.doubts ?? []),
        ]);
    }
  }
}

const noAnswer = refused(
  'no-answer',
  'The page that holds the rooms did not answer, so nothing was written. Try again in a moment.',
);
