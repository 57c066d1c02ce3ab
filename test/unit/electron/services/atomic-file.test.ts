import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeFileAtomic } from '../../../../electron/services/atomic-file.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'room-console-atomic-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('makes the folder, and a file that only its owner can read', async () => {
  const target = path.join(folder, 'a', 'b.json');
  await writeFileAtomic(target, 'one');
  expect(await readFile(target, 'utf8')).toBe('one');
  expect((await stat(target)).mode & 0o777).toBe(0o600);
});

test('many writers at once leave one whole file', async () => {
  const target = path.join(folder, 'b.json');
  const texts = Array.from({ length: 20 }, (_, index) => String(index).repeat(10_000));
  await Promise.all(texts.map((text) => writeFileAtomic(target, text)));
  expect(texts).toContain(await readFile(target, 'utf8'));
  expect(await readdir(folder)).toEqual(['b.json']);
});

test('a failed write leaves what was there, and nothing beside it', async () => {
  const target = path.join(folder, 'file', 'b.json');
  await writeFile(path.join(folder, 'file'), 'old');
  await expect(writeFileAtomic(target, 'new')).rejects.toThrow();
  expect(await readdir(folder)).toEqual(['file']);
  expect(await readFile(path.join(folder, 'file'), 'utf8')).toBe('old');
});
