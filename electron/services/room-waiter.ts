import type { Log } from './log.ts';

/** What a look at the server found: the room is there, it is not, or the server does not answer. */
export type RoomLook = 'there' | 'not-there' | 'away';

export interface RoomWaiterOptions {
  readonly look: () => Promise<RoomLook>;
  /** Called once, then the waiting is over. */
  readonly onThere: () => void;
  /** Calls after so many ms; returns a function that calls it off. */
  readonly schedule: (run: () => void, afterMs: number) => () => void;
  readonly log: Log;
}

/**
 * Between two looks, ms. The first one waits too: a room that has just closed can still be listed, and joining it then
 * would create it.
 */
export const lookEveryMs = 2_000;
/** Where the server is away the interval doubles up to this, ms. */
export const lookSeldomMs = 30_000;

/** Looks for a room until it is there. Never two looks at a time. */
export class RoomWaiter {
  readonly #options: RoomWaiterOptions;
  #cancel: (() => void) | undefined;
  #interval = lookEveryMs;
  #stopped = false;

  constructor(options: RoomWaiterOptions) {
    this.#options = options;
    this.#next();
  }

  stop(): void {
    this.#stopped = true;
    this.#cancel?.();
  }

  #next(): void {
    this.#cancel = this.#options.schedule(() => void this.#lookNow(), this.#interval);
  }

  async #lookNow(): Promise<void> {
    const found = await this.#options.look().catch((error: unknown) => {
      this.#options.log.error('Looking for a room failed', error);
      return 'away' as const;
    });
    if (this.#stopped) return;
    if (found === 'there') {
      this.#stopped = true;
      this.#options.onThere();
      return;
    }
    this.#interval = found === 'away' ? Math.min(this.#interval * 2, lookSeldomMs) : lookEveryMs;
    this.#next();
  }
}
