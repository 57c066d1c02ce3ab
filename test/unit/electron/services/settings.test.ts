import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Settings } from '../../../../electron/services/settings.ts';
import { makeLog } from '../../../support/electron-fakes.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'room-console-settings-'));
});
afterEach(() => rm(folder, { recursive: true }));

function makeSettings(name = 'settings.json') {
  const told: number[] = [];
  const { log, lines } = makeLog();
  const settings = new Settings({
    path: path.join(folder, name),
    onChanged: ({ memoryBudgetMiB }) => told.push(memoryBudgetMiB),
    log,
  });
  return { settings, told, lines };
}

test('256 MiB, until something else is chosen', async () => {
  const { settings, lines } = makeSettings();
  await settings.load();
  expect(settings.memoryBudgetMiB).toBe(256);
  expect(lines).toEqual([]);
});

test('a choice is told at once, and holds at the next start', async () => {
  const { settings, told } = makeSettings();
  await settings.load();
  const first = settings.setMemoryBudget(64);
  expect(told).toEqual([64]);
  expect(await Promise.all([first, settings.setMemoryBudget(1_024)])).toEqual([true, true]);
  const next = makeSettings().settings;
  await next.load();
  expect(next.memoryBudgetMiB).toBe(1_024);
});

test.each(['', '{', 'null', '{"memoryBudgetMiB":3}', '{"memoryBudgetMiB":"64"}'])('nothing usable saved (%s): the default', async (text) => {
  await writeFile(path.join(folder, 'settings.json'), text);
  const { settings } = makeSettings();
  await settings.load();
  expect(settings.memoryBudgetMiB).toBe(256);
});

test('one that cannot be saved holds for now, and that is said', async () => {
  await writeFile(path.join(folder, 'file'), '');
  const { settings, told } = makeSettings('file/settings.json');
  expect(await settings.setMemoryBudget(512)).toBe(false);
  expect(told).toEqual([512]);
  expect(settings.memoryBudgetMiB).toBe(512);
  expect(await readFile(path.join(folder, 'file'), 'utf8')).toBe('');
});
