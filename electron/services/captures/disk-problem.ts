import path from 'node:path';
import { refused } from '../../contract/result.ts';
import type { Refused } from '../../contract/result.ts';

export type DiskReason =
  | 'disk-full'
  | 'no-permission'
  | 'folder-gone'
  | 'not-a-folder'
  | 'file-exists'
  | 'is-a-folder'
  | 'link-loop'
  | 'file-gone'
  | 'file-changed'
  | 'file-too-large'
  | 'read-only'
  | 'name-too-long'
  | 'disk-error';

/** The system's code of a failed call; empty where it has none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** Why a file cannot be written, in words with the next step. Pure. */
export function diskProblem(error: unknown, file: string): Refused & { readonly reason: DiskReason } {
  const name = quoteName(file);
  const folder = `the folder ${path.dirname(file)}`;
  switch (codeOf(error)) {
    case 'ENOSPC':
      return problem('disk-full', `The disk with ${name} is full. Make room on it, or go on elsewhere.`);
    case 'EDQUOT':
      return problem('disk-full', `Your share of the disk with ${name} is used up. Make room, or go on elsewhere.`);
    case 'EACCES':
    case 'EPERM':
      return problem('no-permission', `${name} may not be written in ${folder}. Choose another folder.`);
    case 'EROFS':
      return problem('read-only', `${name} cannot be written: its disk is read-only. Choose another folder.`);
    case 'ENOENT':
      return problem('folder-gone', `There is no folder ${path.dirname(file)} (any more). Choose another one.`);
    case 'ENOTDIR':
      return problem('not-a-folder', `${name} cannot be written: its folder is no folder. Choose another one.`);
    case 'EEXIST':
      return problem(
        'file-exists',
        `${name} is there already, and was not touched. Choose another name, or delete it first.`,
      );
    case 'ELOOP':
      return problem('link-loop', `${name}, or its folder, is a link that leads in a circle. Choose another name or folder.`);
    case 'EISDIR':
      return problem('is-a-folder', `${name} is a folder, not a file. Choose another name.`);
    case 'EFBIG':
      return problem('file-too-large', `${name} cannot grow: its disk allows no larger file. Go on in another one.`);
    case 'ENAMETOOLONG':
      return problem('name-too-long', `${name} has a name that is too long for its disk. Choose a shorter one.`);
    default:
      return problem('disk-error', `${name} cannot be written (${wordsOf(error)}). Go on elsewhere.`);
  }
}

/** Somebody else's hand in a file that is being written. */
export function fileGone(file: string): Refused & { readonly reason: DiskReason } {
  return problem(
    'file-gone',
    `${quoteName(file)} is not in ${path.dirname(file)} any more: it or its folder was moved or deleted. Nothing ` +
      'more is written to it; go on in another file.',
  );
}

export function fileChanged(file: string, expected: number, found: number): Refused & { readonly reason: DiskReason } {
  const how = found < expected ? 'cut it' : 'wrote to it';
  return problem(
    'file-changed',
    `${quoteName(file)} has ${found.toLocaleString('en-US')} bytes and should have ` +
      `${expected.toLocaleString('en-US')}: somebody else ${how}. Nothing more is written to it; go on in another ` +
      'file.',
  );
}

function problem(reason: DiskReason, message: string): Refused & { readonly reason: DiskReason } {
  return { ...refused(reason, message), reason };
}

export function quoteName(file: string): string {
  return `“${path.basename(file)}”`;
}

function wordsOf(error: unknown): string {
  const code = codeOf(error);
  if (code !== '') return code;
  return error instanceof Error ? error.message : String(error);
}
