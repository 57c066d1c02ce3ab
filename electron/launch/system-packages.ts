import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { ok, refused } from '../contract/result.ts';
import type { Result } from '../contract/result.ts';
import { withLock } from '../services/local-server/cache-lock.ts';
import type { ArtifactCache } from '../services/local-server/cache.ts';
import { findOnPath } from '../services/local-server/find-server.ts';
import { runTied } from '../services/local-server/tied-child.ts';
import type { StepPrinter } from './step.ts';

/**
 * What Electron needs from Debian and Ubuntu beyond a bare installation. Each under the names it has had: since the
 * change to 64-bit time (Debian 13, Ubuntu 24.04) some end in t64.
 */
export const ELECTRON_PACKAGES: readonly (readonly string[])[] = [
  ['libnss3'],
  ['libatk1.0-0t64', 'libatk1.0-0'],
  ['libatk-bridge2.0-0t64', 'libatk-bridge2.0-0'],
  ['libcups2t64', 'libcups2'],
  ['libgtk-3-0t64', 'libgtk-3-0'],
  ['libgbm1'],
  ['libasound2t64', 'libasound2'],
  ['libxss1'],
];
const DISPLAY_PACKAGES: readonly (readonly string[])[] = [['xvfb']];

/** What is not on this machine, and the packages that bring it, each under its possible names. */
export interface Missing {
  readonly names: readonly string[];
  readonly needs: readonly (readonly string[])[];
}

export interface InstallOptions {
  readonly cache: ArtifactCache;
  readonly printer: StepPrinter;
  readonly env: NodeJS.ProcessEnv;
}

export interface SystemPackagesOptions extends InstallOptions {
  /** The Electron to be run: the libraries that it misses are the question. */
  readonly executable: string;
  /** Whether a virtual display will have to be started. */
  readonly needsDisplay: boolean;
}

/** Makes sure that what Electron needs is installed. */
export async function ensureSystemPackages(options: SystemPackagesOptions): Promise<Result<void>> {
  if (process.platform !== 'linux') return ok(undefined);
  return ensureInstalled('Electron', () => whatElectronMisses(options), options);
}

/**
 * Makes sure that `find` finds nothing missing. As root on Debian or Ubuntu it installs what is, and says so; otherwise
 * it refuses with the one command that does.
 *
 * @param who what needs it, as the subject of a sentence
 */
export async function ensureInstalled(
  who: string,
  find: () => Promise<Missing | undefined>,
  options: InstallOptions,
): Promise<Result<void>> {
  if ((await find()) === undefined) return ok(undefined);

  // Two starts at once: the second one waits and then finds everything there.
  return withLock(options.cache.lockFile('system-packages'), async () => {
    const missing = await find();
    if (missing === undefined) return ok(undefined);
    if (!(await isDebianLike())) {
      return refused(
        'system-packages',
        `${who} needs what is not on this machine: ${missing.names.join(', ')}. Install the packages of your ` +
          `distribution that hold it (on Debian: ${missing.needs.map((names) => names.at(-1)).join(' ')}), then start again.`,
      );
    }
    const root = process.getuid?.() === 0;
    if (root) await refreshLists(options);
    const packages = await packagesToInstall(missing.needs);
    const install = `apt-get install -y --no-install-recommends ${packages.join(' ')}`;
    if (!root) {
      return refused(
        'system-packages',
        `${who} needs system packages that are missing. Install them, then start again:\n\n` +
          `  sudo apt-get update && sudo ${install}\n`,
      );
    }
    options.printer.note(`Installing missing system packages: ${packages.join(' ')}`);
    const result = await options.printer.run('apt-get install', (progress) =>
      runTied('apt-get', [...LOCK_PATIENCE, ...install.split(' ').slice(1)], {
        env: { ...options.env, DEBIAN_FRONTEND: 'noninteractive' },
        onLine: (line) => progress(line.slice(0, 60)),
      }),
    );
    if (result.code !== 0) {
      return refused('system-packages', `${install} failed:\n  ${result.tail.slice(-5).join('\n  ')}`);
    }
    const still = await find();
    if (still === undefined) return ok(undefined);
    return refused('system-packages', `Installed, but ${who} still misses ${still.names.join(', ')}.`);
  });
}

/** apt waits this long for another apt (seconds). */
const LOCK_PATIENCE = ['-o', 'DPkg::Lock::Timeout=300'];

/** It also fails when one of several sources does; whether that mattered, the install tells. */
async function refreshLists(options: InstallOptions): Promise<void> {
  await options.printer.run('apt-get update', () =>
    runTied('apt-get', [...LOCK_PATIENCE, 'update'], { env: options.env }),
  );
}

async function whatElectronMisses(options: SystemPackagesOptions): Promise<Missing | undefined> {
  const libraries = missingLibraries((await runTied('ldd', [options.executable])).stdout);
  const display = options.needsDisplay && (await findOnPath('Xvfb', options.env)) === undefined;
  if (libraries.length === 0 && !display) return undefined;
  return {
    names: [...libraries, ...(display ? ['Xvfb'] : [])],
    needs: [...(libraries.length > 0 ? ELECTRON_PACKAGES : []), ...(display ? DISPLAY_PACKAGES : [])],
  };
}

/** The libraries that `ldd` reports as not found. */
export function missingLibraries(lddOutput: string): string[] {
  return [...lddOutput.matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1] ?? '');
}

async function packagesToInstall(needs: readonly (readonly string[])[]): Promise<string[]> {
  const names = needs.flat();
  const installed = await runTied('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Status}\\n', ...names]);
  const known = await runTied('apt-cache', ['policy', ...names]);
  return choosePackages(needs, installed.stdout, known.stdout);
}

/**
 * For each need that no installed package meets, the first name that this release has.
 * @param installed lines of dpkg-query, `name status`
 * @param policy the output of `apt-cache policy`
 */
export function choosePackages(
  needs: readonly (readonly string[])[],
  installed: string,
  policy: string,
): string[] {
  const present = new Set<string>();
  for (const line of installed.split('\n')) {
    const [name, status] = line.split(' ');
    if (name !== undefined && status === 'installed') present.add(name);
  }
  const available = new Set<string>();
  for (const match of policy.matchAll(/^(\S+):\n\s+Installed: .*\n\s+Candidate: (.*)$/gm)) {
    if (match[1] !== undefined && match[2] !== '(none)') available.add(match[1]);
  }
  const chosen: string[] = [];
  for (const names of needs) {
    if (names.some((name) => present.has(name))) continue;
    const name = names.find((candidate) => available.has(candidate)) ?? names.at(-1);
    if (name !== undefined) chosen.push(name);
  }
  return chosen;
}

async function isDebianLike(): Promise<boolean> {
  if (!existsSync('/usr/bin/apt-get')) return false;
  const release = await readFile('/etc/os-release', 'utf8').catch(() => '');
  return /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(release) || release === '';
}
