import { existsSync, readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import path from 'node:path';
import { ok, refused } from '../contract/result.ts';
import type { Result } from '../contract/result.ts';
import { withLock } from '../services/local-server/cache-lock.ts';
import type { ArtifactCache } from '../services/local-server/cache.ts';
import { runTied } from '../services/local-server/tied-child.ts';
import type { ElectronRuntime } from './electron-runtime.ts';
import { PROJECT_ROOT, installedVersion } from './project.ts';
import type { StepPrinter } from './step.ts';

/** A machine that reaches the host has its answer well within this; one that does not must not be held up. */
const PROBE_MS = 4_000;
const DOWNLOAD_MS = 10 * 60_000;

/** The executable's place inside an unpacked Electron, as node_modules/electron/install.js has it. */
export function executableIn(dist: string, platform: NodeJS.Platform = process.platform): string {
  if (platform === 'darwin') return path.join(dist, 'Electron.app/Contents/MacOS/Electron');
  return path.join(dist, platform === 'win32' ? 'electron.exe' : 'electron');
}

/** The runtime that ELECTRON_OVERRIDE_DIST_PATH names. */
export function namedElectron(env: NodeJS.ProcessEnv): Result<ElectronRuntime> | undefined {
  const dist = env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (dist === undefined || dist === '') return undefined;
  const executable = executableIn(path.resolve(dist));
  if (!existsSync(executable)) {
    return refused(
      'no-electron',
      `ELECTRON_OVERRIDE_DIST_PATH is set to ${dist}, but there is no ${path.basename(executable)} in it. Correct it, or unset it.`,
    );
  }
  const version = versionIn(path.resolve(dist)) ?? 'of unknown version';
  return ok({ dist: path.resolve(dist), executable, version, kind: 'named' });
}

/** The official binary in node_modules/electron, if it is there, whole and of the version of package.json. */
export function installedElectron(packageFolder: string = electronPackage()): Result<ElectronRuntime> | undefined {
  const dist = path.join(packageFolder, 'dist');
  const executable = executableIn(dist);
  const version = installedVersion('electron');
  // path.txt is written last by install.js: without it an unpacking was cut off.
  if (!existsSync(path.join(packageFolder, 'path.txt'))) return undefined;
  if (versionIn(dist) !== version || !existsSync(executable)) return undefined;
  return ok({ dist, executable, version, kind: 'official' });
}

export interface DownloadOptions {
  readonly cache: ArtifactCache;
  readonly printer: StepPrinter;
  readonly env: NodeJS.ProcessEnv;
}

/** Downloads the official binary with Electron's own installer (which checks its checksum), if its host answers. */
export async function downloadElectron(options: DownloadOptions): Promise<Result<ElectronRuntime>> {
  const version = installedVersion('electron');
  const base = downloadBase(options.env);
  const reached = await whyUnreachable(base);
  if (reached !== undefined) {
    return refused('unreachable', `the official Electron ${version} cannot be downloaded here (${reached})`);
  }
  const folder = electronPackage();
  const name = `electron-${createHash('sha256').update(folder).digest('hex').slice(0, 12)}`;
  return options.printer.run(`downloading Electron ${version}`, (progress) =>
    withLock(options.cache.lockFile(name), async () => {
      const already = installedElectron(folder);
      if (already !== undefined) return already;
      const result = await runTied(process.execPath, [path.join(folder, 'install.js')], {
        env: options.env,
        timeoutMs: DOWNLOAD_MS,
        onLine: (line) => progress(line.trim()),
      });
      const installed = result.code === 0 ? installedElectron(folder) : undefined;
      if (installed !== undefined) return installed;
      const why = result.stopped === 'timeout' ? 'it took more than 10 minutes' : reasonIn(result.tail);
      return refused('download', `the download of the official Electron ${version} failed (${why})`);
    }),
  );
}

/** Where @electron/get downloads from (its README: ELECTRON_MIRROR, or npm's electron_mirror setting). */
export function downloadBase(env: NodeJS.ProcessEnv): string {
  return (
    env['npm_config_electron_mirror'] ??
    env['NPM_CONFIG_ELECTRON_MIRROR'] ??
    env['ELECTRON_MIRROR'] ??
    'https://github.com/electron/electron/releases/'
  );
}

/** `undefined` if something answers at `url` within a few seconds, else why not. */
export async function whyUnreachable(url: string): Promise<string | undefined> {
  const host = URL.canParse(url) ? new URL(url).host : url;
  try {
    const response = await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(PROBE_MS) });
    return response.status < 500 ? undefined : `${host} answers ${response.status}`;
  } catch (error) {
    const timedOut = error instanceof Error && error.name === 'TimeoutError';
    return timedOut ? `${host} does not answer within ${PROBE_MS / 1000} s` : `${host} is not reached`;
  }
}

/** The sentence among a stack trace's lines. */
function reasonIn(lines: readonly string[]): string {
  return (lines.find((line) => /^\w*Error\b/.test(line)) ?? lines.at(-1) ?? 'no reason given').trim();
}

function versionIn(dist: string): string | undefined {
  try {
    return readFileSync(path.join(dist, 'version'), 'utf8').trim().replace(/^v/, '');
  } catch {
    return undefined;
  }
}

function electronPackage(): string {
  return path.join(PROJECT_ROOT, 'node_modules', 'electron');
}
