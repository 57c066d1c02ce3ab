import { appendFile, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AuditLog } from '../../../../../electron/services/changes/audit-log.ts';
import type { AuditSubject } from '../../../../../electron/services/changes/audit-log.ts';
import { Redactor } from '../../../../../electron/services/log.ts';
import { makeLog } from '../../../../support/electron-fakes.ts';
import { FakeClock } from './fake-changing.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'room-console-audit-'));
});
afterEach(() => rm(folder, { recursive: true }));

function makeAudit(more: { rotateAt?: number; keepOlder?: number; clock?: FakeClock; path?: string } = {}) {
  const clock = more.clock ?? new FakeClock();
  const { log, lines } = makeLog();
  const redactor = new Redactor();
  redactor.hide('hunter22-secret');
  let told = 0;
  const audit = new AuditLog({
    path: path.join(folder, 'audit.jsonl'),
    redact: (text) => redactor.redact(text),
    now: clock.now,
    schedule: clock.schedule,
    onChanged: () => void (told += 1),
    log,
    ...more,
  });
  const list = async (filter: object = {}) => {
    const listed = await audit.list({ search: '', offset: 0, limit: 100, ...filter });
    if (!listed.ok) throw new Error(listed.message);
    return listed.value;
  };
  return { audit, list, clock, lines, told: () => told };
}

const subject = (changeId: string, more: Partial<AuditSubject> = {}): AuditSubject => ({
  changeId,
  actor: 'person',
  profile: { id: 'p1', name: 'Clinic', host: 'lk.example' },
  room: 'ward',
  target: { identity: 'nurse', sid: 'PA_1' },
  action: 'participant.metadata',
  before: 'old',
  ...more,
});

test('a log of which nothing was written is empty', async () => {
  const { list } = makeAudit();
  expect(await list()).toEqual({
    entries: [],
    total: 0,
    unreadable: 0,
    isCutOff: false,
    path: path.join(folder, 'audit.jsonl'),
  });
});

test('both lines of a change become one entry, newest first; what is under way is told as asked', async () => {
  const { audit, list, clock } = makeAudit();
  await audit.asked(subject('1'), 'new');
  clock.nowMs += 5;
  await audit.asked(subject('2', { target: undefined, action: 'room.delete', room: 'other' }), null);
  clock.nowMs += 5;
  expect(await audit.settled(subject('1'), 'done', 'new', 'a doubt')).toBe(true);
  const { entries, total } = await list();
  expect(total).toBe(2);
  expect(entries).toEqual([
    {
      ...subject('2', { target: undefined, action: 'room.delete', room: 'other' }),
      version: 1,
      phase: 'asked',
      at: '1970-01-01T00:16:40.005Z',
      askedAt: '1970-01-01T00:16:40.005Z',
      wanted: null,
      after: null,
      message: '',
    },
    {
      ...subject('1'),
      version: 1,
      phase: 'done',
      at: '1970-01-01T00:16:40.010Z',
      askedAt: '1970-01-01T00:16:40.000Z',
      wanted: 'new',
      after: 'new',
      message: 'a doubt',
    },
  ]);
});

test('a change whose outcome was never written is unknown to the next run', async () => {
  const first = makeAudit();
  await first.audit.asked(subject('1'), 'new');
  const { list } = makeAudit();
  expect((await list()).entries).toMatchObject([
    {
      phase: 'unknown',
      before: 'old',
      wanted: 'new',
      after: null,
      message: expect.stringContaining('look at the current state'),
    },
  ]);
});

test('an outcome whose question is missing is there all the same; ids that come twice are not mixed up', async () => {
  const { audit, list } = makeAudit();
  await audit.settled(subject('9'), 'refused', null, 'no');
  await audit.asked(subject('1'), 'a');
  await audit.settled(subject('1'), 'done', 'a', '');
  await audit.asked(subject('1'), 'b');
  await audit.settled(subject('1'), 'refused', null, 'no');
  expect((await list()).entries.map(({ phase, wanted }) => [phase, wanted])).toEqual([
    ['refused', 'b'],
    ['done', 'a'],
    ['refused', null],
  ]);
});

test('lines that cannot be read are counted, and take no other with them', async () => {
  const { audit, list } = makeAudit();
  const file = path.join(folder, 'audit.jsonl');
  await audit.asked(subject('1'), 'new');
  await appendFile(file, '{"version":1,"changeId":"cut sh');
  await audit.settled(subject('1'), 'done', 'new', '');
  await appendFile(file, '\n{"version":2}\n\n[]\n');
  expect(await list()).toMatchObject({ total: 1, unreadable: 3, entries: [{ phase: 'done' }] });
});

