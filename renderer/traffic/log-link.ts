import type { CompareAnswer, LogMessage, LogStatus, TableAnswer, ViewMessage } from './protocol/index.ts';

export type RowsMessage = Extract<LogMessage, { type: 'rows' }>;
export type DetailMessage = Extract<LogMessage, { type: 'detail' }>;
/** Answers to a question of its own each: none of them may be lost. */
export type AskAnswer = Extract<LogMessage, { type: 'found' | 'copied' | 'names' }>;

/** What is sent again whenever it changed, to whoever shows it. */
export type ShownAnswer = TableAnswer | CompareAnswer;

/** What came from the worker since the last frame: only the newest of each kind counts. */
export interface LogNews {
  readonly status: LogStatus | undefined;
  readonly rows: RowsMessage | undefined;
  readonly detail: DetailMessage | undefined;
  readonly tables: readonly ShownAnswer[];
}

/** Runs `callback` before the next frame is drawn; returns what calls it off. */
export type NextFrame = (callback: () => void) => () => void;

/** The browser's own frames. None are drawn while the window is covered. */
export const animationFrame: NextFrame = (callback) => {
  const frame = requestAnimationFrame(callback);
  return () => cancelAnimationFrame(frame);
};

/** What is used of a `MessagePort`. */
export interface LogPort {
  onmessage: ((event: MessageEvent<LogMessage>) => void) | null;
  postMessage(message: ViewMessage): void;
  close(): void;
}

interface LogLinkOptions {
  readonly nextFrame: NextFrame;
  readonly onNews: (news: LogNews) => void;
  readonly onAnswer: (answer: AskAnswer) => void;
}

type Newest = { readonly [T in Exclude<LogMessage, AskAnswer>['type']]?: Extract<LogMessage, { type: T }> };

/**
 * The view's end of a `traffic` port. News is handed on once a frame: in a flood the worker answers more often than
 * is drawn, and a window that is covered draws nothing at all. What waits is bounded, as newer replaces older.
 * Answers that somebody waits for are handed on at once, each of them.
 */
export class LogLink {
  readonly #options: LogLinkOptions;
  #port: LogPort | undefined;
  #newest: Newest = {};
  #cancelFrame: (() => void) | undefined;

  constructor(options: LogLinkOptions) {
    this.#options = options;
  }

  get isConnected(): boolean {
    return this.#port !== undefined;
  }

  /** Takes the port in place of the one that was there. */
  connect(port: LogPort): void {
    this.disconnect();
    this.#port = port;
    // The other end is the worker of our own session page; the main process made the channel: typed, not parsed.
    port.onmessage = (event) => this.#receive(event.data);
  }

  disconnect(): void {
    this.#port?.close();
    this.#port = undefined;
    this.#cancelFrame?.();
    this.#cancelFrame = undefined;
    this.#newest = {};
  }

  /** Dropped while there is no port: whoever connects sends the whole state anyway. */
  send(message: ViewMessage): void {
    this.#port?.postMessage(message);
  }

  #receive(message: LogMessage): void {
    if (message.type === 'found' || message.type === 'copied' || message.type === 'names') {
      this.#options.onAnswer(message);
      return;
    }
    this.#newest = { ...this.#newest, [message.type]: message };
    this.#cancelFrame ??= this.#options.nextFrame(() => {
      const { status, rows, detail, ...tables } = this.#newest;
      this.#newest = {};
      this.#cancelFrame = undefined;
      const given = Object.values(tables).filter((table) => table !== undefined);
      this.#options.onNews({ status, rows, detail, tables: given });
    });
  }
}
