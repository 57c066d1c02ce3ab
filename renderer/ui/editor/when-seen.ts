/** Something that changes and can be looked at: for the console, the snapshots of one session. */
export interface Watched<T> {
  /** Undefined while there is nothing to look at. */
  current(): T | undefined;
  /** Calls back with each new value; returns its unsubscribe. */
  subscribe(listener: (value: T) => void): () => void;
}

/** Timers, handed in so that tests need not wait. */
export interface Timers {
  set(callback: () => void, ms: number): ReturnType<typeof setTimeout>;
  clear(timer: ReturnType<typeof setTimeout>): void;
}

export const pageTimers: Timers = {
  set: (callback, ms) => setTimeout(callback, ms),
  clear: (timer) => clearTimeout(timer),
};

export interface Wait<T> {
  /** The first value that `isSeen` accepted; undefined after `stop` or a deadline. Never rejects. */
  readonly seen: Promise<T | undefined>;
  /** Gives up after `ms` from now; called again, the new deadline replaces the old one. */
  giveUpAfter(ms: number): void;
  stop(): void;
}

/**
 * Waits until `isSeen` accepts what is watched: the value of now, or one that comes. Without `giveUpAfter` it waits
 * until `stop`. The subscription and the timer end with the answer.
 */
export function whenSeen<T>(watched: Watched<T>, isSeen: (value: T) => boolean, timers: Timers = pageTimers): Wait<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let unsubscribe: () => void = () => undefined;
  let settle: (value: T | undefined) => void = () => undefined;
  const clearTimer = (): void => {
    if (timer !== undefined) timers.clear(timer);
    timer = undefined;
  };
  let settled = false;
  const seen = new Promise<T | undefined>((resolve) => {
    settle = (value) => {
      if (settled) return;
      settled = true;
      unsubscribe();
      clearTimer();
      resolve(value);
    };
  });
  const look = (value: T | undefined): void => {
    if (value !== undefined && isSeen(value)) settle(value);
  };
  unsubscribe = watched.subscribe(look);
  look(watched.current());
  return {
    seen,
    giveUpAfter: (ms) => {
      clearTimer();
      if (!settled) timer = timers.set(() => settle(undefined), ms);
    },
    stop: () => settle(undefined),
  };
}