describe('it grows up to a size', () => {
  test('in files of their own, the oldest deleted, and that is said', async () => {
    const { audit, list, lines } = makeAudit({ rotateAt: 2_000, keepOlder: 3 });
    const write = async (from: number, to: number): Promise<void> => {
      for (let id = from; id < to; id += 1) {
        await audit.asked(subject(`${id}`), 'new');
        await audit.settled(subject(`${id}`), 'done', 'new', '');
      }
    };
    await write(0, 5);
    expect((await readdir(folder)).sort()).toEqual(['audit-1.jsonl', 'audit.jsonl']);
    expect(await list()).toMatchObject({ total: 5, unreadable: 0, isCutOff: false });
    await write(5, 30);
    expect((await readdir(folder)).sort()).toEqual(['audit-1.jsonl', 'audit-2.jsonl', 'audit-3.jsonl', 'audit.jsonl']);
    const { total, isCutOff, unreadable, entries } = await list();
    expect([isCutOff, unreadable, entries[0]?.changeId]).toEqual([true, 0, '29']);
    expect(total).toBeLessThan(30);
    const ids = entries.map(({ changeId }) => Number(changeId));
    expect(ids).toEqual([...ids].sort((one, other) => other - one));
    expect(lines.filter((line) => line.includes('goes on in a new file')).length).toBeGreaterThan(3);
    expect(lines.some((line) => line.includes('its oldest file was deleted'))).toBe(true);
  });

  test('lines written at once are all there, each whole', async () => {
    const { audit, list } = makeAudit({ rotateAt: 5_000, keepOlder: 100 });
    await Promise.all(
      Array.from({ length: 200 }, (_, id) => audit.asked(subject(`${id}`, { before: 'x'.repeat(id) }), 'y')),
    );
    expect(await list()).toMatchObject({ total: 200, unreadable: 0 });
  });
});

describe('what stands in it', () => {
  test('no token and no secret, and nobody takes the rest for the value', async () => {
    const { audit, list } = makeAudit();
    const token = 'eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJBUEkifQ.c2lnbmF0dXJl';
    await audit.asked(subject('1', { before: { metadata: `t=${token}`, 'hunter22-secret': 1 } }), 'my hunter22-secret');
    await audit.settled(subject('1'), 'refused', null, `said ${token}`);
    const text = await readFile(path.join(folder, 'audit.jsonl'), 'utf8');
    expect(text).not.toContain('hunter22');
    expect(text).not.toContain(token);
    expect((await list()).entries[0]).toMatchObject({
      before: {
        metadata: { excerpt: 'redacted', text: 't=[token]', bytes: 2 + token.length, sha256: '' },
        '[secret]': 1,
      },
      wanted: { excerpt: 'redacted', text: 'my [secret]' },
      message: 'said [token]',
    });
  });

  test('values of a bounded length; cut ones with their size and hash', async () => {
    const { audit, list } = makeAudit();
    const long = `${'ä'.repeat(65_535)}😀${'b'.repeat(500_000)}`;
    const many = Object.fromEntries(Array.from({ length: 50 }, (_, key) => [`k${key}`, 'v'.repeat(10_000)]));
    await audit.asked(subject('1', { before: long }), many);
    const [entry] = (await list()).entries;
    expect(entry?.before).toEqual({
      excerpt: 'cut',
      text: 'ä'.repeat(65_535),
      bytes: Buffer.byteLength(long),
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(entry?.wanted).toMatchObject({ excerpt: 'cut', bytes: JSON.stringify(many).length });
    expect((await readFile(path.join(folder, 'audit.jsonl'))).length).toBeLessThan(300_000);
  });
});

test('only what fits is listed: words, profile, room, time, page', async () => {
  const { audit, list, clock } = makeAudit();
  for (const [id, before] of ['{"role":"Doctor"}', 'plain', 'other'].entries()) {
    const about = subject(`${id}`, { before, room: id === 2 ? 'lobby' : 'ward' });
    await audit.asked(about, null);
    await audit.settled(about, 'done', null, '');
    clock.nowMs += 1_000;
  }
  const ids = async (filter: object) => (await list(filter)).entries.map(({ changeId }) => changeId);
  expect(await ids({ search: 'doctor  {"ROLE"' })).toEqual(['0']);
  expect(await ids({ search: 'nurse plain' })).toEqual(['1']);
  expect(await ids({ search: 'nothing' })).toEqual([]);
  expect(await ids({ room: 'ward' })).toEqual(['1', '0']);
  expect(await ids({ profileId: 'p2' })).toEqual([]);
  expect(await ids({ fromMs: 1_001_000, toMs: 1_001_500 })).toEqual(['1']);
  expect(await list({ offset: 1, limit: 1 })).toMatchObject({ total: 3, entries: [{ changeId: '1' }] });
});

test('a view is told at most four times a second', async () => {
  const { audit, clock, told } = makeAudit();
  for (let id = 0; id < 10; id += 1) await audit.asked(subject(`${id}`), null);
  expect(told()).toBe(0);
  await clock.advance(250);
  expect(told()).toBe(1);
  await audit.asked(subject('last'), null);
  audit.dispose();
  await clock.advance(1_000);
  expect(told()).toBe(1);
});

test('where it cannot be written or read, that is an answer, and a line in the log of the app', async () => {
  const blocked = path.join(folder, 'file');
  await writeFile(blocked, '');
  const { audit, lines } = makeAudit({ path: path.join(blocked, 'audit.jsonl') });
  expect(await audit.asked(subject('1'), null)).toBe(false);
  expect(await audit.list({ search: '', offset: 0, limit: 1 })).toMatchObject({ ok: false, reason: 'not-readable' });
  expect(lines.join('\n')).toMatch(/could not be written[\s\S]*could not be read/);
});
