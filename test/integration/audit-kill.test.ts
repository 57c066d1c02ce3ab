import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { AuditLog } from '../../electron/services/changes/audit-log.ts';
import { makeLog } from '../support/electron-fakes.ts';

const writer = fileURLToPath(new URL('../support/audit-writer.ts', import.meta.url));

/** Kills the writer by SIGKILL as soon as it has told so many lines. @returns all that it had told */
function killAfter(file: string, lines: number): Promise<readonly string[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [writer, file], { stdio: ['ignore', 'pipe', 'inherit'] });
    let told = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      told += text;
      if (told.split('\n').length > lines) child.kill('SIGKILL');
    });
    child.on('error', reject);
    child.on('close', () => resolve(told.split('\n').slice(0, -1)));
  });
}

test('after kill -9 each line that was written is there, and what was under way is unknown', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'room-console-audit-kill-'));
  const { log } = makeLog();
  for (const lines of [1, 2, 50, 333, 800]) {
    const file = path.join(folder, `${lines}`, 'audit.jsonl');
    const told = await killAfter(file, lines);
    expect(told.length).toBeGreaterThanOrEqual(lines);
    const audit = new AuditLog({
      path: file,
      redact: (text) => text,
      now: () => Date.now(),
      schedule: () => () => undefined,
      onChanged: () => undefined,
      log,
    });
    const listed = await audit.list({ search: '', offset: 0, limit: 1_000 });
    if (!listed.ok) throw new Error(listed.message);
    const { entries, total, unreadable } = listed.value;
    expect(unreadable).toBeLessThanOrEqual(1);
    const phases = new Map(entries.map(({ changeId, phase }) => [changeId, phase]));
    for (const line of told) {
      const [phase = '', id = ''] = line.split(' ');
      if (phase === 'done') expect(phases.get(id)).toBe('done');
      else expect(phases.get(id)).toMatch(/^(done|unknown)$/);
    }
    // At most the one that was under way has no outcome.
    expect(entries.filter(({ phase }) => phase !== 'done').length).toBeLessThanOrEqual(1);
    // The next run writes on, whatever the last line looks like.
    const { version, at, phase, after, message, askedAt, wanted, ...subject } = entries[0] ?? expect.fail('no entries');
    expect([version, at, phase, after, message, askedAt, wanted]).toHaveLength(7);
    await audit.asked({ ...subject, changeId: 'next' }, 'y');
    await audit.settled({ ...subject, changeId: 'next' }, 'done', 'y', '');
    expect(await audit.list({ search: '', offset: 0, limit: 1 })).toMatchObject({
      value: { total: total + 1, entries: [{ changeId: 'next', phase: 'done' }] },
    });
  }
  await rm(folder, { recursive: true });
});
