import { expect, test } from 'vitest';
import { joiningIdentity } from '../../../electron/join-url.ts';

function token(claims: unknown): string {
  return `head.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.signature`;
}

test.each([
  ['the first join', `ws://127.0.0.1:1/rtc/v1?access_token=${token({ sub: 'ops-1' })}&auto_subscribe=0`, 'ops-1'],
  ['a resume', `wss://example.org/rtc?sid=PA_1&reconnect=1&access_token=${token({ sub: 'ünï' })}`, 'ünï'],
  ['a validation over HTTP', `http://127.0.0.1:1/rtc/validate?access_token=${token({ sub: 'ops-1' })}`, undefined],
  ['no token', 'ws://127.0.0.1:1/rtc', undefined],
  ['nonsense for a token', 'ws://127.0.0.1:1/rtc?access_token=a.b.c', undefined],
  ['a token without identity', `ws://127.0.0.1:1/rtc?access_token=${token({})}`, undefined],
])('%s', (_what, url, identity) => {
  expect(joiningIdentity(url)).toBe(identity);
});
