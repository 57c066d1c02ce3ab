import type { Scheduler } from '../scheduler.ts';

interface RepeatedAnswerOptions {
  readonly scheduler: Scheduler;
  /** Ms between two answers, at least. */
  readonly everyMs: number;
  /** Sends the answer; returns after how many ms it will be another one though nothing arrives, if it will. */
  readonly send: (now: number) => number | undefined;
}

/** Something that a view is sent at once when it asks, and again while it changes, not more often than so. */
export class RepeatedAnswer {
  readonly #options: RepeatedAnswerOptions;
  #isShown = false;
  #sentAt = -Infinity;
  #cancel: (() => void) | undefined;
  #cancelLater: (() => void) | undefined;

  constructor(options: RepeatedAnswerOptions) {
    this.#options = options;
  }

  /** The view asks: it is answered now. */
  show(): void {
    this.#isShown = true;
    this.#send();
  }

  hide(): void {
    this.#isShown = false;
    this.#stop();
  }

  /** What it tells of changed. */
  noteChange(): void {
    if (!this.#isShown) return;
    const { scheduler, everyMs } = this.#options;
    const wait = Math.max(0, this.#sentAt + everyMs - scheduler.now());
    this.#cancel ??= scheduler.after(wait, () => this.#send());
  }

  dispose(): void {
    this.hide();
  }

  #send(): void {
    this.#stop();
    const { scheduler, send } = this.#options;
    const now = scheduler.now();
    this.#sentAt = now;
    const again = send(now);
    if (again === undefined) return;
    this.#cancelLater = scheduler.after(again, () => this.#send());
  }

  #stop(): void {
    this.#cancel?.();
    this.#cancelLater?.();
    this.#cancel = undefined;
    this.#cancelLater = undefined;
  }
}
