import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ok, refused } from '../contract/result.ts';
import type { Result } from '../contract/result.ts';
import type { ParsedArguments } from './arguments.ts';
import { buildApp } from './build.ts';
import { PROJECT_ROOT, installedVersion, toolScript } from './project.ts';
import { provideRuntime } from './provision.ts';
import type { StepPrinter } from './step.ts';
import { runTool } from './tool.ts';
import { zipFolder } from './zip-folder.ts';

/** What `npm run package -- …` and `npm run make -- …` understand. */
export interface PackageArguments {
  readonly forTests: boolean;
}

export const PACKAGE_USAGE = `usage: npm run package|make [-- --for-tests]

  --for-tests   where the official Electron cannot be downloaded, take the compatibility runtime: a package that
                tests may use, and that must not be given to anybody
  --help        this text`;

export function parsePackageArguments(argv: readonly string[]): ParsedArguments<PackageArguments> {
  const strange = argv.find((argument) => argument !== '--for-tests');
  if (strange !== undefined) return { ok: false, message: `unknown argument: ${strange}` };
  return { ok: true, value: { forTests: argv.includes('--for-tests') } };
}

/** Makes an unpacked application with Forge. Answers its folder. */
export async function packageApp(given: PackageArguments, printer: StepPrinter): Promise<Result<string>> {
  const runtime = await provideRuntime({
    printer,
    // A package is made from what belongs to package.json's version, not from what happens to be named.
    env: { ...process.env, ELECTRON_OVERRIDE_DIST_PATH: '' },
    compatAllowed: given.forTests ? 'for a package that only tests may use' : undefined,
  });
  if (!runtime.ok) {
    if (given.forTests) return runtime;
    return refused(
      runtime.reason,
      `A package needs the official Electron ${installedVersion('electron')}, which cannot be downloaded here. Let ` +
        'this machine reach its host, or name another one in ELECTRON_MIRROR. For a package that only tests use ' +
        'there is --for-tests.',
    );
  }
  const built = await buildApp(printer);
  if (!built.ok) return built;

  const folder = path.join(PROJECT_ROOT, 'out', 'package', `Room Console-${process.platform}-${process.arch}`);
  await rm(folder, { recursive: true, force: true });
  const temporary = await mkdtemp(path.join(tmpdir(), 'room-console-package-'));
  try {
    const env: NodeJS.ProcessEnv = { ...process.env };
    delete env['ROOM_CONSOLE_TEST_RUNTIME_ZIP'];
    delete env['ELECTRON_OVERRIDE_DIST_PATH'];
    if (runtime.value.kind === 'compatibility') {
      const name = `electron-v${installedVersion('electron')}-${process.platform}-${process.arch}.zip`;
      await zipFolder(runtime.value.dist, path.join(temporary, name));
      env['ROOM_CONSOLE_TEST_RUNTIME_ZIP'] = temporary;
    }
    const lines: string[] = [];
    const end = await printer.run('packaging with Forge', () =>
      runTool(toolScript('@electron-forge/cli', 'electron-forge'), ['package'], { env, onLine: (line) => lines.push(line) }),
    );
    if (end.code !== 0 || !existsSync(folder)) {
      return refused('package', `Forge could not package the application:\n${lines.slice(-30).join('\n')}`);
    }
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
  return ok(folder);
}
