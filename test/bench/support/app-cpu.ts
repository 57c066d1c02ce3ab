import { readFile } from 'node:fs/promises';
import type { ElectronApplication } from '@playwright/test';

/** USER_HZ, on every Linux that Electron runs on. */
const ticksPerSecond = 100;

/**
 * Processor time that all processes of an application have had so far, ms. It says what something costs also where
 * other programs slow everything down. NaN where there is no /proc.
 */
export async function processorMs(app: ElectronApplication): Promise<number> {
  const pids = await app.evaluate((electron) => electron.app.getAppMetrics().map(({ pid }) => pid));
  const each = await Promise.all(pids.map(ofProcess));
  return each.reduce((sum, ms) => sum + ms, 0);
}

async function ofProcess(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // Behind the name, which may have blanks in it: state is the third field of proc(5), utime and stime 14 and 15.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return ((Number(fields[11]) + Number(fields[12])) / ticksPerSecond) * 1_000;
}
