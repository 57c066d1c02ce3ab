import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { ok } from '../contract/result.ts';
import type { Result } from '../contract/result.ts';
import { ArtifactCache, userCacheRoot } from '../services/local-server/cache.ts';
import { findOnPath } from '../services/local-server/find-server.ts';
import { readCommandLine } from './command-line.ts';
import { whyUnreachable } from './official-electron.ts';
import { PACKAGE_USAGE, packageApp, parsePackageArguments } from './packaging.ts';
import { PROJECT_ROOT, installedVersion, toolScript } from './project.ts';
import { StepPrinter } from './step.ts';
import { ensureInstalled } from './system-packages.ts';
import { runTool } from './tool.ts';

/** Where electron-builder downloads its tools from. */
const TOOLS_HOST = 'https://github.com/electron-userland/electron-builder-binaries';

/**
 * `npm run make`: what electron-builder makes from Forge's package on any machine, a zip. The other targets of
 * package.json's `build` (AppImage, deb, nsis, dmg) need further tools, which it downloads; they are asked for by name:
 * `npx electron-builder --prepackaged <folder> --linux AppImage`.
 */
async function make(folder: string, forTests: boolean, printer: StepPrinter): Promise<number> {
  const archiver = await provideSevenZip(printer);
  if (!archiver.ok) {
    process.stderr.write(`${archiver.message}\n`);
    return 1;
  }
  const made = path.join(PROJECT_ROOT, 'out', 'make');
  await rm(made, { recursive: true, force: true });
  const system = { darwin: '--mac', win32: '--win' }[String(process.platform)] ?? '--linux';
  const version = `-c.electronVersion=${installedVersion('electron')}`;
  // A package that must not be given to anybody says so in its name.
  const name = forTests ? ['-c.artifactName=room-console-${version}-for-tests-${os}-${arch}.${ext}'] : [];
  const lines: string[] = [];
  const end = await printer.run('making a zip with electron-builder', () =>
    runTool(
      toolScript('electron-builder', 'electron-builder'),
      ['--prepackaged', folder, system, 'zip', '--publish', 'never', version, ...name],
      { env: { ...process.env, ...archiver.value }, onLine: (line) => lines.push(line) },
    ),
  );
  if (end.code !== 0) {
    process.stderr.write(`electron-builder could not make it:\n${lines.slice(-30).join('\n')}\n`);
    return 1;
  }
  for (const name of await readdir(made)) {
    if (/\.(zip|AppImage|deb|exe|dmg)$/.test(name)) process.stdout.write(`Made: out/make/${name}\n`);
  }
  return 0;
}

/** electron-builder downloads its 7-Zip; where that host is not reached, the system's own does. */
async function provideSevenZip(printer: StepPrinter): Promise<Result<NodeJS.ProcessEnv>> {
  const { env } = process;
  const find = async (): Promise<string | undefined> =>
    (await findOnPath('7zz', env)) ?? (await findOnPath('7za', env)) ?? (await findOnPath('7z', env));
  let found = await find();
  if (found === undefined && (await whyUnreachable(TOOLS_HOST)) !== undefined) {
    const cache = new ArtifactCache({ root: userCacheRoot(env) });
    const missing = async (): Promise<{ names: string[]; needs: string[][] } | undefined> =>
      (await find()) === undefined ? { names: ['7-Zip'], needs: [['7zip', 'p7zip-full']] } : undefined;
    const installed = await ensureInstalled('electron-builder', missing, { cache, printer, env });
    if (!installed.ok) return installed;
    found = await find();
  }
  return ok(found === undefined ? {} : { ELECTRON_BUILDER_7ZIP_PATH: found });
}

const given = readCommandLine(parsePackageArguments, PACKAGE_USAGE);
const printer = new StepPrinter();
const packaged = await packageApp(given, printer);
if (!packaged.ok) {
  process.stderr.write(`${packaged.message}\n`);
  process.exit(1);
}
process.exit(await make(packaged.value, given.forTests, printer));
