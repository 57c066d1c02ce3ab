import { expect, test } from 'vitest';
import { networkFaultOf, wasNeverSent } from '../../../../electron/services/network-errors.ts';

/** As undici makes them: TypeError('fetch failed') with a cause. */
function fetchFailed(cause: unknown): Error {
  return new TypeError('fetch failed', { cause });
}

const coded = (code: string): Error => Object.assign(new Error(code), { code });

test.each([
  ['ENOTFOUND', 'host-not-found'],
  ['EAI_AGAIN', 'host-not-found'],
  ['ECONNREFUSED', 'connection-refused'],
  ['EHOSTUNREACH', 'unreachable'],
  ['UND_ERR_CONNECT_TIMEOUT', 'unreachable'],
  ['ECONNRESET', 'lost'],
  ['UND_ERR_SOCKET', 'lost'],
  ['UND_ERR_HEADERS_TIMEOUT', 'timeout'],
  ['CERT_HAS_EXPIRED', 'tls'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls'],
  ['EPROTO', 'tls'],
])('%s is %s', (code, kind) => {
  expect(networkFaultOf(fetchFailed(coded(code)))).toEqual({ kind, code });
});

test('a port that fetch never connects to', async () => {
  const error: unknown = await fetch('http://127.0.0.1:6000/').catch((caught: unknown) => caught);
  expect(networkFaultOf(error)).toEqual({ kind: 'port-blocked', code: 'bad port' });
});

test('a host with several addresses gives several errors', () => {
  const all = new AggregateError([coded('ECONNREFUSED'), coded('ECONNREFUSED')], '');
  expect(networkFaultOf(fetchFailed(all))).toEqual({ kind: 'connection-refused', code: 'ECONNREFUSED' });
});

test('a deadline of our own', async () => {
  const signal = AbortSignal.timeout(0);
  await new Promise((resolve) => signal.addEventListener('abort', resolve));
  expect(networkFaultOf(signal.reason)).toEqual({ kind: 'timeout', code: 'TimeoutError' });
});

test.each([[undefined], ['text'], [new Error('x')], [fetchFailed(new Error('x'))], [coded('EWHATEVER')]])(
  '%s is no network fault',
  (error) => {
    expect(networkFaultOf(error)).toBeUndefined();
  },
);

test('a cause that goes round in a circle ends', () => {
  const error = new Error('x');
  error.cause = error;
  expect(networkFaultOf(error)).toBeUndefined();
});

test('only a request that was sent can have done something', () => {
  const sent = ['timeout', 'lost'] as const;
  const unsent = ['host-not-found', 'connection-refused', 'unreachable', 'port-blocked', 'tls'] as const;
  for (const kind of sent) expect(wasNeverSent({ kind, code: '' })).toBe(false);
  for (const kind of unsent) expect(wasNeverSent({ kind, code: '' })).toBe(true);
});
