import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pickPorts } from '../../../../../electron/services/local-server/ports.ts';
import { checksumOf, releaseFile, releaseFrom } from '../../../../../electron/services/local-server/server-sources.ts';
import { runTied } from '../../../../../electron/services/local-server/tied-child.ts';
import type { Result } from '../../../../../electron/contract/result.ts';

describe('releaseFile', () => {
  it('names the archive of each system that has one', () => {
    expect(releaseFile('1.13.5', 'linux', 'x64')).toBe('livekit_1.13.5_linux_amd64.tar.gz');
    expect(releaseFile('1.13.5', 'linux', 'arm64')).toBe('livekit_1.13.5_linux_arm64.tar.gz');
    expect(releaseFile('1.13.5', 'win32', 'x64')).toBe('livekit_1.13.5_windows_amd64.zip');
    expect(releaseFile('1.13.5', 'darwin', 'arm64')).toBeUndefined();
    expect(releaseFile('1.13.5', 'linux', 'mips')).toBeUndefined();
  });
});

describe('checksumOf', () => {
  const sum = 'a'.repeat(64);
  it('finds the file it is asked for, and no other', () => {
    const listing = `${'b'.repeat(64)}  other.tar.gz\n${sum.toUpperCase()}  file.tar.gz\n`;
    expect(checksumOf(listing, 'file.tar.gz')).toBe(sum);
    expect(checksumOf(`${sum} *file.tar.gz`, 'file.tar.gz')).toBe(sum);
    expect(checksumOf(listing, 'file')).toBeUndefined();
  });

  it('takes nothing that is no SHA-256', () => {
    expect(checksumOf('<html>file.tar.gz</html>', 'file.tar.gz')).toBeUndefined();
    expect(checksumOf('abc  file.tar.gz', 'file.tar.gz')).toBeUndefined();
  });
});

describe('releaseFrom', () => {
  const file = releaseFile('1.2.3', process.platform, process.arch) ?? 'livekit_1.2.3_linux_amd64.tar.gz';
  let folder = '';
  let staging = '';
  let server: Server;
  let base = '';
  const answers = new Map<string, Buffer | string>();

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'release-test-'));
    staging = path.join(folder, 'staging');
    await mkdir(staging);
    await writeFile(path.join(folder, 'livekit-server'), 'the server');
    await runTied('tar', ['-czf', 'archive', 'livekit-server'], { cwd: folder });
    answers.clear();
    server = createServer((request, response) => {
      const answer = answers.get(request.url ?? '');
      if (answer === undefined) response.writeHead(404).end();
      else if (answer === 'cut') response.writeHead(200, { 'content-length': '1000' }).write('x', () => response.destroy());
      else response.end(answer);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    base = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await rm(folder, { recursive: true, force: true });
  });

  const fetchIt = (from = base): Promise<Result<string>> =>
    releaseFrom(from).fetch({ version: '1.2.3', staging, env: {}, signal: undefined, report: () => undefined });

  it('takes the archive whose checksum is the published one, and leaves the executable only', async () => {
    const archive = await readFile(path.join(folder, 'archive'));
    const sum = createHash('sha256').update(archive).digest('hex');
    answers.set('/v1.2.3/checksums.txt', `${sum}  ${file}\n`).set(`/v1.2.3/${file}`, archive);
    const fetched = await fetchIt();
    expect(fetched).toMatchObject({ ok: true });
    expect(fetched.ok && (await readFile(fetched.value, 'utf8'))).toBe('the server');
    expect(await readdir(staging)).toEqual(['livekit-server']);
  });

  it('throws away what has another checksum, and what breaks off', async () => {
    answers.set('/v1.2.3/checksums.txt', `${'0'.repeat(64)}  ${file}\n`).set(`/v1.2.3/${file}`, 'something else');
    expect(await fetchIt()).toMatchObject({ ok: false, reason: 'checksum' });
    answers.set(`/v1.2.3/${file}`, 'cut');
    expect(await fetchIt()).toMatchObject({ ok: false, reason: 'http' });
    expect(await readdir(staging)).toEqual([]);
  });

  it('refuses without a checksum, and where nobody answers', async () => {
    expect(await fetchIt()).toMatchObject({ ok: false, reason: 'http' });
    answers.set('/v1.2.3/checksums.txt', 'nothing of use');
    expect(await fetchIt()).toMatchObject({ ok: false, reason: 'no-checksum' });
    const { http } = await pickPorts();
    expect(await fetchIt(`http://127.0.0.1:${http}`)).toMatchObject({ ok: false, reason: 'unreachable' });
  });
});
