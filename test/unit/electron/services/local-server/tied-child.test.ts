import { spawn } from 'node:child_process';
import path from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { readLines, runTied, spawnTied } from '../../../../../electron/services/local-server/tied-child.ts';
import { isRunning } from '../../../../support/processes.ts';

const MODULE = path.resolve(import.meta.dirname, '../../../../../electron/services/local-server/tied-child.ts');

describe('runTied', () => {
  it('gives code, output and arguments as they are', async () => {
    const result = await runTied('/bin/sh', ['-c', 'echo "$1"; echo err >&2; exit 3', 'sh', 'a b "c" $d']);
    expect(result).toMatchObject({ code: 3, signal: null, stdout: 'a b "c" $d\n', stopped: 'no' });
    expect([...result.tail].sort()).toEqual(['a b "c" $d', 'err']);
  });

  it('tells of a command that does not exist', async () => {
    expect((await runTied('/nowhere/command', [])).code).toBe(127);
  });

  it('ends a command that takes too long, and one that is not wanted any more', async () => {
    expect(await runTied('sleep', ['60'], { timeoutMs: 50 })).toMatchObject({ stopped: 'timeout', signal: 'SIGKILL' });
    const stop = new AbortController();
    const running = runTied('/bin/sh', ['-c', 'echo up; exec sleep 60'], {
      signal: stop.signal,
      onLine: () => stop.abort(),
    });
    expect(await running).toMatchObject({ stopped: 'aborted', signal: 'SIGKILL' });
    expect(await runTied('true', [], { signal: stop.signal })).toMatchObject({ stopped: 'aborted' });
  });
});

describe('spawnTied', () => {
  it('passes signals to the command itself', async () => {
    const child = spawnTied('sleep', ['60']);
    child.signal('SIGTERM');
    expect(await child.ended).toMatchObject({ signal: 'SIGTERM' });
    child.signal('SIGTERM');
  });

  it('ends the command, and what that one started, when its parent is killed', async () => {
    const script = `
      import { spawnTied } from ${JSON.stringify(MODULE)};
      const child = spawnTied('/bin/sh', ['-c', 'sleep 61 & echo $$ $!; wait']);
      child.stdout.pipe(process.stdout);
      setInterval(() => undefined, 60_000);`;
    const parent = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    const line = await new Promise<string>((resolve) => {
      parent.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString()));
    });
    const pids = line.trim().split(' ').map(Number);
    expect(await Promise.all(pids.map(isRunning))).toEqual([true, true]);
    parent.kill('SIGKILL');
    await expect.poll(async () => Promise.all(pids.map(isRunning)), { timeout: 8_000 }).toEqual([false, false]);
  });
});

describe('readLines', () => {
  it('joins what comes in pieces, and gives an unfinished last line', async () => {
    const lines: string[] = [];
    await readLines(Readable.from([Buffer.from('on'), Buffer.from('e\r\ntwo\n\nthr'), Buffer.from('ee')]), (line) =>
      lines.push(line),
    );
    expect(lines).toEqual(['one', 'two', '', 'three']);
  });
});
