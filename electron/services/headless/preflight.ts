import { constants } from 'node:fs';
import { access, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { ok, refused } from '../../contract/result.ts';
import type { Result } from '../../contract/result.ts';
import { codeOf } from '../captures/disk-problem.ts';
import { takeEnvironmentProfile } from '../environment-profile.ts';
import { outgoingFileMaximum, readOutgoingMessage } from './outgoing-message.ts';
import type { OutgoingMessage } from './outgoing-message.ts';
import type { HeadlessPlan } from './plan.ts';

/**
 * What can be said of a plan before anything is started: what is wrong, why, and what to do; undefined: nothing. Its
 * paths are absolute.
 */
export async function preflight(
  plan: HeadlessPlan,
  env: Readonly<Record<string, string | undefined>>,
): Promise<string | undefined> {
  if (plan.kind === 'capture') {
    return (await unreadable('--open', plan.path)) ?? (plan.export && (await unwritable('--export', plan.export)));
  }
  const profile = takeEnvironmentProfile({ ...env });
  if (profile === undefined) {
    return 'No server is named: set LIVEKIT_URL, LIVEKIT_API_KEY and LIVEKIT_API_SECRET in the environment.';
  }
  if (!profile.ok) return profile.message;
  if (plan.sendPath !== undefined) {
    const message = await readMessageFile(plan.sendPath);
    if (!message.ok) return message.message;
  }
  return plan.record && (await unwritable('--record', plan.record));
}

/** Reads what `--send` names. Refused, with the reason as a sentence, where that is no message. */
export async function readMessageFile(file: string): Promise<Result<OutgoingMessage>> {
  const wrong = await unreadable('--send', file);
  if (wrong !== undefined) return refused('unreadable', wrong);
  if ((await stat(file)).size > outgoingFileMaximum) {
    return refused('too-large', `--send: ${file} is larger than 1 MiB, and no message is. Give a file with one message.`);
  }
  const read = readOutgoingMessage(await readFile(file, 'utf8'));
  return read.ok ? ok(read.value) : refused(read.reason, `--send: ${file} cannot be sent: ${read.message}.`);
}

async function unreadable(flag: string, file: string): Promise<string | undefined> {
  const found = await stat(file).catch(codeOf);
  if (found === 'ELOOP') return `${flag}: ${file} is a link that leads in a circle. Give the file that it should lead to.`;
  if (typeof found === 'string') return `${flag}: there is no file ${file}. Check the path.`;
  if (found.isDirectory()) return `${flag}: ${file} is a folder. Give a file in it.`;
  return access(file, constants.R_OK).then(
    () => undefined,
    () => `${flag}: ${file} may not be read by this user.`,
  );
}

async function unwritable(
  flag: string,
  { path: file, overwrite }: { readonly path: string; readonly overwrite: boolean },
): Promise<string | undefined> {
  const found = await stat(file).catch(() => undefined);
  if (found?.isDirectory() === true) return `${flag}: ${file} is a folder. Give a file in it.`;
  if (found !== undefined && !overwrite) {
    return `${flag}: ${file} is there already, and was left as it is. Choose another name, or add --overwrite.`;
  }
  const folder = path.dirname(file);
  const within = await stat(folder).catch(() => undefined);
  if (within === undefined) return `${flag}: there is no folder ${folder}. Make it first.`;
  if (!within.isDirectory()) return `${flag}: ${folder} is a file, so nothing can be written in it.`;
  return access(folder, constants.W_OK).then(
    () => undefined,
    () => `${flag}: ${folder} may not be written by this user. Choose another folder.`,
  );
}
