import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { ok, refused } from '../contract/result.ts';
import type { Result } from '../contract/result.ts';
import { readLines, spawnTied } from '../services/local-server/tied-child.ts';

export interface VirtualDisplay {
  /** What the application needs to show itself there: DISPLAY and XAUTHORITY. */
  readonly env: { readonly DISPLAY: string; readonly XAUTHORITY: string };
  stop(): Promise<void>;
}

/** Room for a 1280×800 window and its frame. */
const SCREEN = '1600x1000x24';
const READY_MS = 15_000;
const TAIL_LINES = 20;

/** Whether there is no display to show a window on. Other systems than Linux always have one. */
export function displayIsMissing(env: NodeJS.ProcessEnv, platform: NodeJS.Platform = process.platform): boolean {
  return platform === 'linux' && !env['DISPLAY'] && !env['WAYLAND_DISPLAY'];
}

/** Starts Xvfb on a display number that it finds free itself, reachable with a cookie of this run only. */
export async function startVirtualDisplay(): Promise<Result<VirtualDisplay>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'room-console-display-'));
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
    await rm(folder, { recursive: true, force: true });
  };
  if (number === undefined || !/^\d+$/.test(number)) {
    await stop();
    const said = tail.length > 0 ? ` It said: ${tail.slice(-3).join(' / ')}` : '';
    return refused('no-display', `There is no display, and a virtual one (Xvfb) did not start.${said}`);
  }
  return ok({ env: { DISPLAY: `:${number}`, XAUTHORITY: authority }, stop });
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
