import { describe, expect, test, vi } from 'vitest';
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
    ['wss://example.org/a b%20c@d', 'wss://example.org/a%20b%20c@d'],
    ['wss://bücher.example', 'wss://xn--bcher-kva.example'],
  ])('%s becomes %s', (typed, mended) => {
    expect(mendServerUrl(typed)).toEqual({ ok: true, value: mended });
  });

  test.each([['', /empty/], ['   ', /empty/], ['ftp://example.org', /“ftp:\/\/”/], ['wss://', /not a server address/], ['wss://user:pw@example.org', /user or password/]])(
    '%j is refused with what to do',
    (typed, words) => {
      const result = mendServerUrl(typed);
      expect(result).toMatchObject({ ok: false, kind: 'refused', reason: 'bad-url' });
      if (!result.ok) expect(result.message).toMatch(words);
    },
  );

  // Chromium 114 takes the first two and escapes them; all parsers drop what the others contain.
  test.each([
    ['no spaces allowed here', '“no spaces allowed here” is not a server address: a host has no spaces.'],
    ['wss://a%20b', '“wss://a%20b” is not a server address: a host has no %.'],
    ['wss://exam\nple.org', '“wss://exam⟨U+000A⟩ple.org” is not a server address: a host has no spaces.'],
    ['wss://exam\u200bple.org', '“wss://exam⟨U+200B⟩ple.org” is not a server address: a host has no invisible characters.'],
    ['wss://exam\u202eple.org', '“wss://exam⟨U+202E⟩ple.org” is not a server address: a host has no invisible characters.'],
    ['wss://h:99999/\u202e\u0007', '“wss://h:99999/⟨U+202E⟩⟨U+0007⟩” is not a server address.'],
    [`wss://h:1x/${'a'.repeat(20_000)}`, `“wss://h:1x/${'a'.repeat(89)}…” is not a server address.`],
    [`wss://h:1x/${'a'.repeat(88)}😀b`, `“wss://h:1x/${'a'.repeat(88)}…” is not a server address.`],
  ])('%j is refused as %s', (typed, sentence) => {
    expect(mendServerUrl(typed)).toMatchObject({
      ok: false,
      message: `${sentence} It should look like wss://host or ws://127.0.0.1:7880.`,
    });
  });

  test('what a parser escapes in the host is refused, whatever it was', () => {
    vi.stubGlobal(
      'URL',
      class {
        readonly hostname = 'a%3Cb';
      },
    );
    const refusal = mendServerUrl('wss://a<b');
    vi.unstubAllGlobals();
    expect(refusal).toMatchObject({ ok: false, reason: 'bad-url' });
  });

  test.each(['wss://user:hunter2@example.org', 'wss://user:hunter2@a b', 'user:hunter2@example.org', 'wss://user:p/hunter2@h'])(
    'a password in %s is not repeated in the refusal',
    (typed) => {
      const refusal = mendServerUrl(typed);
      expect(refusal).toMatchObject({ ok: false });
      expect(JSON.stringify(refusal)).not.toContain('hunter2');
    },
  );
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
