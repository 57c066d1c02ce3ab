import { findServer } from '../../electron/services/local-server/find-server.ts';
import { LocalServer } from '../../electron/services/local-server/local-server.ts';
import type {
  LocalServerOptions,
  RunningServer,
  ServerExit,
} from '../../electron/services/local-server/local-server.ts';

/** A real livekit-server of the test's own: free loopback ports, random keys. */
export interface TestServer extends RunningServer {
  /** SIGKILL, as a crash. Start it again with `restart()`. */
  kill(): Promise<void>;
  /** Starts it again on the same ports with the same keys; rejects if it does not come up. */
  restart(): Promise<void>;
  /** Ends it in order; call it in `afterAll`. It also ends with the test process, however that ends. */
  stop(): Promise<void>;
  /** The last lines of its log, for a failing test's message. */
  logTail(): readonly string[];
  /** How it ended, each time it did. */
  readonly exits: readonly ServerExit[];
}

/**
 * Starts one in about 50 ms. `npm test` provides the executable; run by hand, the first call may have to build it
 * (about 75 s), every later one takes it from the cache.
 */
export async function startTestServer(overrides: Partial<LocalServerOptions> = {}): Promise<TestServer> {
  const executable = overrides.executable ?? (await serverExecutable());
  const exits: ServerExit[] = [];
  const server = new LocalServer({
    ...overrides,
    executable,
    onExit: (exit) => {
      exits.push(exit);
      overrides.onExit?.(exit);
    },
  });
  const start = async (): Promise<RunningServer> => {
    const started = await server.start();
    if (!started.ok) throw new Error(`${started.message} (${started.reason})`);
    return started.value;
  };
  const running = await start();
  return {
    ...running,
    exits,
    kill: () => server.kill(),
    restart: async () => {
      await start();
    },
    stop: () => server.stop(),
    logTail: () => server.logTail,
  };
}

let found: Promise<string> | undefined;

/** The livekit-server to test with (`ROOM_CONSOLE_LIVEKIT_SERVER`, PATH, cache, or fetched now). */
export function serverExecutable(): Promise<string> {
  found ??= findServer().then((result) => {
    if (!result.ok) throw new Error(result.message);
    return result.value.path;
  });
  return found;
}
