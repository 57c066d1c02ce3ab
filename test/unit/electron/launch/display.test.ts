import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { sweepFolders, xauthority } from '../../../../electron/launch/display.ts';

describe('sweepFolders', () => {
  it('removes what killed launchers left, and nothing else', async () => {
    const within = await mkdtemp(path.join(tmpdir(), 'display-test-'));
    try {
      for (const name of ['room-console-display-7-abc', 'room-console-display-8-abc', 'room-console-display-abc', 'x-7-abc']) {
        await mkdir(path.join(within, name));
        await writeFile(path.join(within, name, 'authority'), '');
      }
      await sweepFolders(within, 'room-console-display-', (pid) => pid === 8);
      expect((await readdir(within)).sort()).toEqual([
        'room-console-display-8-abc',
        'room-console-display-abc',
        'x-7-abc',
      ]);
      await sweepFolders(path.join(within, 'none'), 'x-');
    } finally {
      await rm(within, { recursive: true });
    }
  });
});

describe('xauthority', () => {
  it('is one entry for any display', () => {
    const cookie = new Uint8Array(16).fill(0xab);
    const name = Buffer.from('MIT-MAGIC-COOKIE-1').toString('hex');
    expect(Buffer.from(xauthority(cookie)).toString('hex')).toBe(`ffff000000000012${name}0010${'ab'.repeat(16)}`);
  });
});
