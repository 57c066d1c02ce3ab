import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ConnectionTest } from '../../electron/services/connection-test.ts';
import { trustSystemCertificates } from '../../electron/services/system-certificates.ts';
import { selfSigned } from '../support/certificate.ts';
import { makeLog } from '../support/electron-fakes.ts';

const hourMs = 3_600_000;
const certificate = selfSigned({
  host: 'localhost',
  notBefore: new Date(Date.now() - hourMs),
  notAfter: new Date(Date.now() + hourMs),
});
const server = createServer(certificate, (_request, response) => response.end('{"rooms":[]}'));
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'room-console-certificates-'));
  await writeFile(path.join(folder, 'authority.pem'), certificate.cert);
  // Where Linux looks for the authorities of the system, if somebody says so.
  process.env['SSL_CERT_FILE'] = path.join(folder, 'authority.pem');
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  delete process.env['SSL_CERT_FILE'];
  server.close();
  await rm(folder, { recursive: true });
});

test('a server whose authority the system trusts is trusted', async () => {
  const { log, lines } = makeLog();
  trustSystemCertificates(log);
  expect(lines).toEqual([]);
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  const test = new ConnectionTest({ fetch, now: () => Date.now(), timeoutMs: 5_000 });
  const credentials = { url: `wss://localhost:${address.port}`, apiKey: 'k', secret: 'secret' };
  expect(await test.run(credentials, new AbortController().signal)).toMatchObject({ outcome: 'ok' });
});
