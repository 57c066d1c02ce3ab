import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createServer as createTcpServer } from 'node:net';
import type { Server } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { ConnectionReport } from '../../electron/contract/domain.ts';
import { ConnectionTest } from '../../electron/services/connection-test.ts';
import { selfSigned } from '../support/certificate.ts';
import { startTestServer } from '../support/server.ts';
import type { TestServer } from '../support/server.ts';

let livekit: TestServer;
beforeAll(async () => {
  livekit = await startTestServer();
});
afterAll(() => livekit.stop());

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** Tests a connection with the real credentials, except what is given. */
function run(
  change: { url?: string; apiKey?: string; secret?: string; clockOffMs?: number } = {},
): Promise<ConnectionReport> {
  const test = new ConnectionTest({
    fetch,
    now: () => Date.now() + (change.clockOffMs ?? 0),
    timeoutMs: 1_000,
  });
  const { url = livekit.url, apiKey = livekit.apiKey, secret = livekit.apiSecret } = change;
  return test.run({ url, apiKey, secret }, new AbortController().signal);
}

/** Seconds; the Date header has whole ones, and the test takes its time. */
function expectClockNear(report: ConnectionReport, offsetS: number): void {
  expect(Math.abs((report.clockOffsetS ?? Infinity) - offsetS)).toBeLessThanOrEqual(1);
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return `127.0.0.1:${address.port}`;
}

const answering =
  (status: number, body: string, headers: Record<string, string> = {}): RequestListener =>
  (_request, response) => {
    response.writeHead(status, { connection: 'close', ...headers }).end(body);
  };

describe('a real server', () => {
  test('accepts its own key and secret, and tells its clock', async () => {
    const report = await run();
    expect(report).toMatchObject({ outcome: 'ok', url: livekit.url });
    expectClockNear(report, 0);
    expect(report.latencyMs).toBeLessThan(1_000);
  });

  test('unknown key', async () => {
    expect(await run({ apiKey: 'APInobody' })).toMatchObject({ outcome: 'unknown-key' });
  });

  test('wrong secret; no part of any token comes back', async () => {
    const report = await run({ secret: 'not-the-secret-of-this-server' });
    expect(report).toMatchObject({ outcome: 'wrong-secret' });
    expectClockNear(report, 0);
    expect(JSON.stringify(report)).not.toContain('eyJ');
  });

  test('a port without TLS', async () => {
    expect(await run({ url: livekit.url.replace('ws:', 'wss:') })).toMatchObject({
      outcome: 'tls-failure',
      message: expect.stringContaining('does not speak TLS'),
    });
  });

  test('a clock that is off but accepted is told', async () => {
    const report = await run({ clockOffMs: 40_000 });
    expect(report).toMatchObject({ outcome: 'ok', message: expect.stringContaining('ahead of the server’s') });
    expectClockNear(report, -40);
  });
});

describe('no LiveKit behind it', () => {
  test('nothing listens', async () => {
    const server = createTcpServer();
    const host = await listen(server);
    await new Promise((resolve) => server.close(resolve));
    expect(await run({ url: `ws://${host}` })).toMatchObject({ outcome: 'connection-refused' });
  });

  test('no such host', async () => {
    expect(await run({ url: 'wss://no-such-host.invalid' })).toMatchObject({ outcome: 'host-not-found' });
  });

  test('somebody who never answers', async () => {
    const server = createTcpServer((socket) => closing.push(() => socket.destroy()));
    expect(await run({ url: `ws://${await listen(server)}` })).toMatchObject({ outcome: 'unreachable' });
  });

  test('somebody who hangs up', async () => {
    const server = createTcpServer((socket) => socket.destroy());
    expect(await run({ url: `ws://${await listen(server)}` })).toMatchObject({ outcome: 'unclear' });
  });

  test('another web server', async () => {
    const host = await listen(createServer(answering(200, '<html>Welcome to nginx!</html>')));
    expect(await run({ url: `ws://${host}` })).toMatchObject({ outcome: 'not-livekit' });
  });

  test('an answer without end is cut off', async () => {
    const host = await listen(
      createServer((_request, response) => {
        const more = (): void => {
          while (!response.destroyed && response.write('x'.repeat(65_536)));
        };
        response.on('drain', more);
        more();
      }),
    );
    expect(await run({ url: `ws://${host}` })).toMatchObject({ outcome: 'not-livekit' });
  });

  test('a redirect is not followed: the token would go along', async () => {
    let followed = 0;
    const target = await listen(createServer(() => (followed += 1)));
    const host = await listen(createServer(answering(301, '', { location: `http://${target}/` })));
    expect(await run({ url: `ws://${host}` })).toMatchObject({ outcome: 'not-livekit', title: 'Redirected' });
    expect(followed).toBe(0);
  });

  test('a server that says the token’s time is wrong: by how much, from its Date header', async () => {
    const date = new Date(Date.now() + 3_600_000).toUTCString();
    const body = 'invalid token: JWT error: token has invalid claims: token is expired';
    const host = await listen(createServer(answering(401, body, { date })));
    const report = await run({ url: `ws://${host}` });
    expect(report).toMatchObject({ outcome: 'clock-off', message: expect.stringContaining('behind the server’s') });
    expectClockNear(report, 3_600);
  });

  test('a key without the right', async () => {
    const host = await listen(createServer(answering(401, '{"code":"unauthenticated","msg":"permissions denied"}')));
    expect(await run({ url: `ws://${host}` })).toMatchObject({ outcome: 'not-allowed' });
  });
});

describe('TLS', () => {
  const hour = 3_600_000;
  const server = (fromMs: number, untilMs: number) => {
    const now = Date.now();
    const dates = { notBefore: new Date(now + fromMs), notAfter: new Date(now + untilMs) };
    return createTlsServer(selfSigned({ host: 'localhost', ...dates }), answering(200, '{"rooms":[]}'));
  };

  test('a certificate that nobody signed', async () => {
    const host = await listen(server(-hour, hour));
    expect(await run({ url: `wss://${host.replace('127.0.0.1', 'localhost')}` })).toMatchObject({
      outcome: 'tls-failure',
      message: expect.stringContaining('DEPTH_ZERO_SELF_SIGNED_CERT'),
    });
  });

  test('ws:// to a port that has TLS', async () => {
    const host = await listen(server(-hour, hour));
    // Node hangs up on plain HTTP; Go's and nginx's answer is in the unit test.
    expect(await run({ url: `ws://${host}` })).toMatchObject({
      outcome: 'unclear',
      message: expect.stringContaining('the URL begins with wss://'),
    });
  });
});
