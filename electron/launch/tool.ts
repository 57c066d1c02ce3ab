import { readLines, spawnTied } from '../services/local-server/tied-child.ts';
import type { ChildEnd } from '../services/local-server/tied-child.ts';
import { PROJECT_ROOT } from './project.ts';

export interface ToolOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal;
  /** Default: our own standard output. */
  readonly onLine?: (line: string) => void;
}

/** How long a tool may take to end its own children after SIGINT. */
const END_MS = 8_000;

/** Runs a script of a development tool with this Node, tied to this process, its lines passed on as they come. */
export async function runTool(script: string, args: readonly string[], options: ToolOptions = {}): Promise<ChildEnd> {
  const onLine = options.onLine ?? ((line: string) => void process.stdout.write(`${line}\n`));
  // The tool sees a pipe either way: a person at a terminal keeps the colours, a log gets none.
  const colour = process.stdout.isTTY ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' };
  const child = spawnTied(process.execPath, [script, ...args], {
    cwd: PROJECT_ROOT,
    env: { ...colour, ...(options.env ?? process.env) },
  });
  const lines = Promise.all([readLines(child.stdout, onLine), readLines(child.stderr, onLine)]);
  let force: NodeJS.Timeout | undefined;
  const stop = (): void => {
    // Both Vitest and Playwright end what they started at SIGINT.
    child.signal('SIGINT');
    force = setTimeout(() => child.signal('SIGKILL'), END_MS);
  };
  if (options.signal?.aborted === true) stop();
  options.signal?.addEventListener('abort', stop, { once: true });
  const end = await child.ended;
  clearTimeout(force);
  options.signal?.removeEventListener('abort', stop);
  await Promise.race([lines, new Promise((resolve) => setTimeout(resolve, 500))]);
  return end;
}
