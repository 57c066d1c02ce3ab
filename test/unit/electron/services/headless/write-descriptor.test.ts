import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { writerTo } from '../../../../../electron/services/headless/write-descriptor.ts';

const module = resolve(import.meta.dirname, '../../../../../electron/services/headless/write-descriptor.ts');

/** A process that writes so many bytes to its standard output, and says on standard error what became of it. */
function startWriter(bytes: number) {
  const script = `
    import { writerTo } from ${JSON.stringify(module)};
    const write = writerTo(1);
    process.on('SIGTERM', () => process.exit(7));
    write(new Uint8Array(${bytes}).fill(97), 0).then(
      (written) => process.stderr.write('wrote ' + written),
      (error) => process.stderr.write('failed ' + error.code),
    );
    setInterval(() => undefined, 60_000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stderr.on('data', (data: Buffer) => (said += data.toString()));
  const ended = new Promise((settle) => child.once('exit', (code) => settle(code)));
  return { child, said: () => said, ended };
}

test('a file is written from where it stands', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'room-console-test-'));
  const descriptor = openSync(join(folder, 'a'), 'w');
  const write = writerTo(descriptor);
  const bytes = new TextEncoder().encode('xab');
  expect(await write(bytes, 1)).toBe(2);
  expect(await write(bytes, 0)).toBe(3);
  closeSync(descriptor);
  expect(await readFile(join(folder, 'a'), 'utf8')).toBe('abxab');
  await rm(folder, { recursive: true });
});

test('a pipe that nobody reads holds up no signal, and what is read arrives', async () => {
  const { child, said, ended } = startWriter(1_000_000);
  let read = 0;
  child.stdout.once('data', (data: Buffer) => {
    read += data.length;
    child.stdout.pause();
    child.kill('SIGTERM');
  });
  expect(await ended).toBe(7);
  expect(read).toBeGreaterThan(0);
  expect(said()).toBe('');
});

test('a pipe whose reader has gone says so', async () => {
  const { child, said, ended } = startWriter(10_000_000);
  child.stdout.once('data', () => child.stdout.destroy());
  await expect.poll(said, { timeout: 5_000 }).toBe('failed EPIPE');
  child.kill('SIGTERM');
  await ended;
});
