import { open, rm } from 'node:fs/promises';
import type { AuditEntry, AuditExport } from '../../contract/audit.ts';
import type { RequestInput } from '../../contract/requests.ts';
import { ok } from '../../contract/result.ts';
import type { Result } from '../../contract/result.ts';
import { safeCell } from '../../contract/spreadsheet-cell.ts';
import { diskProblem } from '../captures/disk-problem.ts';
import { putInPlace } from '../captures/replacing.ts';
import type { AuditLog } from './audit-log.ts';

/** Texts that are written at once, UTF-16 units. */
const chunkSize = 256 * 1024;

/**
 * Writes what fits of the audit log, newest first; the file is there whole or not at all. Refused: `not-readable`, and
 * as diskProblem says.
 * @param file may be there already
 */
export async function exportAudit(
  audit: Pick<AuditLog, 'read'>,
  file: string,
  { format, ...filter }: RequestInput<'exportAudit'>,
): Promise<Result<AuditExport>> {
  const form = forms[format];
  const beside = `${file}.${process.pid}.new`;
  let entries = 0;
  try {
    const handle = await open(beside, 'w', 0o600);
    try {
      let text = form.head;
      const read = await audit.read(filter, async (entry) => {
        text += `${entries === 0 ? '' : form.between}${form.entry(entry)}`;
        entries += 1;
        if (text.length < chunkSize) return;
        await handle.appendFile(text, 'utf8');
        text = '';
      });
      if (!read.ok) {
        await rm(beside, { force: true });
        return read;
      }
      await handle.appendFile(text + form.tail, 'utf8');
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    await rm(beside, { force: true }).catch(() => undefined);
    return diskProblem(error, file);
  }
  const placed = await putInPlace(beside, file);
  if (placed.ok) return ok({ path: file, entries });
  await rm(beside, { force: true }).catch(() => undefined);
  return placed;
}

/** How single entries become a file. */
interface Form {
  readonly head: string;
  readonly between: string;
  readonly tail: string;
  entry(entry: AuditEntry): string;
}

const columns = [
  'asked',
  'ended',
  'result',
  'actor',
  'action',
  'profile',
  'server',
  'room',
  'identity',
  'sid',
  'before',
  'wanted',
  'after',
  'message',
  'changeId',
] as const;

/** RFC 4180. */
const lineEnd = '\r\n';

const forms: Readonly<Record<'csv' | 'json', Form>> = {
  json: { head: '[\n', between: ',\n', tail: '\n]\n', entry: (entry) => JSON.stringify(entry) },
  csv: { head: `${columns.join(',')}${lineEnd}`, between: lineEnd, tail: lineEnd, entry: csvLine },
};

function csvLine(entry: AuditEntry): string {
  const { askedAt, at, phase, actor, action, profile, room, target, before, wanted, after, message, changeId } = entry;
  const cells: Record<(typeof columns)[number], unknown> = {
    asked: askedAt,
    ended: phase === 'asked' || (phase === 'unknown' && at === askedAt) ? '' : at,
    result: phase,
    actor,
    action,
    profile: profile.name,
    server: profile.host,
    room,
    identity: target?.identity,
    sid: target?.sid,
    before,
    wanted,
    after,
    message,
    changeId,
  };
  return columns.map((column) => csvCell(cells[column])).join(',');
}

function csvCell(value: unknown): string {
  const text = value === null || value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value);
  const cell = safeCell(text);
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
