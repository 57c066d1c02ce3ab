import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ok, refused } from '../contract/result.ts';
import type { Result } from '../contract/result.ts';
import { processIsAlive, withLock } from '../services/local-server/cache-lock.ts';
import { APP_FOLDER, PROJECT_ROOT } from './project.ts';
import type { StepPrinter } from './step.ts';

/** What the built application is made of; anything else may change without a new build. */
const SOURCES = ['electron', 'renderer', 'package.json', 'package-lock.json', 'tsconfig.base.json'];
/** Of launch/ only these two have a say. */
const BUILDERS = ['electron/launch/build.ts', 'electron/launch/vite-options.ts'];

const OUT = path.join(PROJECT_ROOT, 'out');
const STAMP = 'build-stamp.txt';

/**
 * Builds main process, preload and pages into out/app, unless what lies there was made from these very sources.
 *
 * It is built beside and then swapped in, under a lock: two starts at once build once, and a build that fails or is
 * killed leaves the last one as it was.
 */
export async function buildApp(printer: StepPrinter): Promise<Result<void>> {
  return withLock(
    path.join(OUT, '.build.lock'),
    async () => {
      const sources = await hashSources();
      const built = await readFile(path.join(APP_FOLDER, STAMP), 'utf8').catch(() => '');
      if (built === sources) return ok(undefined);
      await sweep();
      const staging = path.join(OUT, `building.${process.pid}`);
      await mkdir(staging, { recursive: true });
      try {
        await printer.run('building the application', () => buildInto(staging));
        await writeFile(path.join(staging, STAMP), sources);
        await swap(staging);
        return ok(undefined);
      } catch (error) {
        return refused('build', `The application could not be built.\n${messageOf(error)}`);
      } finally {
        await rm(staging, { recursive: true, force: true });
      }
    },
    { onWait: (pid) => printer.note(`Waiting for process ${pid}, which is building the application.`) },
  );
}

async function buildInto(folder: string): Promise<void> {
  // Loaded here: a start that finds everything built has no use for a bundler.
  const { build } = await import('vite');
  const { nodeOptions, rendererOptions } = await import('./vite-options.ts');
  const renderer = path.join(folder, 'renderer');
  await Promise.all([
    build(nodeOptions('main', folder)),
    build(nodeOptions('preload', folder)),
    build(rendererOptions(renderer)),
  ]);
  const html = await readFile(path.join(renderer, 'session.html'), 'utf8');
  const entry = entryOf(html);
  if (entry === undefined) throw new Error('session.html has no entry script');
  const script = await readFile(path.join(renderer, entry), 'utf8');
  const first = firstImport(script);
  if (first === undefined || !first.includes('install-tap')) {
    throw new Error(
      `The session page's first import is ${first ?? 'none'}, not install-tap: livekit-client would load before the ` +
        'tap stands, and packets would be missed unnoticed. Make install-tap the first import of renderer/session.ts.',
    );
  }
}

/** The module script of a page, relative to the page. */
export function entryOf(html: string): string | undefined {
  return /<script type="module"[^>]* src="\.?\/?([^"]+)"/.exec(html)?.[1];
}

/** What a built module imports first. */
export function firstImport(script: string): string | undefined {
  return /^\s*(?:\/\/[^\n]*\n|\/\*[\s\S]*?\*\/\s*)*import\s*(?:[\w$*{][^'"]*?from\s*)?['"]([^'"]+)['"]/.exec(script)?.[1];
}

async function swap(staging: string): Promise<void> {
  const old = path.join(OUT, `old.${process.pid}`);
  await rename(APP_FOLDER, old).catch(() => undefined);
  await rename(staging, APP_FOLDER);
  await rm(old, { recursive: true, force: true });
}

/** Removes what killed builds left. */
async function sweep(): Promise<void> {
  for (const name of await readdir(OUT).catch(() => [])) {
    const pid = /^(?:building|old)\.(\d+)$/.exec(name)?.[1];
    if (pid === undefined || processIsAlive(Number(pid))) continue;
    await rm(path.join(OUT, name), { recursive: true, force: true });
  }
}

async function hashSources(): Promise<string> {
  const hash = createHash('sha256');
  const add = async (relative: string): Promise<void> => {
    hash.update(`${relative}\0`);
    hash.update(await readFile(path.join(PROJECT_ROOT, relative)));
  };
  const walk = async (relative: string): Promise<void> => {
    const entries = await readdir(path.join(PROJECT_ROOT, relative), { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const below = `${relative}/${entry.name}`;
      if (below === 'electron/launch') continue;
      if (entry.isDirectory()) await walk(below);
      else await add(below);
    }
  };
  for (const source of SOURCES) {
    if (path.extname(source) === '') await walk(source);
    else await add(source);
  }
  for (const builder of BUILDERS) await add(builder);
  return hash.digest('hex');
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
