import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { zipFolder } from '../../../../electron/launch/zip-folder.ts';

// The very reader that Forge's packager unpacks with.
const { extract } = z
  .object({ extract: z.custom<(zip: string, to: { dir: string }) => Promise<void>>((it) => typeof it === 'function') })
  .parse(createRequire(path.resolve('node_modules/electron/package.json'))('@electron-internal/extract-zip'));

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'zip-test-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('zipFolder', () => {
  it('keeps content, folders and modes', async () => {
    const from = path.join(folder, 'from');
    await mkdir(path.join(from, 'sub'), { recursive: true });
    await writeFile(path.join(from, 'run'), '#!/bin/sh\n');
    await chmod(path.join(from, 'run'), 0o755);
    await writeFile(path.join(from, 'sub', 'dätä.bin'), Buffer.alloc(300_000, 7));
    await writeFile(path.join(from, '.stamp.json'), 'not ours to give');

    const zip = path.join(folder, 'out.zip');
    await zipFolder(from, zip);
    const to = path.join(folder, 'to');
    await extract(zip, { dir: to });
    expect(await readFile(path.join(to, 'run'), 'utf8')).toBe('#!/bin/sh\n');
    expect((await stat(path.join(to, 'run'))).mode & 0o777).toBe(0o755);
    expect(await readFile(path.join(to, 'sub', 'dätä.bin'))).toEqual(Buffer.alloc(300_000, 7));
    await expect(stat(path.join(to, '.stamp.json'))).rejects.toThrow();
  });
});
