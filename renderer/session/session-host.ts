import type { Room } from 'livekit-client';
import type { JoinGrant, SessionReport } from '../../electron/contract/domain.ts';
import { refused } from '../../electron/contract/result.ts';
import type { Result } from '../../electron/contract/result.ts';
import { z } from '../../electron/contract/zod.ts';
import { BrowserCounts } from './browser-counts.ts';
import { sessionCall, type HistoryAnswer, type SessionCall, type SessionMessage } from './protocol.ts';
import { RoomSession, type SessionLog } from './room-session.ts';
import { runCall, type ReportOwnChange } from './run-call.ts';
import type { SessionCounts } from './session-proof.ts';

/** Changes within this time go out as one snapshot: a room of hundreds joins in one go. */
const snapshotDelayMs = 50;
/** How often counts are held against the browser's and told to the main process. */
const verifyEveryMs = 1_000;

/** What a session needs of the tap and the worker; closed with the session. */
export interface SessionWiring {
  readonly log: SessionLog;
  readonly counts: SessionCounts;
  close(): void;
}

interface SessionHostOptions {
  readonly createRoom: () => Room;
  readonly wire: (grant: JoinGrant) => SessionWiring;
  readonly report: (report: SessionReport) => void;
  /** Asks for a new grant as soon as the session's room is there. */
  readonly lookForRoom: (sessionId: string) => void;
  /** For the audit log: a change of the own participant through the client, before it is asked for and after. */
  readonly reportOwnChange: ReportOwnChange;
  readonly now: () => number;
}

interface Hosted {
  readonly session: RoomSession;
  readonly wiring: SessionWiring;
}

/** All sessions of this page: opened and closed by the main process, watched and used by the console page. */
export class SessionHost {
  readonly #options: SessionHostOptions;
  readonly #hosted = new Map<string, Hosted>();
  readonly #changed = new Set<string>();
  #flushTimer: ReturnType<typeof setTimeout> | undefined;
  #verifyTimer: ReturnType<typeof setInterval> | undefined;
  #verifying = false;
  #port: MessagePort | undefined;

  constructor(options: SessionHostOptions) {
    this.#options = options;
  }

  /** Joins a new session, or joins one that is here again. */
  join(grant: JoinGrant): void {
    const { id } = grant.session;
    const hosted = this.#hosted.get(id) ?? this.#open(grant);
    void hosted.session.join(grant);
  }

  async close(sessionId: string): Promise<void> {
    const hosted = this.#hosted.get(sessionId);
    if (hosted === undefined) return;
    this.#hosted.delete(sessionId);
    this.#changed.delete(sessionId);
    if (this.#hosted.size === 0) this.#stopVerifying();
    this.#post({ type: 'forgotten', sessionId });
    await hosted.session.leave();
    hosted.wiring.close();
  }

  /** Serves a console page; it gets all snapshots at once. The page before it is gone, and so is its port. */
  serve(port: MessagePort): void {
    this.#port?.close();
    this.#port = port;
    port.onmessage = (event: MessageEvent<unknown>) => void this.#answer(port, event.data);
    for (const { session } of this.#hosted.values()) this.#post({ type: 'snapshot', snapshot: session.snapshot() });
  }

  /** Carries out a call on one session; refused, too, where the session is not here. */
  async call(sessionId: string, call: SessionCall['call']): Promise<Result<HistoryAnswer | undefined>> {
    const hosted = this.#hosted.get(sessionId);
    if (hosted === undefined) return refused('session-closed', 'This tab is closed, so nothing was sent.');
    return runCall(hosted.session, call, this.#options.reportOwnChange);
  }

  #open(grant: JoinGrant): Hosted {
    const wiring = this.#options.wire(grant);
    const session = new RoomSession({
      grant,
      createRoom: this.#options.createRoom,
      log: wiring.log,
      counts: wiring.counts,
      browserCounts: new BrowserCounts(),
      now: this.#options.now,
      onLost: () => this.#options.lookForRoom(grant.session.id),
      onChange: () => this.#note(grant.session.id),
    });
    const hosted = { session, wiring };
    this.#hosted.set(session.id, hosted);
    this.#verifyTimer ??= setInterval(() => void this.#verify(), verifyEveryMs);
    return hosted;
  }

  async #answer(port: MessagePort, data: unknown): Promise<void> {
    const parsed = sessionCall.safeParse(data);
    if (!parsed.success) {
      const asked = z.object({ id: z.number() }).safeParse(data);
      if (asked.success) {
        const result = refused('bad-input', 'The call had a value that it must not have, so nothing was done.');
        port.postMessage({ type: 'answer', answer: { id: asked.data.id, result } } satisfies SessionMessage);
      }
      return;
    }
    const { id, sessionId, call } = parsed.data;
    const result = await this.call(sessionId, call);
    port.postMessage({ type: 'answer', answer: { id, result } } satisfies SessionMessage);
  }

  #note(sessionId: string): void {
    this.#changed.add(sessionId);
    this.#flushTimer ??= setTimeout(() => this.#flush(), snapshotDelayMs);
  }

  #flush(): void {
    this.#flushTimer = undefined;
    for (const sessionId of this.#changed) {
      const hosted = this.#hosted.get(sessionId);
      if (hosted === undefined) continue;
      this.#post({ type: 'snapshot', snapshot: hosted.session.snapshot() });
      this.#options.report(hosted.session.report());
    }
    this.#changed.clear();
  }

  async #verify(): Promise<void> {
    // In a flood getStats() takes seconds (2.4 s seen): rounds must not pile up.
    if (this.#verifying) return;
    this.#verifying = true;
    try {
      for (const { session } of this.#hosted.values()) {
        await session.verify();
        this.#note(session.id);
      }
    } finally {
      this.#verifying = false;
    }
  }

  #stopVerifying(): void {
    clearInterval(this.#verifyTimer);
    this.#verifyTimer = undefined;
  }

  #post(message: SessionMessage): void {
    this.#port?.postMessage(message);
  }
}
