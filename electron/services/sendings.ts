import type { Events } from '../contract/events.ts';
import { ok, refused, unknown } from '../contract/result.ts';
import type { Result } from '../contract/result.ts';

export interface SendingsOptions {
  /** The session page. */
  readonly page: { isReady(): boolean; grant(sending: Events['sendGranted']): void };
  readonly newId: () => string;
  readonly schedule: (run: () => void, afterMs: number) => () => void;
}

/** The session page gives its data channel 10 s to take a message (renderer/session/run-call.ts); ms. */
const answerWithinMs = 15_000;

/** Messages that the main process has the session page send, as the participant of a session. */
export class Sendings {
  readonly #options: SendingsOptions;
  readonly #waiting = new Map<string, (result: Result<undefined>) => void>();

  constructor(options: SendingsOptions) {
    this.#options = options;
  }

  /** Refused: `not-sent`, with the reason; unknown where the page did not answer. */
  send(message: Omit<Events['sendGranted'], 'sendId'>): Promise<Result<undefined>> {
    const { page, newId, schedule } = this.#options;
    const sendId = newId();
    return new Promise((resolve) => {
      const late = (): void => this.#finish(sendId, unknown('timeout', 'The page that holds the rooms gave no answer.'));
      const cancel = schedule(late, answerWithinMs);
      this.#waiting.set(sendId, (result) => {
        cancel();
        resolve(result);
      });
      if (page.isReady()) page.grant({ ...message, sendId });
      else this.#finish(sendId, refused('not-sent', 'The page that holds the rooms is not running at the moment.'));
    });
  }

  /** The page's answer; `failure`: why it was not sent. */
  settle(sendId: string, failure: string | undefined): void {
    this.#finish(sendId, failure === undefined ? ok(undefined) : refused('not-sent', failure));
  }

  #finish(sendId: string, result: Result<undefined>): void {
    const resolve = this.#waiting.get(sendId);
    this.#waiting.delete(sendId);
    resolve?.(result);
  }
}
