import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { textsIn } from '../../e2e/pages/capture-requests.ts';
import { startHeadless } from '../../support/headless.ts';
import type { SecondClient, ServerAddress } from '../../support/second-client.ts';
import { until } from '../support/until.ts';
import { lossOf, readLeft } from './left-file.ts';
import type { Loss } from './left-file.ts';

/** Between two messages, ms. */
const everyMs = 2;
/** Starting Electron on a machine that is busy. */
const startsWithinMs = 60_000;

/** Numbered messages, as fast as the timer goes, with when each was sent. */
export class NumberedMessages {
  readonly sentAt: number[] = [];
  readonly #timer: NodeJS.Timeout;

  constructor(client: SecondClient) {
    this.#timer = setInterval(() => {
      this.sentAt.push(Date.now());
      void client.send(`<${this.sentAt.length - 1}>`, { reliable: true }).catch(() => undefined);
    }, everyMs);
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}

export interface KilledApplication {
  readonly server: ServerAddress;
  readonly room: string;
  readonly messages: NumberedMessages;
  /** For its file, and what the application keeps. */
  readonly folder: string;
}

/**
 * Starts the application as a person does, without a window, and kills all of it with SIGKILL `afterMs` after the first
 * message was in its file. A message counts as received when it is sent, which is a little early.
 */
export async function killApplication(application: KilledApplication, afterMs: number): Promise<Loss> {
  const { server, room, messages, folder } = application;
  const path = join(folder, 'killed.mcap');
  const args = ['--headless', '--observe', '--room', room, '--record', path];
  const run = startHeadless(args, { folder, server });
  try {
    await until('a message in the file', async () => ((await numbersIn(path)).length > 0 ? true : undefined), startsWithinMs);
    const group = await until('the application', () => applicationUnder(run.process.pid ?? NaN));
    await new Promise((resolve) => setTimeout(resolve, afterMs));
    process.kill(-group, 'SIGKILL');
    const killedAt = Date.now();
    await run.ended;
    const left = await readLeft(path);
    const numbers = await numbersIn(path);
    return lossOf({ left, numbers, first: numbers[0] ?? 0, receivedAt: (number) => messages.sentAt[number], killedAt });
  } catch (error) {
    run.process.kill('SIGTERM');
    throw new Error(`${String(error)}\n${run.stderr()}`, { cause: error });
  }
}

async function numbersIn(path: string): Promise<readonly number[]> {
  return (await textsIn(path).catch(() => [])).map(Number);
}

/** The process of the application that a launcher has started; it leads a group with all of its own. */
async function applicationUnder(launcher: number): Promise<number | undefined> {
  for (const name of await readdir('/proc')) {
    const stat = /^\d+$/.test(name) ? await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '') : '';
    // pid (comm) state ppid
    if (Number(/\) \S (\d+) /.exec(stat)?.[1]) !== launcher) continue;
    const line = await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '');
    if (line.includes('--room-console-headless=')) return Number(name);
  }
  return undefined;
}
