import { ok, refused } from '../../contract/result.ts';
import type { Result } from '../../contract/result.ts';
import { pickPorts } from './ports.ts';
import type { ServerPorts } from './ports.ts';
import { probeToken, randomKeys, redact, serverConfig } from './server-config.ts';
import type { ServerKeys } from './server-config.ts';
import { readLines, spawnTied } from './tied-child.ts';
import type { ChildEnd, TiedChild } from './tied-child.ts';

export interface RunningServer extends ServerKeys {
  /** For WebRTC clients, e.g. `ws://127.0.0.1:20123`. */
  readonly url: string;
  /** For the server API, e.g. `http://127.0.0.1:20123`. */
  readonly httpUrl: string;
  readonly ports: ServerPorts;
  readonly pid: number;
}

/** How a server ended. `expected`: after `stop()` or `kill()`. */
export interface ServerExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly expected: boolean;
  /** The last lines of its log, without secrets; empty when expected. */
  readonly tail: readonly string[];
}

export interface LocalServerOptions {
  /** The executable that `findServer` found. */
  readonly executable: string;
  /** Given, they are used as they are (restart on the same ports); else free ones are picked. */
  readonly ports?: ServerPorts;
  /** Default: random ones for this run. */
  readonly keys?: ServerKeys;
  /** Further parts of livekit-server's configuration, e.g. `{ room: { empty_timeout: 5 } }`. */
  readonly config?: Record<string, unknown>;
  readonly onExit?: (exit: ServerExit) => void;
  /** Called for each line of its log, without secrets. */
  readonly onLog?: (line: string) => void;
  /** How long it may take to answer. Default 20 s. */
  readonly readyTimeoutMs?: number;
}

const TAIL_LINES = 200;
const READY_TIMEOUT_MS = 20_000;
const PROBE_EVERY_MS = 40;
/** Other processes take ports too: with this many tries a clash is no accident any more. */
const PORT_TRIES = 5;
/** It stops at once at a second SIGTERM; longer than this it hangs. */
const STOP_MS = 3_000;

/**
 * One livekit-server on loopback, tied to this process: it ends with it, even when that one is killed.
 *
 * `start()` after `kill()` or `stop()` starts it again on the same ports with the same keys.
 */
export class LocalServer {
  readonly #options: LocalServerOptions;
  readonly #keys: ServerKeys;
  readonly #tail: string[] = [];
  #ports: ServerPorts | undefined;
  #child: TiedChild | undefined;
  #stopping = false;

  constructor(options: LocalServerOptions) {
    this.#options = options;
    this.#keys = options.keys ?? randomKeys();
    this.#ports = options.ports;
  }

  get running(): boolean {
    return this.#child !== undefined;
  }

