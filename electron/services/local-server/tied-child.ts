import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { Readable } from 'node:stream';

/**
 * A child process that cannot outlive this one.
 *
 * A `finally` or an exit handler does not run when a process is killed by SIGKILL, so the tie is a pipe: the
 * child's shell holds the read end of a pipe whose write end only we hold. When we die, however that happens, the
 * kernel closes it, the watcher in the shell sees the end and ends the whole process group.
 */
export interface TiedChild {
  readonly process: ChildProcess;
  readonly pid: number | undefined;
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** Resolves once the process itself has ended (never rejects). `error` is set when it could not be started. */
  readonly ended: Promise<ChildEnd>;
  /** Signals the child; SIGKILL goes to its whole group (POSIX). Harmless after the end. */
  signal(signal: NodeJS.Signals): void;
}

export interface ChildEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly error?: Error;
}

export interface TiedChildOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Further pipes to the child, beginning with file descriptor 3 (Xvfb's -displayfd). */
  readonly extraPipes?: number;
  /** The child writes to our own standard output; `stdout` stays empty. */
  readonly inheritStdout?: boolean;
  /** What happens when we are gone. Default: SIGTERM at once, once, and SIGKILL after 4 s. */
  readonly atOurEnd?: {
    /** Waits this long first: a display must outlive what is shown on it. */
    readonly delaySeconds?: number;
    readonly graceSeconds?: number;
    /** Repeats SIGTERM, for a program that waits at the first one (livekit-server). */
    readonly again?: boolean;
  };
}

/**
 * The shell around the command. It keeps its process id (`exec`), so what we spawn is what we signal.
 *
 * - Descriptor 9 is the tie; the command does not inherit it and reads from /dev/null.
 * - The watcher ignores SIGTERM, or it would end itself before it could make sure of the rest.
 * - The command itself gets SIGTERM, first of all alone, so that it can end its own children in order; when it is
 *   gone, or after `tries` × 0.2 s, SIGKILL to all of its group.
 * - The group's number cannot be given to another process while the watcher is in the group.
 */
const TIE = `
exec 9<&0
(
  trap '' TERM INT HUP
  cat <&9
  kill -0 $$ && sleep "$1"
  n=0
  while [ $n -lt "$2" ] && kill -0 $$; do
    if [ $n -eq 0 ] || [ "$3" = again ]; then kill -s TERM $$; fi
    sleep 0.2
    n=$((n+1))
  done
  kill -s KILL -- -$$
) >/dev/null 2>&1 &
shift 3
exec "$@" 9<&- </dev/null
`;

/** Starts `command` tied to this process. A command that does not exist shows as `ended` with code 127. */
export function spawnTied(command: string, args: readonly string[], options: TiedChildOptions = {}): TiedChild {
  const extra = Array.from({ length: options.extraPipes ?? 0 }, () => 'pipe' as const);
  const posix = process.platform !== 'win32';
  const output = options.inheritStdout === true ? 'inherit' : 'pipe';
  const child = posix
    ? spawn('/bin/sh', ['-c', TIE, 'sh', ...tieArguments(options.atOurEnd), command, ...args], {
        cwd: options.cwd,
        env: options.env ?? process.env,
        stdio: ['pipe', output, 'pipe', ...extra],
        // A group of its own: Ctrl-C in a terminal goes to us alone, and we end our children in order.
        detached: true,
      })
    : spawn(command, [...args], {
        cwd: options.cwd,
        env: options.env ?? process.env,
        stdio: ['ignore', output, 'pipe', ...extra],
        windowsHide: true,
      });

  const ended = new Promise<ChildEnd>((resolve) => {
    child.once('error', (error) => resolve({ code: null, signal: null, error }));
    child.once('exit', (code, signal) => {
      // Lets the watcher go; without this it would stay until we end.
      child.stdin?.destroy();
      resolve({ code, signal });
    });
  });
  child.stdin?.on('error', () => {
    // EPIPE when the child is gone first; `ended` tells.
  });

  const { stderr } = child;
  const stdout = options.inheritStdout === true ? Readable.from([]) : child.stdout;
  if (stdout === null || stderr === null) throw new Error('a piped child has no stdout or stderr');

  return {
    process: child,
    pid: child.pid,
    stdout,
    stderr,
    ended,
    signal(signal) {
      if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
      try {
        if (posix && signal === 'SIGKILL') process.kill(-child.pid, signal);
        else child.kill(signal);
      } catch {
        // Gone between the check and the call.
      }
    },
  };
}

function tieArguments(end: TiedChildOptions['atOurEnd'] = {}): string[] {
  const tries = Math.ceil((end.graceSeconds ?? 4) / 0.2);
  return [String(end.delaySeconds ?? 0), String(tries), end.again === true ? 'again' : 'once'];
}

export interface RunOptions extends TiedChildOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called for each whole line of stdout and stderr. */
  readonly onLine?: (line: string) => void;
  /** Ends the command after this many milliseconds. */
  readonly timeoutMs?: number;
}

export interface RunResult extends ChildEnd {
  /** The last lines of both streams, at most {@link TAIL_LINES}. */
  readonly tail: readonly string[];
  readonly stdout: string;
  readonly stopped: 'no' | 'aborted' | 'timeout';
}

const TAIL_LINES = 60;
const STDOUT_LIMIT = 4 * 1024 * 1024;

/** Runs a command to its end, tied to this process. Never rejects: read `code`, `error` and `stopped`. */
export async function runTied(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<RunResult> {
  if (options.signal?.aborted) {
    return { code: null, signal: null, tail: [], stdout: '', stopped: 'aborted' };
  }
  const child = spawnTied(command, args, options);
  const tail: string[] = [];
  let stdout = '';
  let stopped: RunResult['stopped'] = 'no';
  const end = (why: 'aborted' | 'timeout'): void => {
    stopped = why;
    child.signal('SIGKILL');
  };
  const onAbort = (): void => end('aborted');
  options.signal?.addEventListener('abort', onAbort, { once: true });
  const timer = options.timeoutMs === undefined ? undefined : setTimeout(() => end('timeout'), options.timeoutMs);

  const keep = (line: string): void => {
    tail.push(line);
    if (tail.length > TAIL_LINES) tail.shift();
    options.onLine?.(line);
  };
  const streams = [readLines(child.stdout, keep), readLines(child.stderr, keep)];
  child.stdout.on('data', (chunk: Buffer | string) => {
    if (stdout.length < STDOUT_LIMIT) stdout += chunk.toString();
  });

  const result = await child.ended;
  // What it wrote last may still be in the pipe; grandchildren may hold the pipe open for ever.
  await Promise.race([Promise.all(streams), new Promise((resolve) => setTimeout(resolve, 500).unref())]);
  clearTimeout(timer);
  options.signal?.removeEventListener('abort', onAbort);
  return { ...result, tail, stdout, stopped };
}

/** Calls `onLine` for each line (without its end) until the stream closes; an unfinished last line counts. */
export function readLines(stream: Readable, onLine: (line: string) => void): Promise<void> {
  return new Promise((resolve) => {
    let rest = '';
    stream.setEncoding('utf8');
    stream.on('data', (chunk: string) => {
      const parts = (rest + chunk).split(/\r?\n/);
      rest = parts.pop() ?? '';
      // A line without an end must not grow without bound.
      if (rest.length > 64 * 1024) {
        parts.push(rest);
        rest = '';
      }
      for (const part of parts) onLine(part);
    });
    stream.once('close', () => {
      if (rest !== '') onLine(rest);
      rest = '';
      resolve();
    });
    stream.once('error', () => resolve());
  });
}
