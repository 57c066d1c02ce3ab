import { constants } from 'node:fs';
import { access, chmod, rename } from 'node:fs/promises';
import path from 'node:path';
import { ok, refused } from '../../contract/result.ts';
import type { Result } from '../../contract/result.ts';
import { ArtifactCache, userCacheRoot } from './cache.ts';
import type { CacheKey } from './cache.ts';
import { buildWithGo, downloadRelease } from './server-sources.ts';
import type { ServerSource, SourceContext } from './server-sources.ts';
import { runTied } from './tied-child.ts';

/**
 * The version that is fetched where the machine has no livekit-server of its own. Not the newest: those after it have
 * `replace` directives in go.mod on forks that the Go module proxy does not serve, so `go install` refuses them.
 */
export const SERVER_VERSION = '1.13.5';

export interface FoundServer {
  /** Absolute path of the executable. */
  readonly path: string;
  /** What it says of itself, e.g. `1.13.5`. */
  readonly version: string;
  /** `path`: the person's own; `cache`: fetched earlier; `release`, `go`: fetched just now. */
  readonly source: 'path' | 'cache' | 'release' | 'go';
}

export interface FindProgress {
  /** What is being done, as a phrase: `building livekit-server 1.13.5 with go install`. */
  readonly step: string;
  readonly detail?: string;
  /** Since this step began. */
  readonly elapsedMs: number;
}

export interface FindServerOptions {
  /** Default: the user's cache folder. */
  readonly cacheRoot?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: (progress: FindProgress) => void;
  /** Ways to fetch it, tried in this order. Default: the official release, then `go install`. */
  readonly sources?: readonly ServerSource[];
}

/**
 * Finds a livekit-server to run on this machine, or fetches one into the user's cache.
 *
 * Order: `ROOM_CONSOLE_LIVEKIT_SERVER` (a path), `livekit-server` on PATH, the cache, the official release archive,
 * `go install`. Refused with `server-not-found` and what to do where none of them works, `aborted` after the signal.
 */
export async function findServer(options: FindServerOptions = {}): Promise<Result<FoundServer>> {
  const env = options.env ?? process.env;

  const named = env['ROOM_CONSOLE_LIVEKIT_SERVER'];
  if (named !== undefined && named !== '') {
    const version = await serverVersion(named, options.signal);
    if (version !== undefined) return ok({ path: path.resolve(named), version, source: 'path' });
    return refused(
      'server-not-found',
      `ROOM_CONSOLE_LIVEKIT_SERVER names ${named}, which does not run. Correct the path, or unset it.`,
    );
  }

  const onPath = await findOnPath('livekit-server', env);
  if (onPath !== undefined) {
    const version = await serverVersion(onPath, options.signal);
    if (version !== undefined) return ok({ path: onPath, version, source: 'path' });
  }

  const cache = new ArtifactCache({ root: options.cacheRoot ?? userCacheRoot(env) });
  const key: CacheKey = {
    name: 'livekit-server',
    version: SERVER_VERSION,
    platform: `${process.platform}-${process.arch}`,
  };
  const executable = process.platform === 'win32' ? 'livekit-server.exe' : 'livekit-server';
  const cached = await cache.lookup(key);
  if (cached !== undefined) {
    return ok({ path: path.join(cached.folder, executable), version: SERVER_VERSION, source: 'cache' });
  }

  let made: FoundServer['source'] = 'cache';
  const report = stepReporter(options.onProgress);
  const obtained = await cache.obtain(
    key,
    async (staging) => {
      const tried: string[] = [];
      for (const source of options.sources ?? [downloadRelease, buildWithGo]) {
        const context: SourceContext = { version: SERVER_VERSION, staging, env, report, signal: options.signal };
        const fetched = await source.fetch(context);
        if (options.signal?.aborted) return refused('aborted', 'Stopped before the server was ready.');
        if (!fetched.ok) {
          tried.push(`${source.name}: ${fetched.message}`);
          continue;
        }
        const target = path.join(staging, executable);
        if (fetched.value !== target) await rename(fetched.value, target);
        await chmod(target, 0o755);
        const version = await serverVersion(target, options.signal);
        if (version !== SERVER_VERSION) {
          tried.push(`${source.name}: what it gave says version ${version ?? 'nothing'}, not ${SERVER_VERSION}`);
          continue;
        }
        made = source.name;
        return ok({ source: source.name, version });
      }
      return refused(
        'server-not-found',
        `No livekit-server here, and none could be fetched (${tried.join('; ')}). Install livekit-server so that it ` +
          'is on PATH, or install Go, or connect to a server that runs elsewhere.',
      );
    },
    {
      signal: options.signal,
      onWait: (pid) => report('waiting for livekit-server', `process ${pid} is already fetching it`),
    },
  );
  if (!obtained.ok) return obtained;
  return ok({ path: path.join(obtained.value.folder, executable), version: SERVER_VERSION, source: made });
}

/** What `<executable> --version` says, e.g. `1.13.5`; `undefined` when it does not run. */
export async function serverVersion(executable: string, signal?: AbortSignal | undefined): Promise<string | undefined> {
  const result = await runTied(executable, ['--version'], { signal, timeoutMs: 10_000 });
  if (result.code !== 0) return undefined;
  return /(\d+\.\d+\.\d+\S*)/.exec(result.stdout)?.[1];
}

/** The first executable file called `name` in the folders of PATH. */
export async function findOnPath(name: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const file = process.platform === 'win32' ? `${name}.exe` : name;
  for (const folder of (env['PATH'] ?? env['Path'] ?? '').split(path.delimiter)) {
    if (!path.isAbsolute(folder)) continue;
    const full = path.join(folder, file);
    const usable = await access(full, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (usable) return full;
  }
  return undefined;
}

function stepReporter(onProgress: FindServerOptions['onProgress']): SourceContext['report'] {
  let current = '';
  let startedAt = 0;
  return (step, detail) => {
    if (step !== current) {
      current = step;
      startedAt = Date.now();
    }
    onProgress?.({ step, ...(detail === undefined ? {} : { detail }), elapsedMs: Date.now() - startedAt });
  };
}
