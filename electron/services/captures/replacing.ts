import { rename, rm, stat } from 'node:fs/promises';
import { ok } from '../../contract/result.ts';
import type { Result } from '../../contract/result.ts';
import { diskProblem } from './disk-problem.ts';

/**
 * Makes a file in the place of one that may go: that is out of the way while `make` is under way, and back where it is
 * refused. What is no plain file stays, so that `make` says what is in its way.
 */
export async function replacing<T>(file: string, make: () => Promise<Result<T>>): Promise<Result<T>> {
  const found = await stat(file).catch(() => undefined);
  if (found?.isFile() !== true) return make();
  const aside = await freeName(`${file}.old`);
  try {
    await rename(file, aside);
  } catch (error) {
    return diskProblem(error, file);
  }
  const made = await make();
  if (made.ok) await rm(aside, { force: true }).catch(() => undefined);
  // Not over a file that came meanwhile: then the old one stays under its other name.
  else if ((await stat(file).catch(() => undefined)) === undefined) await rename(aside, file).catch(() => undefined);
  return made;
}

/** Puts a file that is whole in the place of one that may go, in one step; refused: both are as they were. */
export async function putInPlace(made: string, file: string): Promise<Result<undefined>> {
  try {
    await rename(made, file);
    return ok(undefined);
  } catch (error) {
    return diskProblem(error, file);
  }
}

async function freeName(name: string): Promise<string> {
  for (let number = 1; ; number += 1) {
    const tried = number === 1 ? name : `${name}-${number}`;
    if ((await stat(tried).catch(() => undefined)) === undefined) return tried;
  }
}
