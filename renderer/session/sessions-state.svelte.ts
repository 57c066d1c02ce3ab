import { SvelteMap } from 'svelte/reactivity';
import type { Result } from '../../electron/contract/result.ts';
import { ok, refused, unknown } from '../../electron/contract/result.ts';
import type { HistoryAnswer, HistorySubject, SessionCall, SessionMessage, SessionSnapshot } from './protocol.ts';

/** Long enough for livekit-client's own 5 s limits to answer first. */
const callDeadlineMs = 15_000;

/** The part of SessionsState that features need to act in a room. */
export interface SessionCaller {
  call(sessionId: string, call: SessionCall['call']): Promise<Result<undefined>>;
}

interface Waiting {
  readonly sessionId: string;
  readonly resolve: (result: Result<HistoryAnswer | undefined>) => void;
  readonly timer: ReturnType<typeof setTimeout>;
}

/**
 * The console page's picture of all open sessions, kept by the session page. Snapshots are plain and replaced whole.
 */
export class SessionsState implements SessionCaller {
  readonly #snapshots = new SvelteMap<string, SessionSnapshot>();
  readonly #listeners = new Set<(snapshot: SessionSnapshot) => void>();
  readonly #waiting = new Map<number, Waiting>();
  /** By session: its newest sample, and when that arrived here, as `#now` tells it. */
  readonly #heard = new Map<string, { readonly sampledAtMs: number | undefined; readonly at: number }>();
  readonly #now: () => number;
  #port: MessagePort | undefined;
  #lastId = 0;

  /** `now`: ms of a clock that is never set, `performance.now` unless a test says otherwise. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Snapshots by session id; reactive. A session that was just opened has none for a moment. */
  get sessions(): ReadonlyMap<string, SessionSnapshot> {
    return this.#snapshots;
  }

  /** Takes the port to the session page; one that was there before is closed, its unanswered calls become unknown. */
  connect(port: MessagePort): void {
    this.disconnect();
    this.#port = port;
    // The other end is our own session page and the channel was made by the main process: typed, not parsed.
    port.onmessage = (event: MessageEvent<SessionMessage>) => this.#receive(event.data);
  }

  disconnect(): void {
    this.#port?.close();
    this.#port = undefined;
    for (const id of [...this.#waiting.keys()]) {
      this.#settle(id, unknown('session-page-gone', 'The page that holds the rooms was restarted. Look at the room before trying again.'));
    }
  }

  /** Told each new snapshot, at once; returns its unsubscribe. For what measures time; views read `sessions`. */
  onSnapshot(listener: (snapshot: SessionSnapshot) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Ms since the newest sample of a session's counts arrived in this page (by its own clock: the other page's tells when
   * the sample was taken). 0 before the first.
   */
  silentMs(sessionId: string): number {
    const heard = this.#heard.get(sessionId);
    return heard === undefined ? 0 : this.#now() - heard.at;
  }

  async call(sessionId: string, call: SessionCall['call']): Promise<Result<undefined>> {
    const result = await this.#ask(sessionId, call);
    return result.ok ? ok(undefined) : result;
  }

  /** The values of a room or of an identity that its session has seen after the one with this id; 0: all. */
  async readHistory(sessionId: string, subject: HistorySubject, afterId: number): Promise<Result<HistoryAnswer>> {
    const result = await this.#ask(sessionId, { name: 'readHistory', subject, afterId });
    if (!result.ok) return result;
    return result.value === undefined ? refused('no-history', 'The history was not told.') : ok(result.value);
  }

  #ask(sessionId: string, call: SessionCall['call']): Promise<Result<HistoryAnswer | undefined>> {
    const port = this.#port;
    if (port === undefined) {
      return Promise.resolve(refused('no-session-page', 'The page that holds the rooms is not ready. Try again in a moment.'));
    }
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#settle(id, unknown('timeout', 'No answer in time: it may have happened. Look at the log before trying again.'));
      }, callDeadlineMs);
      this.#waiting.set(id, { sessionId, resolve, timer });
      port.postMessage({ id, sessionId, call } satisfies SessionCall);
    });
  }

  #receive(message: SessionMessage): void {
    switch (message.type) {
      case 'answer':
        this.#settle(message.answer.id, message.answer.result);
        break;
      case 'snapshot':
        this.#hear(message.snapshot);
        this.#snapshots.set(message.snapshot.sessionId, message.snapshot);
        for (const listener of this.#listeners) listener(message.snapshot);
        break;
      case 'forgotten':
        this.#snapshots.delete(message.sessionId);
        this.#heard.delete(message.sessionId);
        break;
    }
  }

  #hear({ sessionId, completeness: { sampledAtMs } }: SessionSnapshot): void {
    const known = this.#heard.get(sessionId);
    // Something else in it changed: of the counts it says nothing new.
    if (known !== undefined && sampledAtMs !== undefined && known.sampledAtMs === sampledAtMs) return;
    this.#heard.set(sessionId, { sampledAtMs, at: this.#now() });
  }

  #settle(id: number, result: Result<HistoryAnswer | undefined>): void {
    const waiting = this.#waiting.get(id);
    if (waiting === undefined) return;
    clearTimeout(waiting.timer);
    this.#waiting.delete(id);
    waiting.resolve(result);
  }
}
