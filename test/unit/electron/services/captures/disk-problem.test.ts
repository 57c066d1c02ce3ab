import { expect, test } from 'vitest';
import { diskProblem, fileChanged } from '../../../../../electron/services/captures/disk-problem.ts';

const failing = (code: string) => Object.assign(new Error('some words'), { code });

test.each([
  ['ENOSPC', 'disk-full'],
  ['EDQUOT', 'disk-full'],
  ['EACCES', 'no-permission'],
  ['EPERM', 'no-permission'],
  ['EROFS', 'read-only'],
  ['ENOENT', 'folder-gone'],
  ['ENOTDIR', 'not-a-folder'],
  ['EEXIST', 'file-exists'],
  ['EISDIR', 'is-a-folder'],
  ['ELOOP', 'link-loop'],
  ['EFBIG', 'file-too-large'],
  ['ENAMETOOLONG', 'name-too-long'],
  ['EIO', 'disk-error'],
])('%s is %s, with the file’s name and what to do', (code, reason) => {
  const problem = diskProblem(failing(code), '/captures/demo.mcap');
  expect(problem.reason).toBe(reason);
  expect(problem.message).toMatch(/demo\.mcap|\/captures/);
  expect(problem.message).toMatch(/choose|make room|go on/i);
});

test('one that nobody knows is told in its own words', () => {
  expect(diskProblem(new Error('the disk fell off'), '/a/b.mcap').message).toContain('the disk fell off');
  expect(diskProblem('odd', '/a/b.mcap').message).toContain('odd');
});

test('how a file was changed', () => {
  expect(fileChanged('/a/b.mcap', 1_000, 10).message).toContain('has 10 bytes and should have 1,000: somebody else cut it');
  expect(fileChanged('/a/b.mcap', 10, 1_000).message).toContain('somebody else wrote to it');
});
