import type { Scheduler } from './scheduler.ts';
import type { SessionContext } from './session-context.ts';

/** How often it is looked whether the room has named a sender, at most. */
const lookEveryMs = 1_000;

export interface NameWatchOptions {
  readonly context: SessionContext;
  readonly scheduler: Scheduler;
  /** Somebody may have been found absent: rows may look different now. */
  readonly onTold: () => void;
}

/** Whom the room never names is a hidden sender, also where nothing else happens in the room. */
export class NameWatch {
  readonly #options: NameWatchOptions;
  #cancel: (() => void) | undefined;

  constructor(options: NameWatchOptions) {
    this.#options = options;
  }

  /** To be called when packets have come. */
  look(): void {
    const { context, scheduler, onTold } = this.#options;
    const until = context.awaitedUntil;
    if (until === undefined) return;
    // The moment itself is still in time.
    const wait = Math.max(lookEveryMs, until + 1 - scheduler.now());
    this.#cancel ??= scheduler.after(wait, () => {
      this.#cancel = undefined;
      context.nothingNew(scheduler.now());
      onTold();
      this.look();
    });
  }

  dispose(): void {
    this.#cancel?.();
  }
}
