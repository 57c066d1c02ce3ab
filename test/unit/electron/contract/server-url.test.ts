import { describe, expect, test } from 'vitest';
import { apiUrl, isLoopback, mendServerUrl } from '../../../../electron/contract/server-url.ts';

describe('mendServerUrl', () => {
  test.each([
    ['wss://example.livekit.cloud', 'wss://example.livekit.cloud'],
    ['https://example.livekit.cloud/', 'wss://example.livekit.cloud'],
    ['http://127.0.0.1:7880', 'ws://127.0.0.1:7880'],
    ['localhost:7880', 'ws://localhost:7880'],
    ['127.0.0.1:7880', 'ws://127.0.0.1:7880'],
    ['[::1]:7880', 'ws://[::1]:7880'],
    ['example.org', 'wss://example.org'],
    ['example.org:8443/livekit/', 'wss://example.org:8443/livekit'],
    ['  WSS://Example.org  ', 'wss://example.org'],
    ['wss://example.org/?a=b#c', 'wss://example.org'],
  ])('%s becomes %s', (typed, mended) => {
    expect(mendServerUrl(typed)).toEqual({ ok: true, value: mended });
  });

  test.each([['', /empty/], ['   ', /empty/], ['ftp://example.org', /“ftp:\/\/”/], ['wss://', /not a server address/], ['wss://a b', /not a server address/], ['wss://user:pw@example.org', /user or password/]])(
    '%j is refused with what to do',
    (typed, words) => {
      const result = mendServerUrl(typed);
      expect(result).toMatchObject({ ok: false, kind: 'refused', reason: 'bad-url' });
      if (!result.ok) expect(result.message).toMatch(words);
    },
  );

  test('a password in the URL is not repeated in the refusal', () => {
    expect(JSON.stringify(mendServerUrl('wss://user:hunter2@example.org'))).not.toContain('hunter2');
  });
});

test.each([
  ['ws://127.0.0.1:7880', true],
  ['ws://localhost:7880', true],
  ['ws://[::1]:7880', true],
  ['wss://127.0.0.1.example.org', false],
  ['wss://example.org', false],
  ['nonsense', false],
])('isLoopback(%s) is %s', (url, expected) => {
  expect(isLoopback(url)).toBe(expected);
});

test('apiUrl keeps the security of the URL', () => {
  expect(apiUrl('ws://a:1')).toBe('http://a:1');
  expect(apiUrl('wss://a/b')).toBe('https://a/b');
});
