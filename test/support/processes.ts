import { execFile } from 'node:child_process';
import { readFile, readdir } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Whether a process runs. One that has ended but that nobody has collected (in a container without an init) does not.
 * Read from /proc where there is one: a bare machine has no `ps`.
 */
export async function isRunning(pid: number): Promise<boolean> {
  if (process.platform === 'linux') {
    const state = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    return state !== '' && !/\) [ZX] /.test(state);
  }
  const state = await run('ps', ['-o', 'stat=', '-p', String(pid)]).catch(() => ({ stdout: '' }));
  return state.stdout.trim() !== '' && !state.stdout.trim().startsWith('Z');
}

/** The command lines of all processes, as everybody on this machine can read them. */
export async function commandLines(): Promise<string[]> {
  if (process.platform !== 'linux') return (await run('ps', ['-axo', 'args'])).stdout.split('\n');
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')));
  return lines.map((line) => line.replaceAll('\0', ' ').trim()).filter((line) => line !== '');
}

/** The process of Chromium's network service of the application with these user data; undefined: there is none now. */
export async function networkServiceOf(userData: string): Promise<number | undefined> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  for (const pid of pids) {
    const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (line.includes('utility-sub-type=network') && line.includes(userData)) return Number(pid);
  }
  return undefined;
}
