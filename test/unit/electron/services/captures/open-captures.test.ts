import { execFileSync } from 'node:child_process';
import { link, mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OpenCapture } from '../../../../../electron/contract/captures.ts';
import { OpenCaptures } from '../../../../../electron/services/captures/open-captures.ts';

const magic = Uint8Array.of(0x89, 0x4d, 0x43, 0x41, 0x50, 0x30, 0x0d, 0x0a);
let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'open-captures-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function inFolder(name: string): string {
  return path.join(folder, name);
}

function makeService(choose: () => Promise<string | undefined> = () => Promise.resolve(undefined)) {
  const told: string[] = [];
  const timers: (() => void)[] = [];
  const lists: (readonly OpenCapture[])[] = [];
  let ids = 0;
  const service = new OpenCaptures({
    choose,
    newId: () => `c${(ids += 1)}`,
    newKey: () => `key-of-${ids}-0123456789`,
    urlOf: (key) => `app://x/captures/${key}`,
    page: { opened: ({ id }, url) => told.push(`opened ${id} ${url}`), closed: (id) => told.push(`closed ${id}`) },
    schedule: (run) => {
      timers.push(run);
      return () => timers.splice(timers.indexOf(run), 1);
    },
    onChanged: (list) => lists.push(list),
    onFile: (file) => told.push(`file ${path.basename(file)}`),
  });
  return { service, told, timers, lists };
}

async function refusalOf(file: string): Promise<{ reason: string; message: string }> {
  const answer = await makeService().service.open(file);
  if (answer.ok) throw new Error('it was opened');
  return answer;
}

