import { describe, expect, test } from 'vitest';
import { authFailure, apiFailure, quote } from '../../../../electron/services/api-errors.ts';
import type { ApiCall } from '../../../../electron/services/api-errors.ts';

const reading: ApiCall = { effect: 'read', doing: 'listing the rooms', host: 'lk.example' };
const deleting: ApiCall = { effect: 'write', doing: 'deleting room “a”', host: 'lk.example', room: 'a' };
const changing: ApiCall = {
  effect: 'write',
  doing: 'changing “nurse”',
  host: 'lk.example',
  room: 'a',
  identity: 'nurse',
};

/** The shape of the server SDK's ServerError. */
function answered(status: number, code: string | undefined, message: string): Error {
  return Object.assign(new Error(message), { status, code });
}

function failed(code: string): Error {
  return new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) });
}

function timedOut(): Error {
  return new DOMException('The operation was aborted due to timeout', 'TimeoutError');
}

/** What livekit-server 1.13.5 answers, word for word. */
describe('what the server says', () => {
  test.each([
    [deleting, 404, 'not_found', 'twirp error unknown: requested room does not exist', 'room-not-found'],
    [changing, 404, 'not_found', 'twirp error unknown: participant does not exist', 'participant-not-found'],
    [changing, 404, 'not_found', 'twirp error unknown: requested room does not exist', 'room-not-found'],
    [deleting, 503, 'unavailable', 'twirp error unknown: no response from servers', 'nobody-there'],
    [changing, 503, 'unavailable', 'twirp error unknown: no response from servers', 'not-reached'],
    [changing, 503, 'unavailable', 'no servers available (received 1 responses)', 'not-reached'],
    [changing, 412, 'failed_precondition', 'twirp error unknown: remote unmute not enabled', 'remote-unmute-off'],
    [changing, 404, 'not_found', 'twirp error unknown: track is not found', 'track-not-found'],
    [changing, 429, 'resource_exhausted', 'rate limit', 'too-many-requests'],
    [changing, 429, undefined, '<html>Too Many Requests</html>', 'too-many-requests'],
    [reading, 429, undefined, '', 'too-many-requests'],
    [changing, 500, 'unknown', 'twirp error unknown: not implemented', 'not-implemented'],
    [changing, 501, 'unimplemented', 'method not found', 'not-implemented'],
    [deleting, 400, 'invalid_argument', 'metadata size exceeds limits 524288', 'invalid'],
    [reading, 401, undefined, 'invalid API key: nokey', 'unknown-key'],
    [reading, 401, undefined, 'invalid token: JWT error: token has invalid claims: token is expired', 'clock-off'],
    [
      reading,
      401,
      undefined,
      'invalid token: JWT error: token has invalid claims: token is not valid yet',
      'clock-off',
    ],
    [reading, 401, 'unauthenticated', 'permissions denied', 'not-allowed'],
    [reading, 403, 'permission_denied', 'whatever', 'not-allowed'],
    [reading, 502, undefined, '<html>Bad gateway</html>', 'server-error'],
    [reading, 404, undefined, 'page not found', 'server-error'],
  ])('%j %i %s %s → %s', (call, status, code, message, reason) => {
    expect(apiFailure(answered(status, code, message), call)).toMatchObject({ ok: false, kind: 'refused', reason });
  });

  test('a server that gave up waiting for another one: it may have happened', () => {
    const answer = answered(408, 'deadline_exceeded', 'twirp error unknown: request timed out');
    expect(apiFailure(answer, changing)).toMatchObject({ kind: 'unknown', reason: 'server-error' });
    expect(apiFailure(answer, reading)).toMatchObject({ kind: 'refused' });
  });

  test('keeps a message that the person can use, whole', () => {
    const error = answered(
      400,
      'invalid_argument',
      'twirp error unknown: room name length exceeds limits: max length 256',
    );
    expect(apiFailure(error, deleting)).toEqual({
      ok: false,
      kind: 'refused',
      reason: 'invalid',
      message:
        'The server refuses this: “room name length exceeds limits: max length 256”. Nothing was changed; correct it ' +
        'and try again.',
    });
  });

  test('never repeats the token that a wrong secret makes it echo', () => {
    const token = 'eyJhbGciOiJIUzI1NiJ9.eyJ2aWRlbyI6e319.enbZxW7h2aX4nGaxl8GYnV2T1yaoFAfMW0Mhru4My2Y';
    const error = answered(401, undefined, `invalid token: ${token}, error: token signature is invalid`);
    const result = apiFailure(error, reading);
    expect(result).toMatchObject({ reason: 'wrong-secret' });
    expect(JSON.stringify(result)).not.toContain('eyJ');
    const other = apiFailure(answered(500, 'internal', `no: ${token}`), reading);
    expect(JSON.stringify(other)).not.toContain('eyJ');
  });

  test('an error within the server leaves a write unknown', () => {
    expect(apiFailure(answered(500, 'internal', 'oops'), deleting)).toMatchObject({
      kind: 'unknown',
      reason: 'server-error',
    });
    expect(apiFailure(answered(500, 'internal', 'oops'), reading)).toMatchObject({
      kind: 'refused',
      reason: 'server-error',
    });
  });
});

describe('what the network says', () => {
  test.each(['ENOTFOUND', 'ECONNREFUSED', 'EHOSTUNREACH', 'CERT_HAS_EXPIRED'])(
    '%s: it never got there; of a write it is said that nothing was done',
    (code) => {
      for (const call of [reading, deleting]) {
        const result = apiFailure(failed(code), call);
        expect(result).toMatchObject({ kind: 'refused' });
        expect(result).toHaveProperty('message', expect.stringContaining('lk.example'));
        const undone = result.ok ? undefined : result.message.includes('Nothing was done.');
        expect(undone).toBe(call.effect === 'write');
      }
    },
  );

  test('a port that is never connected to', () => {
    const error = new TypeError('fetch failed', { cause: new Error('bad port') });
    const result = apiFailure(error, { ...deleting, host: 'lk.example:6000' });
    expect(result).toMatchObject({
      kind: 'refused',
      reason: 'port-blocked',
      message: expect.stringContaining('The port of lk.example:6000 belongs to another protocol'),
    });
  });

  test.each([
    [timedOut(), 'timeout'],
    [failed('ECONNRESET'), 'connection-lost'],
  ])('%s: a read is refused, a write is unknown', (error, reason) => {
    expect(apiFailure(error, reading)).toMatchObject({ kind: 'refused', reason });
    expect(apiFailure(error, deleting)).toMatchObject({ kind: 'unknown', reason });
  });
});

test('an answer that is not LiveKit’s', () => {
  const error = new SyntaxError('Unexpected token < in JSON');
  expect(apiFailure(error, reading)).toMatchObject({ kind: 'refused', reason: 'not-livekit' });
  expect(apiFailure(error, deleting)).toMatchObject({ kind: 'unknown', reason: 'not-livekit' });
});

test('quote keeps foreign text on one line and short', () => {
  expect(quote(' a\n b ')).toBe('“a b”');
  expect(quote('x'.repeat(300))).toHaveLength(122);
});

test('words in the token that the server echoes are no words of the server', () => {
  const token = 'eyJnbf.expired-exp.not-nbf_exp';
  const message = `invalid token: ${token}, error: go-jose/go-jose: error in cryptographic primitive`;
  expect(authFailure({ status: 401, code: 'unauthenticated', message }, 'host')).toMatchObject({ reason: 'wrong-secret' });
});
