import { spawn } from 'node:child_process';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { LocalServer } from '../../electron/services/local-server/local-server.ts';
import { randomKeys } from '../../electron/services/local-server/server-config.ts';
import { commandLines, isRunning } from '../support/processes.ts';
import { serverExecutable, startTestServer } from '../support/server.ts';
import type { TestServer } from '../support/server.ts';

const servers: TestServer[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
});

describe('LocalServer', () => {
  it('starts on loopback and answers with its own keys', async () => {
    const server = await start();
    const answer = await fetch(server.httpUrl);
    expect(await answer.text()).toBe('OK');
    expect(server.apiSecret.length).toBeGreaterThanOrEqual(32);
  });

  it('keeps the secret off the command line and out of its log', async () => {
    const server = await start();
    const lines = await commandLines();
    expect(lines).toContain(await serverExecutable());
    expect(lines.join('\n')).not.toContain(server.apiSecret);
    expect(server.logTail().join('\n')).not.toContain(server.apiSecret);
  });

  it('comes back on the same ports with the same keys after a crash, and tells of it', async () => {
    const server = await start();
    await server.kill();
    await expect(fetch(server.httpUrl)).rejects.toThrow();
    expect(server.exits).toEqual([{ code: null, signal: 'SIGKILL', expected: true, tail: [] }]);
    await server.restart();
    expect((await fetch(server.httpUrl)).ok).toBe(true);
  });

  it('tells of an end that nobody asked for', async () => {
    const server = await start();
    process.kill(server.pid, 'SIGKILL');
    await expect.poll(() => server.exits.length).toBe(1);
    expect(server.exits[0]).toMatchObject({ signal: 'SIGKILL', expected: false });
    expect(server.exits[0]?.tail.join('\n')).toContain('starting LiveKit server');
  });

  it('runs twice side by side', async () => {
    const [first, second] = await Promise.all([start(), start()]);
    expect(first.url).not.toBe(second.url);
    expect(first.apiKey).not.toBe(second.apiKey);
  });

  it('says so when its port is taken by another server', async () => {
    const first = await start();
    const second = new LocalServer({ executable: await serverExecutable(), ports: first.ports, keys: randomKeys() });
    const result = await second.start();
    expect(result).toMatchObject({ ok: false, reason: 'port-taken' });
    expect(second.running).toBe(false);
  });

  it('refuses with the reason when the executable does not run', async () => {
    const server = new LocalServer({ executable: '/nonexistent/livekit-server' });
    expect(await server.start()).toMatchObject({ ok: false, reason: 'server-exited' });
  });

  it('ends when the process that started it is killed', async () => {
    const script = path.join(import.meta.dirname, '../support/start-server-and-wait.ts');
    const parent = spawn(process.execPath, [script, await serverExecutable()], { stdio: ['ignore', 'pipe', 'inherit'] });
    const pid = await new Promise<number>((resolve) => {
      parent.stdout.on('data', (chunk: Buffer) => resolve(Number(chunk.toString())));
    });
    expect(await isRunning(pid)).toBe(true);
    parent.kill('SIGKILL');
    await expect.poll(() => isRunning(pid), { timeout: 10_000 }).toBe(false);
  });
});

async function start(): Promise<TestServer> {
  const server = await startTestServer();
  servers.push(server);
  return server;
}
