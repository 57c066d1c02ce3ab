import { feedOrder } from '../../../../electron/contract/feed.ts';
import type { FeedMessage, FeedRequest } from '../../../../electron/contract/feed.ts';
import type { FilterTree } from '../../protocol/index.ts';
import type { Scheduler } from '../scheduler.ts';
import type { SessionLog } from '../session-log.ts';
import { LogFeed } from './log-feed.ts';

/**
 * A log that is closed stays until its feeds have sent what is in it. One whose other side takes nothing for so long is
 * given up: before Chromium 122 nobody tells that it is gone.
 */
const idleMs = 30_000;

export interface FeedStart {
  readonly port: MessagePort;
  readonly request: FeedRequest;
  readonly filter?: FilterTree | undefined;
  readonly trigger?: FilterTree | undefined;
}

export interface FeedSource {
  readonly session: SessionLog;
  /** Takes into the log what is on its way there. */
  readonly sync: () => void;
}

export interface FeedHostOptions {
  readonly scheduler: Scheduler;
  /** Runs what a message asks for, and reports what it throws. */
  readonly guard: (what: string, work: () => void) => void;
  /** A message that is none of the contract. */
  readonly onStray: (data: unknown) => void;
}

interface Hosted {
  readonly session: SessionLog;
  /** Waits for a sign of the other side. */
  cancelIdle: (() => void) | undefined;
}

/** All feeds of the worker: each reads one log and answers on a port of its own. */
export class FeedHost {
  readonly #options: FeedHostOptions;
  readonly #feeds = new Map<LogFeed, Hosted>();
  /** Logs that are closed, by what is to be done once their feeds are through. */
  readonly #closing = new Map<SessionLog, () => void>();

  constructor(options: FeedHostOptions) {
    this.#options = options;
  }

  /** `source`: where its rows are; undefined: nothing is open by that id (any more). */
  begin({ port, request, filter, trigger }: FeedStart, source: FeedSource | undefined): void {
    // No transfer list: a message to the main process would be lost with it.
    const post = (message: FeedMessage): void => port.postMessage(message);
    if (source === undefined) {
      // The main process closes it, once it has read the answer.
      post({ type: 'refused', reason: 'no-source', message: 'The room or the capture is not open any more.' });
      return;
    }
    const { session } = source;
    const { scheduler, guard, onStray } = this.#options;
    const feed = new LogFeed({
      session,
      request,
      filter,
      trigger,
      scheduler,
      post,
      onEnd: () => {
        hosted.cancelIdle?.();
        this.#feeds.delete(feed);
        this.#settle(session);
      },
    });
    const hosted: Hosted = { session, cancelIdle: undefined };
    this.#feeds.set(feed, hosted);
    port.onmessage = (event: MessageEvent<unknown>) => {
      const order = feedOrder.safeParse(event.data);
      if (!order.success) {
        onStray(event.data);
        return;
      }
      guard('an order of a feed', () => {
        // What came before the order is logged before it.
        if (order.data.type === 'stop') source.sync();
        feed.take(order.data);
      });
    };
    port.addEventListener('close', () => feed.dispose());
  }

  /** To be called when a log changed. */
  noteChange(): void {
    for (const feed of this.#feeds.keys()) feed.noteChange();
  }

  /** Nothing more comes into a log; calls back once all that is in it is sent. */
  close(session: SessionLog, whenSent: () => void): void {
    this.#closing.set(session, whenSent);
    for (const [feed, hosted] of this.#feeds) {
      if (hosted.session !== session) continue;
      feed.end('source-closed');
      this.#giveUpWhenIdle(feed, hosted);
    }
    this.#settle(session);
  }

  #giveUpWhenIdle(feed: LogFeed, hosted: Hosted): void {
    const before = feed.acknowledged;
    hosted.cancelIdle = this.#options.scheduler.after(idleMs, () => {
      if (feed.acknowledged === before) feed.dispose();
      else this.#giveUpWhenIdle(feed, hosted);
    });
  }

  #settle(session: SessionLog): void {
    const whenSent = this.#closing.get(session);
    if (whenSent === undefined || [...this.#feeds.values()].some((hosted) => hosted.session === session)) return;
    this.#closing.delete(session);
    whenSent();
  }
}