describe('OpenCaptures', () => {
  it('says of links that lead in a circle that they do', async () => {
    await symlink(inFolder('b.mcap'), inFolder('a.mcap'));
    await symlink(inFolder('a.mcap'), inFolder('b.mcap'));
    const { reason, message } = await refusalOf(inFolder('a.mcap'));
    expect(reason).toBe('link-loop');
    expect(message).toContain('leads in a circle');
    expect(message).not.toContain('drive');
  });

  it('opens an MCAP, serves its bytes, and tells the page before the answer', async () => {
    await writeFile(inFolder('a.mcap'), Buffer.concat([magic, Buffer.from('rest')]));
    const { service, told, lists } = makeService();
    const answer = await service.open(inFolder('a.mcap'));
    const capture = { id: 'c1', path: inFolder('a.mcap'), name: 'a.mcap', format: 'mcap', bytes: 12 };
    expect(answer).toEqual({ ok: true, value: capture });
    expect(told).toEqual(['opened c1 app://x/captures/key-of-1-0123456789', 'file a.mcap']);
    expect(lists).toEqual([[capture]]);
    const bytes = await service.answer('key-of-1-0123456789', 'bytes=8-100');
    expect(bytes).toMatchObject({ status: 206, contentRange: 'bytes 8-11/*' });
    expect(Buffer.from(bytes?.bytes ?? []).toString()).toBe('rest');
    expect(service.answer('c1', 'bytes=0-1')).toBeUndefined();
    service.closeAll();
  });

  it('opens lines of JSON, whatever the file is called', async () => {
    await writeFile(inFolder('rows.txt'), '{"time":1}\n');
    const { service } = makeService();
    expect(await service.open(inFolder('rows.txt'))).toMatchObject({ ok: true, value: { format: 'ndjson' } });
    service.closeAll();
  });

  it('is the same capture by another path', async () => {
    await writeFile(inFolder('a.mcap'), magic);
    await symlink(inFolder('a.mcap'), inFolder('b.mcap'));
    await link(inFolder('a.mcap'), inFolder('c.mcap'));
    const { service, told } = makeService();
    const ids = [];
    for (const name of ['a', 'b', 'c', '../' + path.basename(folder) + '/a']) {
      const answer = await service.open(inFolder(`${name}.mcap`));
      ids.push(answer.ok ? answer.value?.id : undefined);
    }
    expect(ids).toEqual(['c1', 'c1', 'c1', 'c1']);
    expect(told.filter((line) => line.startsWith('opened'))).toHaveLength(1);
    service.closeAll();
  });

  it('asks for a file where none is named', async () => {
    await writeFile(inFolder('a.mcap'), magic);
    expect(await makeService().service.open(undefined)).toEqual({ ok: true, value: undefined });
    const { service } = makeService(() => Promise.resolve(inFolder('a.mcap')));
    expect(await service.open(undefined)).toMatchObject({ ok: true, value: { name: 'a.mcap' } });
    service.closeAll();
  });

  it('tells a page that was started anew what is open', async () => {
    await writeFile(inFolder('a.mcap'), magic);
    const { service, told } = makeService();
    await service.open(inFolder('a.mcap'));
    told.length = 0;
    service.handlePageReady();
    expect(told).toEqual(['opened c1 app://x/captures/key-of-1-0123456789']);
    service.closeAll();
  });

  it('serves what exports still read for a while after it is closed, and then no more', async () => {
    await writeFile(inFolder('a.mcap'), magic);
    const { service, told, timers, lists } = makeService();
    await service.open(inFolder('a.mcap'));
    service.close('c1');
    service.close('c1');
    expect(told.at(-1)).toBe('closed c1');
    expect(lists.at(-1)).toEqual([]);
    expect(await service.answer('key-of-1-0123456789', 'bytes=0-3')).toMatchObject({ status: 206 });
    timers[0]?.();
    expect(service.answer('key-of-1-0123456789', 'bytes=0-3')).toBeUndefined();
    expect(await service.open(inFolder('a.mcap'))).toMatchObject({ ok: true, value: { id: 'c2' } });
    service.closeAll();
  });

  it('serves what is left of a file that shrinks, and what was there of one that is deleted', async () => {
    await writeFile(inFolder('a.mcap'), Buffer.concat([magic, Buffer.alloc(100, 7)]));
    const { service } = makeService();
    await service.open(inFolder('a.mcap'));
    await truncate(inFolder('a.mcap'), 50);
    expect(await service.answer('key-of-1-0123456789', 'bytes=40-99')).toMatchObject({ status: 206, contentRange: 'bytes 40-49/*' });
    expect(await service.answer('key-of-1-0123456789', 'bytes=60-99')).toMatchObject({ status: 416 });
    await rm(inFolder('a.mcap'));
    expect(await service.answer('key-of-1-0123456789', 'bytes=0-9')).toMatchObject({ status: 206 });
    service.closeAll();
  });

  it('refuses a folder, a pipe, an empty file and one that is not there', async () => {
    await mkdir(inFolder('folder.mcap'));
    await writeFile(inFolder('empty.mcap'), '');
    execFileSync('mkfifo', [inFolder('pipe.mcap')]);
    expect(await refusalOf(inFolder('folder.mcap'))).toMatchObject({ reason: 'is-a-folder', message: expect.stringContaining('folder.mcap is a folder') });
    expect(await refusalOf(inFolder('pipe.mcap'))).toMatchObject({ reason: 'not-a-file' });
    expect(await refusalOf(inFolder('empty.mcap'))).toMatchObject({ reason: 'empty', message: expect.stringContaining('is empty') });
    expect(await refusalOf(inFolder('none.mcap'))).toMatchObject({ reason: 'not-found', message: expect.stringContaining('moved') });
    expect(await refusalOf(inFolder('empty.mcap/x'))).toMatchObject({ reason: 'not-found' });
  });


  it('refuses what is no capture, and leaves nothing open', async () => {
    await writeFile(inFolder('a.mcap'), 'This is a letter.');
    const { service } = makeService();
    expect(await service.open(inFolder('a.mcap'))).toMatchObject({ ok: false, reason: 'not-a-capture' });
    expect(service.list()).toEqual([]);
  });

  it('has a bound', async () => {
    const { service } = makeService();
    for (let index = 0; index < 51; index += 1) {
      await writeFile(inFolder(`${index}.mcap`), magic);
      const answer = await service.open(inFolder(`${index}.mcap`));
      expect(answer.ok).toBe(index < 50);
    }
    service.closeAll();
  });
});
