import { expect, test } from 'vitest';
import { parseAppFlags } from '../../../electron/app-flags.ts';
import { planArgument } from '../../../electron/services/headless/plan.ts';

const plain = {
  demo: false,
  verbose: false,
  statusLine: false,
  userData: undefined,
  devUrl: undefined,
  endsWithParent: false,
  compatRuntime: false,
  headless: undefined,
  open: undefined,
  sessionData: undefined,
};

test('without flags and variables nothing is on', () => {
  expect(parseAppFlags(['electron', '.'], {})).toEqual(plain);
});

test('an empty variable counts as not set', () => {
  expect(parseAppFlags([], { ROOM_CONSOLE_USER_DATA: '', ROOM_CONSOLE_STATUS: '', ROOM_CONSOLE_DEV_URL: '' })).toEqual(
    plain,
  );
});

test('reads its own flags among those of Chromium', () => {
  const flags = parseAppFlags(['electron', '--no-sandbox', '.', '--demo', '--verbose'], {});
  expect(flags).toEqual({ ...plain, demo: true, verbose: true, statusLine: true });
});

test('the launcher says where nobody sees a window, where it runs the old runtime, and that it holds stdin', () => {
  const flags = parseAppFlags([], {
    ROOM_CONSOLE_STATUS: '1',
    ROOM_CONSOLE_COMPAT_RUNTIME_USED: '1',
    ROOM_CONSOLE_PARENT_PIPE: '1',
    ROOM_CONSOLE_USER_DATA: '/data',
  });
  expect(flags).toEqual({ ...plain, statusLine: true, compatRuntime: true, endsWithParent: true, userData: '/data' });
});

test('a run without a window has standard output for itself', () => {
  const plan = { kind: 'capture', path: '/a.mcap', rows: true, json: false } as const;
  const flags = parseAppFlags(['electron', '.', '--verbose', planArgument(plan)], {
    ROOM_CONSOLE_STATUS: '1',
    ROOM_CONSOLE_SESSION_DATA: '/tmp/x',
  });
  expect(flags).toEqual({ ...plain, verbose: true, headless: plan, sessionData: '/tmp/x' });
});

test('a capture for the window, with its filter', () => {
  expect(parseAppFlags([], { ROOM_CONSOLE_OPEN: '/a.mcap' }).open).toEqual({ path: '/a.mcap', filter: '' });
  const env = { ROOM_CONSOLE_OPEN: '/a.mcap', ROOM_CONSOLE_OPEN_FILTER: 'in' };
  expect(parseAppFlags([], env).open).toEqual({ path: '/a.mcap', filter: 'in' });
});

test.each([
  ['http://127.0.0.1:5173', 'http://127.0.0.1:5173'],
  ['http://localhost:5173/', 'http://localhost:5173'],
  ['http://[::1]:5173/x', 'http://[::1]:5173'],
  ['http://127.0.0.1.evil.example:5173', undefined],
  ['http://example.com', undefined],
  ['https://127.0.0.1:5173', undefined],
  ['file:///etc', undefined],
])('development server %s → %s', (value, expected) => {
  expect(parseAppFlags([], { ROOM_CONSOLE_DEV_URL: value }).devUrl).toBe(expected);
});
