import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { downloadBase, executableIn, installedElectron, namedElectron } from '../../../../electron/launch/official-electron.ts';
import { installedVersion } from '../../../../electron/launch/project.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'electron-test-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function unpack(dist: string, version: string): Promise<void> {
  await mkdir(path.dirname(executableIn(dist)), { recursive: true });
  await writeFile(executableIn(dist), '');
  await writeFile(path.join(dist, 'version'), version);
}

describe('namedElectron', () => {
  it('is what ELECTRON_OVERRIDE_DIST_PATH says, or a refusal', async () => {
    expect(namedElectron({})).toBeUndefined();
    expect(namedElectron({ ELECTRON_OVERRIDE_DIST_PATH: '' })).toBeUndefined();
    expect(namedElectron({ ELECTRON_OVERRIDE_DIST_PATH: folder })).toMatchObject({ ok: false, reason: 'no-electron' });
    await unpack(folder, 'v44.0.0');
    expect(namedElectron({ ELECTRON_OVERRIDE_DIST_PATH: folder })).toMatchObject({
      ok: true,
      value: { kind: 'named', version: '44.0.0', dist: folder },
    });
  });
});

describe('installedElectron', () => {
  it('counts only when it is whole and of the version that package.json asks for', async () => {
    const dist = path.join(folder, 'dist');
    expect(installedElectron(folder)).toBeUndefined();
    await unpack(dist, installedVersion('electron'));
    expect(installedElectron(folder)).toBeUndefined();
    await writeFile(path.join(folder, 'path.txt'), 'electron');
    expect(installedElectron(folder)).toMatchObject({ ok: true, value: { kind: 'official', dist } });
    await writeFile(path.join(dist, 'version'), '1.0.0');
    expect(installedElectron(folder)).toBeUndefined();
  });
});

describe('downloadBase', () => {
  it('is the mirror that is set', () => {
    expect(downloadBase({ ELECTRON_MIRROR: 'http://mirror.example/' })).toBe('http://mirror.example/');
    expect(downloadBase({})).toContain('electron/releases');
  });
});
