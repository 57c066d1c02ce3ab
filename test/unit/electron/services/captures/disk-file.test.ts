import { mkdir, mkdtemp, readFile, rm, stat, truncate, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DiskFile } from '../../../../../electron/services/captures/disk-file.ts';
import type { Handle } from '../../../../../electron/services/captures/disk-file.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'room-console-disk-'));
});
afterEach(() => rm(folder, { recursive: true }));

const text = (words: string) => new TextEncoder().encode(words);

async function make(name = 'a.mcap'): Promise<DiskFile> {
  const made = await DiskFile.create(path.join(folder, name));
  return made.ok ? made.value : expect.fail(made.message);
}

test('pieces come one behind the other', async () => {
  const file = await make();
  await file.append(text('one '));
  await file.append(text('two'));
  await file.append(text(''));
  expect(file.bytes).toBe(7);
  expect(await readFile(file.path, 'utf8')).toBe('one two');
  expect(await file.close()).toMatchObject({ ok: true });
});

test('is for its owner alone', async () => {
  const file = await make();
  expect((await stat(file.path)).mode & 0o077).toBe(0);
  await file.close();
});

test.each([
  ['there already', 'there.mcap', 'file-exists', 'is there already, and was not touched'],
  ['a folder', 'folder', 'file-exists', 'is there already'],
  ['in no folder', 'nowhere/x.mcap', 'folder-gone', 'There is no folder'],
  ['in a file', 'there.mcap/x.mcap', 'not-a-folder', 'is no folder'],
  ['too long a name', `${'n'.repeat(300)}.mcap`, 'name-too-long', 'too long'],
])('one that is %s is refused', async (_what, name, reason, words) => {
  await writeFile(path.join(folder, 'there.mcap'), 'precious');
  await mkdir(path.join(folder, 'folder'));
  const made = await DiskFile.create(path.join(folder, name));
  expect(made).toMatchObject({ ok: false, reason });
  expect(made.ok ? '' : made.message).toContain(words);
  expect(await readFile(path.join(folder, 'there.mcap'), 'utf8')).toBe('precious');
});

test.each<[string, (file: string) => Promise<void>, string]>([
  ['cut', (file) => truncate(file, 1), 'file-changed'],
  ['deleted', (file) => unlink(file), 'file-gone'],
  ['put out of the way', (file) => unlink(file).then(() => writeFile(file, 'one')), 'file-gone'],
])('one that somebody has %s takes nothing more', async (_what, harm, reason) => {
  const file = await make();
  await file.append(text('one'));
  await harm(file.path);
  expect(await file.check()).toMatchObject({ ok: false, reason });
  expect(await file.append(text('two'))).toMatchObject({ ok: false, reason });
  await file.close();
  expect(await readFile(file.path, 'utf8').catch(() => '')).not.toContain('two');
});

/** A disk with so many bytes on it; what does not fit in is written in part, as a real one does. */
class SmallDisk implements Pick<Handle, 'truncate' | 'datasync' | 'close'> {
  size = 0;
  truncated: number | undefined;
  syncs = 0;
  syncFails = false;
  readonly #room: number;

  constructor(room: number) {
    this.#room = room;
  }

  async write(piece: Uint8Array, from = 0, length = piece.length): Promise<{ bytesWritten: number; buffer: Uint8Array }> {
    const bytesWritten = Math.min(length, this.#room - this.size);
    if (bytesWritten === 0) throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
    this.size += bytesWritten;
    return { bytesWritten, buffer: piece.subarray(from) };
  }

  async stat() {
    return { size: this.size, ino: 1, dev: 1 };
  }

  async truncate(length = 0): Promise<void> {
    this.truncated = length;
    this.size = length;
  }

  async datasync(): Promise<void> {
    this.syncs += 1;
    if (this.syncFails) throw Object.assign(new Error('bad'), { code: 'EIO' });
  }

  async close(): Promise<void> {
    this.size += 0;
  }
}

function onSmallDisk(room: number) {
  const disk = new SmallDisk(room);
  const clock = { now: 0 };
  const identify = () => Promise.resolve({ ino: 1, dev: 1 });
  const file = new DiskFile({ path: '/x/a.mcap', handle: disk as unknown as Handle, identify, now: () => clock.now });
  return { file, disk, clock };
}

test('what does not fit is taken back: the file ends with the last whole piece', async () => {
  const { file, disk } = onSmallDisk(10);
  expect(await file.append(text('1234567'))).toMatchObject({ ok: true });
  expect(await file.append(text('8901234'))).toMatchObject({
    ok: false,
    reason: 'disk-full',
    message: 'The disk with “a.mcap” is full. Make room on it, or go on elsewhere.',
  });
  expect(disk.truncated).toBe(7);
  expect(file.bytes).toBe(7);
  expect(await file.append(text('890'))).toMatchObject({ ok: true });
});

test('is flushed to the disk once a second, and a disk that fails then is said with the next piece', async () => {
  const { file, disk, clock } = onSmallDisk(1_000);
  await file.append(text('a'));
  expect(disk.syncs).toBe(0);
  clock.now = 1_000;
  await file.append(text('b'));
  await file.append(text('c'));
  expect(disk.syncs).toBe(1);
  disk.syncFails = true;
  clock.now = 2_000;
  await file.append(text('d'));
  await new Promise((resolve) => setImmediate(resolve));
  expect(await file.append(text('e'))).toMatchObject({ ok: false, reason: 'disk-error' });
});
