import type { SharedChunkReader } from '../shared-chunk.ts';
import { messagesOf } from '../wire-chunk.ts';
import { CaptureLog } from './capture/capture-log.ts';
import { UrlRanges } from './capture/range-source.ts';
import type { RangeSource } from './capture/range-source.ts';
import { ChunkInlet } from './chunk-inlet.ts';
import { FeedHost } from './feed/feed-host.ts';
import { hostMessage } from './host-protocol.ts';
import type { HostMessage, WorkerMessage } from './host-protocol.ts';
import { NameWatch } from './name-watch.ts';
import type { Scheduler } from './scheduler.ts';
import { SessionLog } from './session-log.ts';
import { ByteBudget } from './store/byte-budget.ts';
import { ViewServer } from './view-server.ts';

/** For all sessions together: packets and their columns. */
export const defaultBudgetBytes = 256 * 1_024 * 1_024;

const countsEveryMs = 250;

/**
 * A reloaded window leaves its port behind without a word (before Chromium 122 ports have no `close` event), so only
 * the newest few of a session are served.
 */
const viewsMaximum = 4;

export interface LogHostOptions {
  readonly budgetBytes: number;
  readonly scheduler: Scheduler;
  readonly post: (message: WorkerMessage) => void;
  /** Where the bytes of a capture come from; left out: from its URL. */
  readonly rangesOf?: (url: string) => RangeSource;
}

/** What concerns one session. */
type SessionMessage = Exclude<HostMessage, { readonly type: 'budget' }>;

interface Served {
  readonly view: ViewServer;
  readonly port: MessagePort;
}

interface Hosted {
  readonly session: SessionLog;
  readonly inlet: ChunkInlet;
  readonly names: NameWatch;
  /** Undefined: a live session. */
  readonly capture: CaptureLog | undefined;
  served: Served[];
  /** Messages of the chunks that came whole. */
  takenWhole: number;
  cancelCounts: (() => void) | undefined;
  countsSentAt: number;
}

/** All sessions of the worker: what the session page says goes into their logs, views are served from them. */
export class LogHost {
  readonly #options: LogHostOptions;
  readonly #budget: ByteBudget;
  readonly #feeds: FeedHost;
  readonly #sessions = new Map<string, Hosted>();

