import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from './fixtures.ts';
import { RoomPage } from './pages/room-page.ts';

const projectRoot = new URL('../..', import.meta.url).pathname;

/** Processes below this one, by the parents that /proc names. Linux only, as the virtual display is. */
async function descendants(root: number): Promise<number[]> {
  const parents = new Map<number, number>();
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    // A process may end while it is looked at.
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
    const parent = /^\d+ \(.*\) \S (\d+)/s.exec(stat)?.[1];
    if (parent !== undefined) parents.set(Number(name), Number(parent));
  }
  const isBelow = (pid: number): boolean => {
    const parent = parents.get(pid);
    return parent !== undefined && (parent === root || isBelow(parent));
  };
  return [...parents.keys()].filter(isBelow);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Starts the demo as the README says, without a display. All that it writes beside the caches is in `folder`. */
async function startDemo(folder: string): Promise<{ launcher: ChildProcess; printed: () => string }> {
  const temporary = join(folder, 'tmp');
  await mkdir(temporary);
  const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...env } = process.env;
  const launcher = spawn(process.execPath, ['electron/launch/start.ts', '--demo'], {
    cwd: projectRoot,
    env: { ...env, ROOM_CONSOLE_USER_DATA: join(folder, 'data'), TMPDIR: temporary },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  launcher.stdout.on('data', (data: Buffer) => (text += data.toString()));
  launcher.stderr.on('data', (data: Buffer) => (text += data.toString()));
  return { launcher, printed: () => text };
}

for (const [signal, what] of [
  ['SIGINT', 'Ctrl-C ends every child'],
  ['SIGKILL', 'a killed launcher leaves no child behind'],
] as const) {
  test(`the demo starts without a display and says what it observes; ${what}`, async () => {
    test.setTimeout(120_000);
    const folder = await mkdtemp(join(tmpdir(), 'room-console-demo-'));
    const { launcher, printed } = await startDemo(folder);
    try {
      await expect
        .poll(printed, { timeout: 60_000 })
        .toMatch(/observing demo · 4 participants · \d+ messages \(\d+ reliable, [1-9]\d* lossy\)/);
      expect(printed()).toMatch(/virtual/i);
      const children = await descendants(launcher.pid ?? 0);
      // Electron's own processes, the display, and the server.
      expect(children.length).toBeGreaterThan(4);
      launcher.kill(signal);
      await expect.poll(() => children.filter(isAlive), { timeout: 20_000 }).toEqual([]);
      if (signal === 'SIGINT') {
        await expect.poll(() => launcher.exitCode ?? launcher.signalCode).not.toBeNull();
        expect((await readdir(join(folder, 'tmp'))).filter((name) => name.startsWith('room-console-'))).toEqual([]);
      }
    } finally {
      launcher.kill('SIGKILL');
      // What is still being written to cannot be removed.
      await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 500 });
    }
  });
}

test('the demo starts from the start view, and shows what real rooms do', async ({ start }) => {
  test.setTimeout(120_000);
  await start.startDemo.click();
  const page = new RoomPage(start.window, 'demo');
  await expect(page.status.getByText('Connected', { exact: true })).toBeVisible({ timeout: 60_000 });
  for (const who of ['maria@clinic', 'patient-8812', 'sensor-7', 'guest-19']) await expect(page.person(who)).toBeVisible();
  // One word each of what the parts do; the filter brings it to the screen.
  const shown = ['cursor', 'chat', 'telemetry', 'lk.transcription', 'metadata'].map((word) => ({ filter: word, row: word }));
  for (const { filter, row } of [...shown, { filter: 'guest-19 lossy chat', row: '900,000' }]) {
    await page.filter.fill(filter);
    await expect(page.row(row).first()).toBeVisible({ timeout: 30_000 });
  }
});
