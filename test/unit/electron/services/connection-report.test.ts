import { describe, expect, test } from 'vitest';
import { connectionReport } from '../../../../electron/services/connection-report.ts';
import type { ProbeAnswer } from '../../../../electron/services/connection-report.ts';

const url = 'wss://lk.example';
const now = Date.parse('2026-06-01T12:00:00.000Z');

function answer(status: number, body: string, more: Partial<ProbeAnswer> = {}): ProbeAnswer {
  return { status, body, location: undefined, date: undefined, askedAtMs: now, latencyMs: 18.4, ...more };
}

const report = (status: number, body: string, more: Partial<ProbeAnswer> = {}, at = url) =>
  connectionReport(at, { kind: 'answer', answer: answer(status, body, more) });

const fault = (
  kind: 'host-not-found' | 'connection-refused' | 'unreachable' | 'timeout' | 'port-blocked' | 'tls' | 'lost',
  code = 'X',
) => connectionReport(url, { kind: 'fault', fault: { kind, code } });

const dateAt = (offsetS: number): string => new Date(now + offsetS * 1_000).toUTCString();

describe('no answer', () => {
  test.each([
    ['host-not-found', 'host-not-found'],
    ['connection-refused', 'connection-refused'],
    ['unreachable', 'unreachable'],
    ['timeout', 'unreachable'],
    ['port-blocked', 'unreachable'],
    ['lost', 'unclear'],
  ] as const)('%s → %s', (kind, outcome) => {
    expect(fault(kind)).toMatchObject({ outcome, url, latencyMs: undefined, clockOffsetS: undefined });
    expect(fault(kind).message).toContain('lk.example');
  });

  test.each([
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'does not speak TLS on this port. Use ws://lk.example'],
    ['EPROTO', 'does not speak TLS'],
    ['CERT_HAS_EXPIRED', 'has expired'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'another name'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'add yours to those that this system trusts'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'not signed by an authority'],
    ['ERR_SSL_SOMETHING', 'ERR_SSL_SOMETHING'],
  ])('TLS: %s', (code, part) => {
    expect(fault('tls', code)).toMatchObject({ outcome: 'tls-failure', message: expect.stringContaining(part) });
  });

  test('something else', () => {
    const found = connectionReport(url, { kind: 'error', message: 'odd' });
    expect(found).toMatchObject({ outcome: 'unclear', message: expect.stringContaining('“odd”') });
  });
});

describe('an answer of LiveKit', () => {
  test.each(['{"rooms":[]}', '{"rooms":[{"sid":"RM_1"}]}', '{}', ' { "rooms" : [] }'])('%s is fine', (body) => {
    expect(report(200, body)).toEqual({
      outcome: 'ok',
      title: 'Connected',
      message: 'lk.example accepts this key and secret.',
      url,
      latencyMs: 18,
      clockOffsetS: undefined,
    });
  });

  test('a clock that is off but not yet too far is worth a word', () => {
    expect(report(200, '{"rooms":[]}', { date: dateAt(-45) })).toMatchObject({
      outcome: 'ok',
      clockOffsetS: -44,
      message:
        'lk.example accepts this key and secret. This machine’s clock is 44 s ahead of the server’s. Above a ' +
        'minute it will refuse you.',
    });
  });

  test('unknown key', () => {
    expect(report(401, 'invalid API key: APInope')).toMatchObject({ outcome: 'unknown-key', title: 'Unknown API key' });
  });

  test('wrong secret: says that the clock is not the cause, and repeats no token', () => {
    const body = 'invalid token: eyJhbGciOiJIUzI1NiJ9.eyJ2IjoxfQ.sig, error: token signature is invalid';
    const found = report(401, body, { date: dateAt(0) });
    expect(found).toMatchObject({
      outcome: 'wrong-secret',
      message:
        'lk.example knows the key, but the secret does not belong to it. The clocks agree, so time is not the cause. ' +
        'Copy the secret again from the server’s keys setting and test once more.',
    });
    expect(JSON.stringify(found)).not.toContain('eyJ');
  });

  test.each([
    [3_725, 'Clock off by 1 h 2 min 6 s', 'This machine’s clock is 1 h 2 min 6 s behind the server’s.'],
    [-700, 'Clock off by 11 min 39 s', 'This machine’s clock is 11 min 39 s ahead of the server’s.'],
  ])('clock off by %i s', (offset, title, sentence) => {
    const body = 'invalid token: JWT error: token has invalid claims: token is expired';
    const found = report(401, body, { date: dateAt(offset), askedAtMs: now - 250 });
    expect(found).toMatchObject({ outcome: 'clock-off', title, message: expect.stringContaining(sentence) });
  });

  test('a clock that is off, of a server that sends no date', () => {
    const body = 'invalid token: JWT error: token has invalid claims: token is not valid yet';
    expect(report(401, body)).toMatchObject({ outcome: 'clock-off', title: 'Clock off', clockOffsetS: undefined });
  });

  test('a key without the right to list rooms', () => {
    expect(report(401, '{"code":"unauthenticated","msg":"permissions denied"}')).toMatchObject({
      outcome: 'not-allowed',
    });
    expect(report(403, '{"code":"permission_denied","msg":"no"}')).toMatchObject({ outcome: 'not-allowed' });
  });

  test('an error within', () => {
    expect(report(500, '{"code":"internal","msg":"redis is away"}')).toMatchObject({
      outcome: 'unclear',
      message: expect.stringContaining('“redis is away”'),
    });
  });
});

describe('an answer of something else', () => {
  test.each([
    [200, '<html>Welcome</html>'],
    [200, 'OK'],
    [404, '404 page not found'],
    [404, '{"code":"bad_route","msg":"no handler"}'],
    [401, '<html>Please log in</html>'],
    [403, 'Forbidden'],
    [405, ''],
  ])('%i %s', (status, body) => {
    expect(report(status, body)).toMatchObject({ outcome: 'not-livekit' });
  });

  test('a redirect to TLS names the URL to use', () => {
    const found = report(301, '', { location: 'https://lk.example/twirp/x' }, 'ws://lk.example');
    expect(found).toMatchObject({ outcome: 'not-livekit', message: expect.stringContaining('Try wss://lk.example ') });
  });

  test('a port that wants TLS', () => {
    const body = 'Client sent an HTTP request to an HTTPS server.\n';
    expect(report(400, body, {}, 'ws://lk.example:443')).toMatchObject({
      outcome: 'tls-failure',
      message: 'lk.example:443 wants TLS on this port. Use wss://lk.example:443.',
    });
  });
});
