import { readFileSync } from 'node:fs';
import { processIsAlive } from '../services/local-server/cache-lock.ts';
import { readLines, spawnTied } from '../services/local-server/tied-child.ts';
import type { ChildEnd } from '../services/local-server/tied-child.ts';
import { PROJECT_ROOT } from './project.ts';
import type { ElectronRuntime } from './electron-runtime.ts';
import { isWorthShowing } from './stderr-filter.ts';

export interface RunAppOptions {
  readonly runtime: ElectronRuntime;
  readonly env: NodeJS.ProcessEnv;
  /** Before the application's folder: switches for Chromium. */
  readonly electronFlags: readonly string[];
  /** After it: flags of the application. */
  readonly appFlags: readonly string[];
  /** Shows everything that Chromium says. */
  readonly verbose: boolean;
  /** Its standard output is ours as it is: nothing here touches the bytes, and who reads slowly slows it down. */
  readonly ownsStdout?: boolean;
}

export interface RunningApp {
  readonly ended: Promise<ChildEnd>;
  /** Asks it to quit; see `Impatience` for further calls. Ten seconds later it is ended the hard way. */
  quit(): void;
}

/** How long the application may take to leave its rooms and close its files. */
const QUIT_MS = 10_000;

/** Somebody who asks again after this has waited long enough, ms; files are whole well before. */
const PATIENCE_MS = 5_000;
/** One Ctrl-C comes from the terminal, and from npm, which passes it on; no person asks twice within this, ms. */
const ECHO_MS = 100;
const finishing = 'Finishing the file… Once more ends it at once, and what is not written yet is lost.';

/**
 * What is done when a program is asked to end over and over: it is ended in order, at the second time that is said,
 * and only at the third, or after 5 s, it is killed.
 */
export class Impatience {
  readonly #now: () => number;
  #times = 0;
  #firstAt = 0;
  #lastAt = 0;

  /** `now`: monotonic, ms. */
  constructor(now: () => number) {
    this.#now = now;
  }

  ask(): 'end' | 'say' | 'kill' | 'nothing' {
    const now = this.#now();
    const isEcho = this.#times > 0 && now - this.#lastAt < ECHO_MS;
    this.#lastAt = now;
    if (isEcho) return 'nothing';
    this.#times += 1;
    if (this.#times === 1) {
      this.#firstAt = now;
      return 'end';
    }
    if (this.#times > 2 || now - this.#firstAt >= PATIENCE_MS) return 'kill';
    return 'say';
  }
}

/** Starts the built application; it ends with this process. */
export function runApp(options: RunAppOptions): RunningApp {
  const { runtime, electronFlags, appFlags } = options;
  const compatibility = runtime.kind === 'compatibility' ? { ROOM_CONSOLE_COMPAT_RUNTIME_USED: '1' } : {};
  const child = spawnTied(runtime.executable, [...electronFlags, PROJECT_ROOT, ...appFlags], {
    cwd: PROJECT_ROOT,
    env: { ...options.env, ...compatibility },
    // Once: Chromium takes a second SIGTERM as the order to drop everything.
    atOurEnd: { graceSeconds: QUIT_MS / 1000 },
    inheritStdout: options.ownsStdout === true,
  });
  void readLines(child.stdout, (line) => process.stdout.write(`${line}\n`));
  void readLines(child.stderr, (line) => {
    if (options.verbose || isWorthShowing(line)) process.stderr.write(`${line}\n`);
  });

  const impatience = new Impatience(() => performance.now());
  let force: NodeJS.Timeout | undefined;
  void child.ended.then(() => clearTimeout(force));
  return {
    ended: child.ended,
    quit() {
      const next = impatience.ask();
      if (next === 'say') process.stderr.write(`${finishing}\n`);
      if (next === 'kill') child.signal('SIGKILL');
      if (next !== 'end') return;
      child.signal('SIGTERM');
      force = setTimeout(() => child.signal('SIGKILL'), QUIT_MS);
    },
  };
}

/** The exit code after Ctrl-C, as a shell gives it. */
export const STOPPED = 130;

/** The exit code that a shell would give. */
export function exitCodeOf(end: ChildEnd): number {
  if (end.code !== null) return end.code;
  const numbers: Partial<Record<NodeJS.Signals, number>> = { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGSEGV: 11, SIGTERM: 15 };
  return end.signal === null ? 1 : 128 + (numbers[end.signal] ?? 0);
}

/**
 * Calls `stop` when this process is told to end, and when npm, which started it, is gone: npm passes a SIGTERM on to
 * its shell only, which dies of it in silence, and a SIGKILL to nobody.
 *
 * @returns takes the listeners away again
 */
export function onEndAsked(stop: () => void, env: NodeJS.ProcessEnv = process.env): () => void {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, stop);
  const parent = process.ppid;
  const npm = npmAbove(parent);
  const watch =
    env['npm_lifecycle_event'] === undefined
      ? undefined
      : setInterval(() => {
          if (process.ppid === parent && (npm === undefined || processIsAlive(npm))) return;
          clearInterval(watch);
          stop();
        }, 1_000);
  watch?.unref();
  return () => {
    for (const signal of signals) process.off(signal, stop);
    clearInterval(watch);
  };
}

/** The process above the shell that npm runs a script with; `undefined` where there is none in between, or no /proc. */
function npmAbove(parent: number): number | undefined {
  try {
    const isShell = readFileSync(`/proc/${parent}/cmdline`, 'utf8').startsWith('sh\0-c\0');
    const above = Number(/^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${parent}/status`, 'utf8'))?.[1]);
    return isShell && above > 1 ? above : undefined;
  } catch {
    return undefined;
  }
}
