import { link, readdir, rename, stat, unlink } from 'node:fs/promises';
import path from 'node:path';
import type { CaptureInfo } from '../../contract/captures.ts';
import { ok, refused } from '../../contract/result.ts';
import type { Result } from '../../contract/result.ts';
import { describeCapture, isCapture } from './describe-capture.ts';
import { codeOf, diskProblem, quoteName } from './disk-problem.ts';
import { cleanName } from './file-names.ts';
import type { RecentPaths } from './recent-paths.ts';

export interface CaptureLibraryOptions {
  readonly folder: string;
  readonly rollingFolder: string;
  readonly recents: Pick<RecentPaths, 'list' | 'add' | 'remove'>;
  /** Files that are being written. */
  readonly writtenPaths: () => readonly string[];
  /** Files that are open in a tab. */
  readonly openPaths: () => readonly string[];
  readonly reveal: (file: string) => void;
  /** Rejects where the system has no trash. */
  readonly trash: (file: string) => Promise<void>;
  readonly onChanged: (captures: readonly CaptureInfo[]) => void;
}

/** More are not looked at: a folder that somebody else fills must not hold up the list. */
const mostListed = 2_000;

/** The captures that the console knows: those in its own folders, and those that it wrote or opened elsewhere. */
export class CaptureLibrary {
  readonly #options: CaptureLibraryOptions;
  /** What was read of a file, by path; good as long as size and time stay. */
  readonly #known = new Map<string, { readonly stamp: string; readonly info: CaptureInfo }>();

  constructor(options: CaptureLibraryOptions) {
    this.#options = options;
  }

  /** The newest first. */
  async list(): Promise<readonly CaptureInfo[]> {
    const { folder, rollingFolder, recents } = this.#options;
    const own = [...(await capturesIn(folder)), ...(await capturesIn(rollingFolder))];
    const files = new Set([...own, ...(await recents.list())]);
    const infos: CaptureInfo[] = [];
    for (const file of [...files].slice(0, mostListed)) infos.push(await this.#describe(file));
    return infos.sort((a, b) => (b.startedAtMs ?? 0) - (a.startedAtMs ?? 0));
  }

  /** A capture was written or opened. */
  async remember(file: string): Promise<void> {
    const { folder, rollingFolder, recents } = this.#options;
    const isOwn = [folder, rollingFolder].some((own) => path.dirname(file) === own);
    if (!isOwn) await recents.add(file);
    await this.#changed();
  }

  /** Another name in the same folder, or, of the rolling buffer, in the captures folder. */
  async rename(file: string, name: string): Promise<Result<CaptureInfo>> {
    const { folder, rollingFolder, recents } = this.#options;
    const allowed = await this.#allow(file);
    if (!allowed.ok) return allowed;
    const suffix = path.extname(file);
    const bare = name.toLowerCase().endsWith(suffix.toLowerCase()) ? name.slice(0, -suffix.length) : name;
    const clean = cleanName(bare);
    if (clean === undefined) return noName(name);
    const place = path.dirname(file) === rollingFolder ? folder : path.dirname(file);
    const target = path.join(place, `${clean}${suffix}`);
    if (target === file) return ok(await this.#describe(file));
    const moved = await moveTo(file, target);
    if (!moved.ok) return moved;
    await recents.remove(file);
    await this.remember(target);
    return ok(await this.#describe(target));
  }

  async reveal(file: string): Promise<Result<undefined>> {
    const known = await this.#knows(file);
    if (!known.ok) return known;
    this.#options.reveal(file);
    return ok(undefined);
  }

  /** Into the trash; one that is gone already is forgotten. */
  async remove(file: string): Promise<Result<undefined>> {
    const allowed = await this.#allow(file);
    if (!allowed.ok && allowed.reason !== 'file-gone') return allowed;
    if (allowed.ok && this.#options.openPaths().includes(file)) {
      return refused('is-open', `${quoteName(file)} is open in a tab, and was left as it is. Close the tab first.`);
    }
    try {
      if (allowed.ok) await this.#options.trash(file);
    } catch {
      return refused('no-trash', `${quoteName(file)} could not be moved to the trash. Delete it in its folder.`);
    }
    await this.#options.recents.remove(file);
    await this.#changed();
    return ok(undefined);
  }

  /** Only what is listed, is there, and is not being written. */
  async #allow(file: string): Promise<Result<undefined>> {
    const known = await this.#knows(file);
    if (!known.ok) return known;
    if (!this.#options.writtenPaths().includes(file)) return known;
    return refused('in-use', `${quoteName(file)} is being recorded. Stop the recording first.`);
  }

  async #knows(file: string): Promise<Result<undefined>> {
    const { folder, rollingFolder, recents } = this.#options;
    const isOwn = isCapture(file) && [folder, rollingFolder].includes(path.dirname(file));
    if (!isOwn && !(await recents.list()).includes(file)) {
      return refused('not-listed', `${quoteName(file)} is not in the list of captures. Nothing was done.`);
    }
    const found = await stat(file).catch(() => undefined);
    return found === undefined ? refused('file-gone', `${quoteName(file)} is not there any more.`) : ok(undefined);
  }

  async #describe(file: string): Promise<CaptureInfo> {
    const found = await stat(file).catch(() => undefined);
    const stamp = found === undefined ? '' : `${found.size}/${found.mtimeMs}`;
    const known = this.#known.get(file);
    const info = known?.stamp === stamp ? known.info : await this.#read(file);
    this.#known.set(file, { stamp, info });
    return this.#options.writtenPaths().includes(file) && info.state === 'cut' ? { ...info, state: 'written' } : info;
  }

  async #read(file: string): Promise<CaptureInfo> {
    const info = await describeCapture(file);
    return path.dirname(file) === this.#options.rollingFolder ? { ...info, rolling: true } : info;
  }

  async #changed(): Promise<void> {
    this.#options.onChanged(await this.list());
  }
}

function noName(name: string): Result<never> {
  return refused(
    'bad-name',
    `“${name}” is no name for a file: dots, spaces and hyphens at its ends are left out, and nothing else is in it. ` +
      'Choose a name with a letter or a digit.',
  );
}

async function capturesIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter(isCapture).map((name) => path.join(folder, name));
}

/** Never over another file, which `rename` alone would replace without a word. */
async function moveTo(file: string, target: string): Promise<Result<undefined>> {
  try {
    await link(file, target);
    await unlink(file);
    return ok(undefined);
  } catch (error) {
    // A disk without hard links, or another disk.
    if (!['EPERM', 'ENOTSUP', 'ENOSYS', 'EXDEV'].includes(codeOf(error))) return diskProblem(error, target);
  }
  if ((await stat(target).catch(() => undefined)) !== undefined) {
    const name = quoteName(target);
    return refused('file-exists', `There is a ${name} already, and it was not touched. Choose another name.`);
  }
  try {
    await rename(file, target);
    return ok(undefined);
  } catch (error) {
    return diskProblem(error, target);
  }
}
