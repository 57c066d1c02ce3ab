import type { App } from 'electron';
import type { Log } from './services/log.ts';

export interface QuittingOptions {
  readonly app: App;
  readonly process: NodeJS.Process;
  /** Ends what outlives a window: child processes, timers, files half written. */
  readonly tidyUp: () => Promise<void>;
  /** Also when stdin closes: the launcher holds its other end. */
  readonly endsWithParent: boolean;
  readonly log: Log;
  /** Ends the process, once all is tidied up. */
  readonly exit: () => void;
  /** How long tidying up may take, ms; left out: `tidyUpWithinMs`. */
  readonly endsWithinMs?: number;
}

/**
 * livekit-server is given 3 s before it is killed (local-server.ts), and the session page 3 s to hand over what is
 * recorded (source-feed.ts); then this must have time to see that. ms
 */
const tidyUpWithinMs = 8_000;

/** One way out for every reason to end: tidy up first, within a bound, then exit. */
export function quitInOrder(options: QuittingOptions): void {
  const { app, log } = options;
  let tidying = false;
  app.on('before-quit', (event) => {
    event.preventDefault();
    if (tidying) return;
    tidying = true;
    const bound = new Promise<void>((resolve) => setTimeout(resolve, options.endsWithinMs ?? tidyUpWithinMs));
    const tidied = options.tidyUp().catch((error: unknown) => log.error('Tidying up failed', error));
    void Promise.race([tidied, bound]).then(options.exit);
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) options.process.on(signal, () => app.quit());
  if (!options.endsWithParent) return;
  options.process.stdin.on('end', () => app.quit());
  options.process.stdin.on('error', () => app.quit());
  options.process.stdin.resume();
}
