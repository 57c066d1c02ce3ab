import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AuditEntry } from '../../../../../electron/contract/audit.ts';
import { ok, refused } from '../../../../../electron/contract/result.ts';
import type { Result } from '../../../../../electron/contract/result.ts';
import { exportAudit } from '../../../../../electron/services/changes/audit-export.ts';
import type { AuditReading } from '../../../../../electron/services/changes/audit-log.ts';
import { makeEntry } from '../../../../support/audit-entry.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'room-console-audit-export-'));
});
afterEach(() => rm(folder, { recursive: true }));

const entry = makeEntry({
  askedAt: '2026-11-24T10:00:00.000Z',
  at: '2026-11-24T10:00:01.000Z',
  profile: { id: 'p', name: 'Clinic, north', host: 'lk.example' },
  room: '=cmd|calc',
  target: { identity: '+a', sid: 'PA_1' },
  before: '{"a":"x\ny"}',
  wanted: 'new',
  after: { metadata: 'new' },
});
const killed: AuditEntry = {
  ...entry,
  target: undefined,
  phase: 'unknown',
  at: entry.askedAt,
  before: null,
  after: null,
};

const filter = { search: '', room: 'r' };

function auditOf(entries: readonly AuditEntry[], end: Result<AuditReading> = ok({ unreadable: 0, isCutOff: false })) {
  return {
    read: async (asked: object, onEntry: (one: AuditEntry) => void | Promise<void>): Promise<Result<AuditReading>> => {
      expect(asked).toEqual(filter);
      for (const one of entries) await onEntry(one);
      return end;
    },
  };
}

test('as JSON: an array of all entries, in place of a file that was there', async () => {
  const file = path.join(folder, 'a.json');
  await writeFile(file, 'old');
  expect(await exportAudit(auditOf([entry, killed]), file, { ...filter, format: 'json' })).toEqual(
    ok({ path: file, entries: 2 }),
  );
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual([entry, JSON.parse(JSON.stringify(killed))]);
  expect(await readdir(folder)).toEqual(['a.json']);
});

test('as CSV: one line each, and nothing that a spreadsheet would calculate', async () => {
  const file = path.join(folder, 'a.csv');
  await exportAudit(auditOf([entry, killed]), file, { ...filter, format: 'csv' });
  const text = await readFile(file, 'utf8');
  expect(text.split('\r\n')).toEqual([
    'asked,ended,result,actor,action,profile,server,room,identity,sid,before,wanted,after,message,changeId',
    `2026-11-24T10:00:00.000Z,2026-11-24T10:00:01.000Z,done,person,participant.metadata,"Clinic, north",lk.example,'=cmd|calc,'+a,PA_1,"{""a"":""x\ny""}",new,"{""metadata"":""new""}",,c1`,
    `2026-11-24T10:00:00.000Z,,unknown,person,participant.metadata,"Clinic, north",lk.example,'=cmd|calc,,,,new,,,c1`,
    '',
  ]);
});

test('no entries: a file all the same', async () => {
  const file = path.join(folder, 'a.json');
  expect(await exportAudit(auditOf([]), file, { ...filter, format: 'json' })).toMatchObject({ value: { entries: 0 } });
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual([]);
});

test('more than is written at once', async () => {
  const file = path.join(folder, 'a.json');
  const large = Array.from({ length: 10 }, () => ({ ...entry, before: 'x'.repeat(100_000) }));
  await exportAudit(auditOf(large), file, { ...filter, format: 'json' });
  expect(JSON.parse(await readFile(file, 'utf8'))).toHaveLength(10);
});

test('where the log cannot be read or the file not be written, nothing is left behind', async () => {
  const file = path.join(folder, 'a.json');
  await writeFile(file, 'old');
  const no = refused('not-readable', 'no');
  expect(await exportAudit(auditOf([entry], no), file, { ...filter, format: 'json' })).toEqual(no);
  expect(await readFile(file, 'utf8')).toBe('old');
  expect(
    await exportAudit(auditOf([entry]), path.join(folder, 'none', 'a.json'), { ...filter, format: 'json' }),
  ).toMatchObject({
    reason: 'folder-gone',
  });
  expect(await readdir(folder)).toEqual(['a.json']);
});
