import { expect, test } from 'vitest';
import { parseAppFlags } from '../../../electron/app-flags.ts';

const plain = {
  demo: false,
  verbose: false,
  statusLine: false,
  userData: undefined,
  devUrl: undefined,
  endsWithParent: false,
  compatRuntime: false,
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
