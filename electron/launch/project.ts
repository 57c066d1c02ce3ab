import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { z } from 'zod';

/** The project's folder: launch/ runs from source only. */
export const PROJECT_ROOT = path.resolve(import.meta.dirname, '../..');

/** Where the built application lies; package.json's `main` points into it. */
export const APP_FOLDER = path.join(PROJECT_ROOT, 'out', 'app');

const packageSchema = z.object({ version: z.string() });

/** The version of an installed package of this project, e.g. `installedVersion('electron')`. */
export function installedVersion(name: string): string {
  const file = createRequire(path.join(PROJECT_ROOT, 'package.json')).resolve(`${name}/package.json`);
  return packageSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).version;
}
