import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { z } from '../../electron/contract/zod.ts';
import type { ServerAddress } from './second-client.ts';

const projectRoot = new URL('../..', import.meta.url).pathname;

/** A run of the launcher without a window, and without a display. */
export interface HeadlessRun {
  readonly process: ChildProcess;
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** The exit code; 1,000 where a signal ended it. */
  readonly ended: Promise<number>;
}

export interface HeadlessRunOptions {
  /** For the user's data, and what is written beside the captures. */
  readonly folder: string;
  /** Named by LIVEKIT_*; left out: none. */
  readonly server?: ServerAddress;
  /** On top of that of the tests. */
  readonly env?: Readonly<Record<string, string>>;
  /** A file that standard output goes to; left out: `stdout` of the run. */
  readonly stdoutTo?: string;
}

/** `npm start -- …`, without npm. */
export function startHeadless(args: readonly string[], { folder, server, env: more = {}, stdoutTo }: HeadlessRunOptions): HeadlessRun {
  const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...env } = process.env;
  const descriptor = stdoutTo === undefined ? undefined : openSync(stdoutTo, 'w');
  const child = spawn(process.execPath, [join(projectRoot, 'electron/launch/start.ts'), ...args], {
    cwd: folder,
    env: {
      ...env,
      ROOM_CONSOLE_USER_DATA: join(folder, 'data'),
      ...(server === undefined
        ? {}
        : { LIVEKIT_URL: server.url, LIVEKIT_API_KEY: server.apiKey, LIVEKIT_API_SECRET: server.apiSecret }),
      ...more,
    },
    stdio: ['ignore', descriptor ?? 'pipe', 'pipe'],
  });
  if (descriptor !== undefined) closeSync(descriptor);
  let out = '';
  let error = '';
  child.stdout?.on('data', (data: Buffer) => (out += data.toString()));
  child.stderr?.on('data', (data: Buffer) => (error += data.toString()));
  const ended = new Promise<number>((resolve) => child.once('close', (code) => resolve(code ?? 1_000)));
  return { process: child, stdout: () => out, stderr: () => error, ended };
}

const summary = z.looseObject({
  recorded: z.number(),
  in: z.number(),
  out: z.number(),
  byKind: z.object({ reliable: z.number(), lossy: z.number() }),
  flagged: z.number(),
  completeness: z.looseObject({ verdict: z.string(), browserReceived: z.number().nullable() }).nullable(),
  gaps: z.number(),
  file: z.string().nullable(),
  seconds: z.number(),
  matched: z.number().nullable(),
  exitCode: z.number(),
  reasons: z.array(z.string()),
});

/** The last line on standard output, as `--json` promises it. */
export function summaryIn(stdout: string): z.infer<typeof summary> {
  return summary.parse(JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? ''));
}

const row = z.looseObject({
  number: z.number().optional(),
  direction: z.enum(['in', 'out']).optional(),
  kind: z.string().optional(),
  topic: z.string().nullish(),
  payload: z.string().nullish(),
  event: z.string().optional(),
});

/** Rows of NDJSON. */
export function rowsIn(text: string): readonly z.infer<typeof row>[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => row.parse(JSON.parse(line)));
}