  constructor(options: LogHostOptions) {
    this.#options = options;
    this.#budget = new ByteBudget(options.budgetBytes);
    this.#feeds = new FeedHost({
      scheduler: options.scheduler,
      guard: (what, work) => this.#guard(undefined, what, work),
      onStray: (data) => this.#problem(undefined, `an order of a feed that is none: ${typeOf(data)}`),
    });
  }

  /** Takes a message of the session page. Never throws: what goes wrong is posted as an error. */
  handle(data: unknown): void {
    const parsed = hostMessage.safeParse(data);
    if (!parsed.success) {
      this.#problem(undefined, `a message that is none of the protocol: ${typeOf(data)}`);
      return;
    }
    const message = parsed.data;
    if (message.type === 'budget') {
      this.#guard(undefined, message.type, () => this.#setBudget(message.bytes));
      return;
    }
    this.#guard(message.sessionId, message.type, () => this.#take(message));
  }

  #setBudget(bytes: number): void {
    this.#budget.setTotal(bytes);
    this.#noteAll();
  }

  #take(message: SessionMessage): void {
    if (message.type === 'open') {
      if (!this.#sessions.has(message.sessionId)) this.#open(message.sessionId, message.ownIdentity);
      return;
    }
    if (message.type === 'openCapture') {
      if (!this.#sessions.has(message.sessionId)) this.#openCapture(message);
      return;
    }
    const hosted = this.#sessions.get(message.sessionId);
    if (hosted === undefined) {
      // A port or a chunk may be on its way while its session is closed.
      if (message.type === 'port') message.port.close();
      if (message.type === 'feed') this.#feeds.begin(message, undefined);
      return;
    }
    // What the tap had recorded by then comes before it.
    hosted.inlet.look();
    switch (message.type) {
      case 'filling':
        hosted.inlet.open(message.chunk, message.number);
        return;
      case 'wake':
        return;
      case 'context':
        hosted.session.tellContext(message, this.#options.scheduler.now());
        break;
      case 'sdkReset':
        hosted.session.sdkReset(this.#options.scheduler.now());
        return;
      case 'chunk': {
        hosted.takenWhole += messagesOf(message.chunk);
        const problem = hosted.session.appendChunk(message.chunk);
        if (problem !== undefined) this.#problem(message.sessionId, problem);
        this.#armCounts(message.sessionId, hosted);
        hosted.names.look();
        break;
      }
      case 'event':
        hosted.session.appendEvent(message.entry);
        break;
      case 'port':
        this.#serve(message.sessionId, hosted, message.port);
        return;
      case 'feed':
        this.#feeds.begin(message, { session: hosted.session, sync: () => hosted.inlet.look() });
        return;
      case 'close':
        this.#close(message.sessionId, hosted);
        return;
      default:
        assertNever(message);
    }
    this.#noteAll();
  }

  #open(sessionId: string, ownIdentity: string): void {
    this.#host(sessionId, new SessionLog({ ownIdentity, budget: this.#budget }), undefined);
  }

  #openCapture({ sessionId, url, bytes, format }: Extract<HostMessage, { readonly type: 'openCapture' }>): void {
    const { scheduler, rangesOf = (from) => new UrlRanges(from) } = this.#options;
    const capture = new CaptureLog({
      source: rangesOf(url),
      format,
      fileBytes: bytes,
      budget: this.#budget,
      scheduler,
      guard: (work) => this.#guard(sessionId, 'a capture', work),
      onChange: () => this.#noteAll(),
    });
    this.#host(sessionId, capture.session, capture);
    capture.start();
  }

  #host(sessionId: string, session: SessionLog, capture: CaptureLog | undefined): void {
    const { scheduler } = this.#options;
    const hosted: Hosted = {
      session,
      capture,
      names: new NameWatch({ context: session.context, scheduler, onTold: () => this.#noteAll() }),
      inlet: new ChunkInlet({ scheduler, onRecords: (reader) => this.#append(sessionId, hosted, reader) }),
      served: [],
      takenWhole: 0,
      cancelCounts: undefined,
      countsSentAt: -Infinity,
    };
    this.#sessions.set(sessionId, hosted);
  }

  #append(sessionId: string, hosted: Hosted, reader: SharedChunkReader): void {
    this.#guard(sessionId, 'messages of the tap', () => {
      const problem = hosted.session.appendFrom(reader);
      if (problem !== undefined) this.#problem(sessionId, problem);
    });
    this.#armCounts(sessionId, hosted);
    hosted.names.look();
    this.#noteAll();
  }

  #serve(sessionId: string, hosted: Hosted, port: MessagePort): void {
    const view = new ViewServer({
      session: hosted.session,
      budget: this.#budget,
      scheduler: this.#options.scheduler,
      post: (message, transfer) => port.postMessage(message, transfer),
      sessionOf: (id) => this.#sessions.get(id)?.session,
      onLogChanged: () => this.#noteAll(),
    });
    const served = { view, port };
    port.onmessage = (event: MessageEvent<unknown>) => {
      this.#guard(sessionId, 'a message of a view', () => {
        if (!view.handle(event.data)) this.#problem(sessionId, `a view's message that is none: ${typeOf(event.data)}`);
      });
    };
    port.addEventListener('close', () => this.#drop(hosted, served));
    hosted.served.push(served);
    for (const old of hosted.served.slice(0, -viewsMaximum)) this.#drop(hosted, old);
  }

  #drop(hosted: Hosted, served: Served): void {
    served.view.dispose();
    served.port.close();
    hosted.served = hosted.served.filter((other) => other !== served);
  }

  #close(sessionId: string, hosted: Hosted): void {
    this.#sessions.delete(sessionId);
    hosted.capture?.dispose();
    hosted.inlet.dispose();
    hosted.cancelCounts?.();
    hosted.names.dispose();
    for (const served of hosted.served) this.#drop(hosted, served);
    this.#feeds.close(hosted.session, () => hosted.session.log.dispose());
    // One that was compared with it knows it no more.
    this.#noteAll();
  }

  /** One session's rows may have taken the room of another's: all views look whether something changed for them. */
  #noteAll(): void {
    for (const { served } of this.#sessions.values()) {
      for (const { view } of served) view.noteChange();
    }
    this.#feeds.noteChange();
  }

  #armCounts(sessionId: string, hosted: Hosted): void {
    const { scheduler, post } = this.#options;
    const wait = Math.max(0, hosted.countsSentAt + countsEveryMs - scheduler.now());
    hosted.cancelCounts ??= scheduler.after(wait, () => {
      hosted.cancelCounts = undefined;
      hosted.countsSentAt = scheduler.now();
      const { inlet, session, takenWhole } = hosted;
      const { received, sent } = session;
      const taken = takenWhole + inlet.announced;
      post({ type: 'counts', sessionId, taken, caughtUp: inlet.isCaughtUp, received, sent });
    });
  }

  #guard(sessionId: string | undefined, what: string, work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#problem(sessionId, `${what}: ${describeError(error)}`);
    }
  }

  #problem(sessionId: string | undefined, message: string): void {
    this.#options.post({ type: 'error', sessionId, message });
  }
}

/** Name and place; the text of an error could quote a payload. */
function describeError(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const frame = error.stack?.split('\n').find((line) => /^\s+at /.test(line)) ?? '';
  return `${error.name}${frame.replace(/^\s+/, ' ')}`;
}

function typeOf(data: unknown): string {
  const type: unknown = typeof data === 'object' && data !== null && 'type' in data ? data.type : typeof data;
  return typeof type === 'string' ? type.slice(0, 40) : typeof type;
}

function assertNever(message: never): never {
  throw new Error(`unexpected message ${String(message)}`);
}
