import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { channels } from '../../../electron/contract/pages.ts';
import { z } from '../../../electron/contract/zod.ts';
import type { FilterTree } from '../../../renderer/traffic/protocol/index.ts';

const projectRoot = new URL('../../..', import.meta.url).pathname;
const mostMs = 300_000;

/** ms from when it was asked for; rows that are shown then. */
const timing = z.object({ firstMs: z.number(), allMs: z.number(), shown: z.number() });
export type Timing = z.infer<typeof timing>;

/** MiB that the session page's process had more than before, at the most; NaN: the system does not tell. */
const mebibytes = z.number().nullable().transform((value) => value ?? NaN);
const opened = z.object({ opening: timing, filtering: timing, openingMiB: mebibytes, filteringMiB: mebibytes });
export type Opened = z.infer<typeof opened>;

/** Opens a capture in the built application, filters it, and ends it. `folder`: for the user's data. */
export async function openInApplication(path: string, tree: FilterTree, folder: string): Promise<Opened> {
  // Outside of Electron its module is the path of its program.
  const program: unknown = createRequire(import.meta.url)('electron');
  const main = join(import.meta.dirname, 'open-main.cjs');
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const child = spawn(z.string().parse(program), [...sandbox, '--require', main, projectRoot], {
    env: {
      ...process.env,
      ROOM_CONSOLE_USER_DATA: join(folder, 'data'),
      ROOM_CONSOLE_CAPTURES: join(folder, 'captures'),
      ROOM_CONSOLE_BENCH_OPEN: JSON.stringify({ path, tree, portChannel: channels.port }),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: mostMs,
    killSignal: 'SIGKILL',
  });
  let printed = '';
  child.stdout.on('data', (data: Buffer) => (printed += data.toString()));
  child.stderr.on('data', (data: Buffer) => (printed += data.toString()));
  await new Promise((resolve, reject) => child.once('close', resolve).once('error', reject));
  const line = /^BENCH (\{.*\})$/m.exec(printed)?.[1];
  if (line === undefined) throw new Error(`the application did not open it: ${printed.slice(-2_000)}`);
  return opened.parse(JSON.parse(line));
}
