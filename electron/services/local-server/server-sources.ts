import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from '../../contract/zod.ts';
import { ok, refused } from '../../contract/result.ts';
import type { Result } from '../../contract/result.ts';
import { sha256Of } from './cache-stamp.ts';
import { runTied } from './tied-child.ts';

export interface SourceContext {
  readonly version: string;
  /** An empty folder to fetch into. */
  readonly staging: string;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal | undefined;
  readonly report: (step: string, detail?: string) => void;
}

/** One way to get the server. Answers the path of an executable inside `staging`. */
export interface ServerSource {
  readonly name: 'release' | 'go';
  readonly fetch: (context: SourceContext) => Promise<Result<string>>;
}

/** A host that is not reached must not hold up the start: whoever has it answers well within this. */
const PROBE_MS = 4_000;
const DOWNLOAD_MS = 5 * 60_000;
const GO_MS = 20 * 60_000;

/** Where LiveKit publishes its releases. */
const RELEASES = 'https://github.com/livekit/livekit/releases/download';

/** A release archive, checked against the checksums published beside it. */
export function releaseFrom(releases: string): ServerSource {
  return { name: 'release', fetch: (context) => fetchRelease(releases, context) };
}

/** The project's own release. */
export const downloadRelease: ServerSource = releaseFrom(RELEASES);

async function fetchRelease(releases: string, context: SourceContext): Promise<Result<string>> {
  const file = releaseFile(context.version, process.platform, process.arch);
  if (file === undefined) {
    return refused('no-release', `there is no release for ${process.platform} ${process.arch}`);
  }
  const base = `${releases}/v${context.version}`;
  const step = `downloading livekit-server ${context.version}`;
  const sums = await get(`${base}/checksums.txt`, PROBE_MS, context.signal);
  if (!sums.ok) return sums;
  const listing = await sums.value.text().catch(() => '');
  const expected = checksumOf(listing, file);
  if (expected === undefined) return refused('no-checksum', `the release names no checksum for ${file}`);

  context.report(step, file);
  const archive = path.join(context.staging, file);
  const response = await get(`${base}/${file}`, DOWNLOAD_MS, context.signal);
  if (!response.ok) return response;
  const saved = await save(response.value, archive, (detail) => context.report(step, detail));
  if (!saved.ok) {
    await rm(archive, { force: true });
    return saved;
  }
  if ((await sha256Of(archive)) !== expected) {
    await rm(archive, { force: true });
    return refused('checksum', `the checksum of ${file} is not the published one; it was thrown away`);
  }
  // bsdtar of Windows and macOS reads .zip too.
  const executable = process.platform === 'win32' ? 'livekit-server.exe' : 'livekit-server';
  const unpacked = await runTied('tar', ['-xf', file, executable], {
    cwd: context.staging,
    signal: context.signal,
  });
  await rm(archive, { force: true });
  if (unpacked.code !== 0) return refused('unpack', `tar could not unpack ${file}: ${unpacked.tail.at(-1) ?? ''}`);
  return ok(path.join(context.staging, executable));
}

/** Builds it from the Go module proxy, whose checksum database vouches for the sources. About 75 s on two cores. */
export const buildWithGo: ServerSource = {
  name: 'go',
  async fetch(context) {
    const step = `building livekit-server ${context.version} with go install`;
    const version = await runTied('go', ['version'], { env: context.env, timeoutMs: 10_000 });
    if (version.code !== 0) return refused('no-go', 'Go is not installed');
    context.report(step, version.stdout.trim().split(' ')[2]);

    let downloaded = 0;
    let compiled = 0;
    const result = await runTied(
      'go',
      ['install', '-v', `github.com/livekit/livekit-server/cmd/server@v${context.version}`],
      {
        env: goEnvironment(context.env, context.staging),
        timeoutMs: GO_MS,
        signal: context.signal,
        onLine: (line) => {
          if (line.startsWith('go: downloading')) downloaded += 1;
          else compiled += 1;
          context.report(step, `${downloaded} modules downloaded, ${compiled} packages compiled`);
        },
      },
    );
    if (result.stopped === 'timeout') return refused('go', 'go install took more than 20 minutes');
    if (result.code !== 0) return refused('go', `go install failed: ${result.tail.slice(-3).join(' / ')}`);
    return ok(path.join(context.staging, process.platform === 'win32' ? 'server.exe' : 'server'));
  },
};

/** Sets where the binary goes and takes away what would build it for another machine. */
function goEnvironment(env: NodeJS.ProcessEnv, staging: string): NodeJS.ProcessEnv {
  const { GOOS: _os, GOARCH: _arch, ...rest } = env;
  return { ...rest, GOBIN: staging };
}

/** The archive's name as livekit's goreleaser makes it; `undefined` where it makes none. */
export function releaseFile(version: string, platform: NodeJS.Platform, arch: string): string | undefined {
  const cpu = { x64: 'amd64', arm64: 'arm64', arm: 'armv7' }[arch];
  if (cpu === undefined) return undefined;
  if (platform === 'linux') return `livekit_${version}_linux_${cpu}.tar.gz`;
  if (platform === 'win32' && cpu !== 'armv7') return `livekit_${version}_windows_${cpu}.zip`;
  // No release for macOS: it comes from Homebrew, which puts it on PATH, or from Go.
  return undefined;
}

/** Finds the SHA-256 of `file` in the text of a `sha256sum` listing. */
export function checksumOf(listing: string, file: string): string | undefined {
  for (const line of listing.split('\n')) {
    const [sum, name] = line.trim().split(/\s+\*?/);
    if (name === file && sum !== undefined && /^[0-9a-f]{64}$/i.test(sum)) return sum.toLowerCase();
  }
  return undefined;
}

async function get(url: string, timeoutMs: number, signal: AbortSignal | undefined): Promise<Result<Response>> {
  const limit = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(url, { signal: signal === undefined ? limit : eitherOf(signal, limit) });
    if (response.ok) return ok(response);
    return refused('http', `${new URL(url).host} answered ${response.status} for ${url}`);
  } catch (error) {
    const cause = z.object({ cause: z.object({ code: z.string() }) }).safeParse(error);
    const why = cause.success ? cause.data.cause.code : error instanceof Error ? error.message : String(error);
    return refused('unreachable', `${new URL(url).host} is not reached (${why})`);
  }
}

// `AbortSignal.any` is there since Node 20; Electron 25 has 18.
function eitherOf(a: AbortSignal, b: AbortSignal): AbortSignal {
  const controller = new AbortController();
  for (const signal of [a, b]) {
    if (signal.aborted) controller.abort(signal.reason);
    signal.addEventListener('abort', () => controller.abort(signal.reason), { once: true });
  }
  return controller.signal;
}

async function save(response: Response, file: string, detail: (text: string) => void): Promise<Result<void>> {
  if (response.body === null) return refused('http', 'the download was empty');
  const total = Number(response.headers.get('content-length') ?? 0);
  const reader = response.body.getReader();
  async function* chunks(): AsyncGenerator<Uint8Array> {
    let received = 0;
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      received += next.value.byteLength;
      detail(total > 0 ? `${megabytes(received)} of ${megabytes(total)}` : megabytes(received));
      yield next.value;
    }
  }
  try {
    await pipeline(chunks, createWriteStream(file));
    return ok(undefined);
  } catch (error) {
    return refused('http', `the download broke off: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
