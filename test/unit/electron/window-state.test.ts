import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { WindowStateFile, placeWindow } from '../../../electron/window-state.ts';

const screens = [{ x: 0, y: 0, width: 1_920, height: 1_040 }];
const fresh = { width: 1_280, height: 800, position: undefined, maximised: false };
const saved = (bounds: object, maximised = false): string => JSON.stringify({ bounds, maximised });

test.each([undefined, '', '{', '{"bounds":{}}', 'null'])('nothing usable saved (%s): the default, centred', (text) => {
  expect(placeWindow(text, screens)).toEqual(fresh);
});

test('opens as it was', () => {
  expect(placeWindow(saved({ x: 20, y: 30, width: 1_400, height: 900 }, true), screens)).toEqual({
    width: 1_400,
    height: 900,
    position: { x: 20, y: 30 },
    maximised: true,
  });
});

test('keeps the size but not a place that is on no screen any more', () => {
  for (const at of [
    { x: 3_000, y: 30 },
    { x: 20, y: -300 },
    { x: 20, y: 1_030 },
    { x: -1_350, y: 0 },
  ]) {
    expect(placeWindow(saved({ ...at, width: 1_400, height: 900 }), screens)).toEqual({
      width: 1_400,
      height: 900,
      position: undefined,
      maximised: false,
    });
  }
});

test('is never smaller than its smallest', () => {
  expect(placeWindow(saved({ x: 0, y: 0, width: 10, height: 10 }), screens)).toMatchObject({ width: 880, height: 560 });
});

test('the file is written whole, the last state last, and nothing else is left beside it', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'room-console-window-'));
  const file = new WindowStateFile({ path: path.join(folder, 'window.json') });
  expect(await file.read()).toBeUndefined();
  const state = (width: number) => ({ bounds: { x: 1, y: 2, width, height: 900 }, maximised: false });
  void file.write(state(1_000));
  await file.write(state(1_001));
  expect(placeWindow(await file.read(), screens).width).toBe(1_001);
  expect(await readdir(folder)).toEqual(['window.json']);
  await rm(folder, { recursive: true });
});

test('a folder that cannot be written costs nothing but the memory', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'room-console-window-'));
  const notAFolder = path.join(folder, 'file');
  await writeFile(notAFolder, '');
  const file = new WindowStateFile({ path: path.join(notAFolder, 'window.json') });
  await file.write({ bounds: { x: 1, y: 2, width: 3, height: 4 }, maximised: false });
  expect(await file.read()).toBeUndefined();
  await rm(folder, { recursive: true });
});
