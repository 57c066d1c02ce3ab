import { describe, expect, test } from 'vitest';
import { mayRequest } from '../../../electron/network-fence.ts';

const servers = ['wss://lk.example', 'ws://127.0.0.1:7880', 'wss://clinic-a1.livekit.cloud'];
const rules = { servers, devUrl: undefined };

describe('a page that holds rooms', () => {
  test.each([
    'app://room-console/assets/x.js',
    'wss://lk.example/rtc?access_token=x',
    'https://lk.example/settings/regions',
    'ws://127.0.0.1:7880/rtc',
    'http://127.0.0.1:7880/rtc/validate',
    'wss://clinic-a1.ohyd1.production.livekit.cloud/rtc',
    'https://clinic-a1.livekit.cloud/settings/regions',
    'blob:app://room-console/1',
    'data:text/plain,x',
  ])('reaches %s', (url) => {
    expect(mayRequest({ url, page: 'session' }, rules)).toBe(true);
    expect(mayRequest({ url, page: 'simulator' }, rules)).toBe(true);
  });

  test.each([
    'https://example.com/',
    'wss://lk.example.evil/rtc',
    'wss://evil-lk.example/rtc',
    'wss://lk.example:444/rtc',
    'ws://lk.example/rtc',
    'http://127.0.0.1:7881/',
    'https://127.0.0.1:7880/',
    'ws://clinic-a1.livekit.cloud/rtc',
    'wss://livekit.cloud.evil/rtc',
    'ftp://lk.example/x',
    'file:///etc/passwd',
    'app://other/x',
    'nonsense',
  ])('does not reach %s', (url) => {
    expect(mayRequest({ url, page: 'session' }, rules)).toBe(false);
  });

  test('reaches LiveKit Cloud only where a profile on it is in use', () => {
    const url = 'wss://clinic-a1.livekit.cloud/rtc';
    expect(mayRequest({ url, page: 'session' }, { servers: ['wss://lk.example'], devUrl: undefined })).toBe(false);
  });
});

test('the console page and requests of nobody reach our own files only', () => {
  for (const page of ['console', undefined] as const) {
    expect(mayRequest({ url: 'app://room-console/console.html', page }, rules)).toBe(true);
    expect(mayRequest({ url: 'https://lk.example/', page }, rules)).toBe(false);
  }
});

test('in development every page reaches the development server', () => {
  const dev = { servers: [], devUrl: 'http://127.0.0.1:5173' };
  for (const page of ['console', 'session', 'simulator'] as const) {
    expect(mayRequest({ url: 'ws://127.0.0.1:5173/?token=x', page }, dev)).toBe(true);
    expect(mayRequest({ url: 'ws://127.0.0.1:5174/', page }, dev)).toBe(false);
  }
});

test('bytes of captures are for the page that holds the logs', () => {
  const url = 'app://room-console/captures/0123456789abcdef';
  for (const page of ['session', undefined] as const) expect(mayRequest({ url, page }, rules)).toBe(true);
  for (const page of ['console', 'simulator'] as const) expect(mayRequest({ url, page }, rules)).toBe(false);
});
