import { expect, test } from 'vitest';
import { located, planAmong, planArgument } from '../../../../../electron/services/headless/plan.ts';
import type { HeadlessPlan } from '../../../../../electron/services/headless/plan.ts';

const live: HeadlessPlan = {
  kind: 'live',
  room: 'Räume: --headless “x”',
  role: { kind: 'participate', identity: 'ops' },
  record: { path: 'a.mcap', format: 'mcap', overwrite: false },
  forMs: 1_500,
  filter: 'topic: x',
  expect: { filter: 'in', count: 2 },
  sendPath: '../m.json',
  json: true,
};
const capture: HeadlessPlan = {
  kind: 'capture',
  path: '/b.mcap',
  export: { path: 'c.csv', format: 'csv', overwrite: true, payloads: false },
  rows: false,
  json: false,
};

test('a plan reaches the application whole, as one word that says nothing to Chromium', () => {
  for (const plan of [live, capture]) {
    const word = planArgument(plan);
    expect(word).toMatch(/^--room-console-headless=[\w-]+$/);
    expect(planAmong(['electron', '--no-sandbox', '.', word])).toEqual(plan);
  }
  expect(planAmong(['electron', '.', '--demo'])).toBeUndefined();
});

test('paths are those of the folder that the person is in', () => {
  expect(located(live, '/home/x')).toEqual({
    ...live,
    record: { path: '/home/x/a.mcap', format: 'mcap', overwrite: false },
    sendPath: '/home/m.json',
  });
  expect(located(capture, '/home/x')).toEqual({
    ...capture,
    export: { path: '/home/x/c.csv', format: 'csv', overwrite: true, payloads: false },
  });
});
