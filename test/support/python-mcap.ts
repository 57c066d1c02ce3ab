import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { ok, refused } from '../../electron/contract/result.ts';
import type { Result } from '../../electron/contract/result.ts';
import { ArtifactCache, userCacheRoot } from '../../electron/services/local-server/cache.ts';

const run = promisify(execFile);

/** Another implementation of MCAP and of protobuf, as people have it. */
const packages = ['mcap==1.6.0', 'mcap-protobuf-support==0.6.0'];

/** Python with its MCAP reader. */
export interface PythonMcap {
  /** Runs a script; answers what it printed as JSON. */
  run(script: string, ...args: readonly string[]): Promise<unknown>;
}

/** From the cache, or through pip; refused with why, where there is no Python or no package index. */
export async function pythonMcap(): Promise<Result<PythonMcap>> {
  try {
    const { stdout } = await run('python3', ['-c', 'import sys; print("%d.%d" % sys.version_info[:2])']);
    const cache = new ArtifactCache({ root: userCacheRoot() });
    const key = { name: 'python-mcap', version: '1.6.0', platform: `${process.platform}-${process.arch}-py${stdout.trim()}` };
    const found = await cache.obtain(key, install);
    return found.ok ? ok({ run: (script, ...args) => runPython(found.value.folder, script, args) }) : found;
  } catch (error) {
    return refused('no-python', `There is no Python here that could read our files: ${String(error)}`);
  }
}

/** Packages alone: a whole virtual environment could not be moved into the cache. */
async function install(staging: string): Promise<Result<Record<string, string>>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'room-console-venv-'));
  try {
    await run('python3', ['-m', 'venv', folder]);
    await run(path.join(folder, 'bin', 'pip'), ['install', '--quiet', '--no-compile', '--target', staging, ...packages]);
    return ok({ packages: packages.join(' ') });
  } catch (error) {
    return refused('no-packages', `Python’s MCAP reader could not be installed: ${String(error)}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function runPython(packagesFolder: string, script: string, args: readonly string[]): Promise<unknown> {
  const folder = await mkdtemp(path.join(tmpdir(), 'room-console-python-'));
  try {
    const file = path.join(folder, 'script.py');
    await writeFile(file, script);
    // What is in the cache must stay as it is.
    const env = { ...process.env, PYTHONPATH: packagesFolder, PYTHONDONTWRITEBYTECODE: '1' };
    const { stdout } = await run('python3', [file, ...args], { env, maxBuffer: 256 * 1_048_576 });
    return JSON.parse(stdout);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