  /** The last lines of its log (at most 200), without secrets. */
  get logTail(): readonly string[] {
    return [...this.#tail];
  }

  /** Starts it and waits until it answers a request signed with its own keys. */
  async start(): Promise<Result<RunningServer>> {
    if (this.#child !== undefined) return refused('already-running', 'The local server already runs.');
    const fixed = this.#ports;
    for (let attempt = 1; ; attempt += 1) {
      const ports = fixed ?? (await pickPorts());
      const started = await this.#startOn(ports);
      if (started.ok) {
        this.#ports = ports;
        return started;
      }
      if (started.reason !== 'port-taken' || attempt >= PORT_TRIES) return started;
      // A port of a server that was just killed is free again in a moment; other ports need no wait.
      if (fixed !== undefined) await new Promise((resolve) => setTimeout(resolve, 300 * attempt));
    }
  }

  /** Ends it in order. Participants are put out. Resolves when it is gone. */
  async stop(): Promise<void> {
    const child = this.#child;
    if (child === undefined) return;
    this.#stopping = true;
    child.signal('SIGTERM');
    // At the first SIGTERM it waits for its participants, without bound; the second one is meant.
    const again = setTimeout(() => child.signal('SIGTERM'), 200);
    const force = setTimeout(() => child.signal('SIGKILL'), STOP_MS);
    await child.ended;
    clearTimeout(again);
    clearTimeout(force);
  }

  /** Ends it as a crash would (SIGKILL). Resolves when it is gone. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (child === undefined) return;
    this.#stopping = true;
    child.signal('SIGKILL');
    await child.ended;
  }

  async #startOn(ports: ServerPorts): Promise<Result<RunningServer>> {
    this.#stopping = false;
    this.#tail.length = 0;
    const child = spawnTied(this.#options.executable, [], {
      env: { ...plainEnvironment(), LIVEKIT_CONFIG: serverConfig(ports, this.#keys, this.#options.config) },
      // It waits for its participants at the first SIGTERM and stops at the second (cmd/server/main.go).
      atOurEnd: { again: true },
    });
    this.#child = child;
    const log = (line: string): void => this.#log(line);
    const logs = Promise.all([readLines(child.stdout, log), readLines(child.stderr, log)]);

    let ready = false;
    let exit: ChildEnd | undefined;
    void child.ended.then((end) => {
      exit = end;
      this.#child = undefined;
      if (ready) this.#reportExit(end);
    });

    const deadline = Date.now() + (this.#options.readyTimeoutMs ?? READY_TIMEOUT_MS);
    const httpUrl = `http://127.0.0.1:${ports.http}`;
    while (exit === undefined && !this.#stopping) {
      if (await answersWithKeys(httpUrl, this.#keys)) {
        ready = true;
        const url = `ws://127.0.0.1:${ports.http}`;
        return ok({ url, httpUrl, ports, pid: child.pid ?? 0, ...this.#keys });
      }
      if (Date.now() > deadline) {
        await this.kill();
        return refused('server-silent', this.#why('The local server was started but did not answer in time.'));
      }
      await new Promise((resolve) => setTimeout(resolve, PROBE_EVERY_MS));
    }
    await child.ended;
    await Promise.race([logs, new Promise((resolve) => setTimeout(resolve, 500))]);
    if (this.#stopping) return refused('aborted', 'The local server was stopped while it started.');
    if (this.#tail.some((line) => /address already in use|Only one usage of each socket/i.test(line))) {
      return refused('port-taken', this.#why('Another program uses a port that the local server wanted.'));
    }
    return refused('server-exited', this.#why('The local server ended as soon as it was started.'));
  }

  #reportExit(end: ChildEnd): void {
    const expected = this.#stopping;
    const tail = expected ? [] : this.logTail.slice(-20);
    this.#options.onExit?.({ code: end.code, signal: end.signal, expected, tail });
  }

  #log(line: string): void {
    const clean = redact(line, this.#keys);
    this.#tail.push(clean);
    if (this.#tail.length > TAIL_LINES) this.#tail.shift();
    this.#options.onLog?.(clean);
  }

  #why(sentence: string): string {
    const last = this.#tail.slice(-3).join(' / ');
    return last === '' ? sentence : `${sentence} It said last: ${last}`;
  }
}

/** Nothing of ours: the server takes LIVEKIT_KEYS, NODE_IP, UDP_PORT, REDIS_HOST and others from the environment. */
function plainEnvironment(): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = {};
  for (const name of ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot', 'LANG']) {
    const value = process.env[name];
    if (value !== undefined) env[name] = value;
  }
  return env;
}

/**
 * Whether a server at `httpUrl` accepts these keys. Asked with the keys, and not just for any answer: on a port that
 * another livekit-server took a moment earlier, that one would answer in place of ours.
 */
async function answersWithKeys(httpUrl: string, keys: ServerKeys): Promise<boolean> {
  try {
    const response = await fetch(`${httpUrl}/twirp/livekit.RoomService/ListRooms`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${probeToken(keys)}` },
      body: '{}',
      signal: AbortSignal.timeout(2_000),
    });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}
