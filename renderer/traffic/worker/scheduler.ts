/** Time, for those who have to spread work over it; tests turn the hands themselves. */
export interface Scheduler {
  /** Epoch ms with fractions. */
  now(): number;
  /** Calls once after `ms`; what is returned takes that back. */
  after(ms: number, callback: () => void): () => void;
  /** Calls once, as soon as what is waiting already had its turn. What is returned takes that back. */
  soon(callback: () => void): () => void;
}

/**
 * The worker's own. `soon` goes over a message channel: timers within timers are held back to 4 ms by the platform,
 * which would leave a third of the time unused.
 */
export function workerScheduler(): Scheduler {
  const channel = new MessageChannel();
  const waiting: { callback: (() => void) | undefined }[] = [];
  channel.port1.onmessage = () => waiting.shift()?.callback?.();
  return {
    now: () => performance.timeOrigin + performance.now(),
    after(ms, callback) {
      const timer = setTimeout(callback, ms);
      return () => clearTimeout(timer);
    },
    soon(callback) {
      const entry: { callback: (() => void) | undefined } = { callback };
      waiting.push(entry);
      channel.port2.postMessage(undefined);
      return () => {
        entry.callback = undefined;
      };
    },
  };
}
