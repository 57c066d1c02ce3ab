import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { ok, refused } from '../contract/result.ts';
import type { Result } from '../contract/result.ts';
import { processIsAlive } from '../services/local-server/cache-lock.ts';
import { readLines, spawnTied } from '../services/local-server/tied-child.ts';

export interface VirtualDisplay {
  /** What the application needs to show itself there: DISPLAY and XAUTHORITY. */
  readonly env: { readonly DISPLAY: string; readonly XAUTHORITY: string };
  stop(): Promise<void>;
}

/** Room for a 1280×800 window and its frame. */
const SCREEN = '1600x1000x24';
/** Folders of cookies, named after the process that they belong to: one that is killed leaves its own behind. */
const FOLDER = 'room-console-display-';
const READY_MS = 15_000;
const TAIL_LINES = 20;

/** Starts Xvfb on a display number that it finds free itself, reachable with a cookie of this run only. */
export async function startVirtualDisplay(): Promise<Result<VirtualDisplay>> {
  await sweepFolders(tmpdir(), FOLDER);
  const folder = await mkdtemp(path.join(tmpdir(), `${FOLDER}${process.pid}-`));
  // For an end without `stop()`: Ctrl-C while something is still being prepared.
  const removeFolder = (): void => rmSync(folder, { recursive: true, force: true });
  process.once('exit', removeFolder);
  const authority = path.join(folder, 'authority');
  await writeFile(authority, xauthority(randomBytes(16)), { mode: 0o600 });

  const child = spawnTied(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', SCREEN, '-nolisten', 'tcp', '-noreset', '-auth', authority],
    // What is shown on it ends first.
    { extraPipes: 1, atOurEnd: { delaySeconds: 3 } },
  );
  const tail: string[] = [];
  const keep = (line: string): void => {
    tail.push(line);
    if (tail.length > TAIL_LINES) tail.shift();
  };
  void readLines(child.stderr, keep);
  void readLines(child.stdout, keep);

  const numberPipe = child.process.stdio[3];
  const number = await new Promise<string | undefined>((resolve) => {
    const timer = setTimeout(() => resolve(undefined), READY_MS);
    const done = (value: string | undefined): void => {
      clearTimeout(timer);
      resolve(value);
    };
    if (numberPipe instanceof Readable) void readLines(numberPipe, done);
    void child.ended.then(() => done(undefined));
  });

  const stop = async (): Promise<void> => {
    child.signal('SIGTERM');
    const force = setTimeout(() => child.signal('SIGKILL'), 3_000);
    await child.ended;
    clearTimeout(force);
    process.off('exit', removeFolder);
    removeFolder();
  };
  if (number === undefined || !/^\d+$/.test(number)) {
    await stop();
    const said = tail.length > 0 ? ` It said: ${tail.slice(-3).join(' / ')}` : '';
    return refused('no-display', `A virtual display (Xvfb) did not start.${said}`);
  }
  return ok({ env: { DISPLAY: `:${number}`, XAUTHORITY: authority }, stop });
}

/**
 * Removes folders that are named after this and the process that they belong to, where that is gone; one that cannot be
 * removed is left.
 */
export async function sweepFolders(within: string, named: string, isAlive = processIsAlive): Promise<void> {
  for (const name of await readdir(within).catch(() => [])) {
    const pid = new RegExp(`^${named}(\\d+)-`).exec(name)?.[1];
    if (pid === undefined || isAlive(Number(pid))) continue;
    await rm(path.join(within, name), { recursive: true, force: true }).catch(() => undefined);
  }
}

/**
 * An authority file with one MIT-MAGIC-COOKIE-1 for any display (FamilyWild, empty number), since the number is not
 * known before Xvfb has chosen it. The format is that of libXau's XauReadAuth: lengths as 16 bits, big-endian.
 */
export function xauthority(cookie: Uint8Array): Uint8Array {
  const FAMILY_WILD = 0xffff;
  const field = (bytes: Uint8Array): Buffer => {
    const length = Buffer.alloc(2);
    length.writeUInt16BE(bytes.byteLength);
    return Buffer.concat([length, bytes]);
  };
  const family = Buffer.alloc(2);
  family.writeUInt16BE(FAMILY_WILD);
  const none = new Uint8Array();
  return Buffer.concat([family, field(none), field(none), field(Buffer.from('MIT-MAGIC-COOKIE-1')), field(cookie)]);
}
