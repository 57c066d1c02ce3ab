import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from '../contract/zod.ts';

/** The project's folder: launch/ runs from source only. */
export const PROJECT_ROOT = path.resolve(import.meta.dirname, '../..');

/** Where the built application lies; package.json's `main` points into it. */
export const APP_FOLDER = path.join(PROJECT_ROOT, 'out', 'app');

const packageSchema = z.object({
  version: z.string(),
  bin: z.union([z.string(), z.record(z.string(), z.string())]).optional(),
});

/** The version of an installed package of this project, e.g. `installedVersion('electron')`. */
export function installedVersion(name: string): string {
  return manifestOf(name).version;
}

/** The script behind a command of an installed package, to be run with Node: works where `.bin` holds shell files. */
export function toolScript(name: string, command: string): string {
  const { bin } = manifestOf(name);
  const script = typeof bin === 'string' ? bin : bin?.[command];
  if (script === undefined) throw new Error(`the package ${name} has no command ${command}`);
  return path.join(packageFolder(name), script);
}

function manifestOf(name: string): z.infer<typeof packageSchema> {
  return packageSchema.parse(JSON.parse(readFileSync(path.join(packageFolder(name), 'package.json'), 'utf8')));
}

function packageFolder(name: string): string {
  return path.join(PROJECT_ROOT, 'node_modules', name);
}
