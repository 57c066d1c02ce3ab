import { expect, test } from 'vitest';
import { ok } from '../../../../electron/contract/result.ts';
import { checkJoin } from '../../../../electron/services/join-check.ts';

function fakeFetch(answer: () => Response) {
  const asked: { url: string; authorization: string | null }[] = [];
  const fetchIt: typeof fetch = (input, init) => {
    asked.push({ url: String(input), authorization: new Headers(init?.headers).get('authorization') });
    return Promise.resolve().then(answer);
  };
  return { fetchIt, asked };
}

test('asks the server over HTTP, with the token in a header', async () => {
  const { fetchIt, asked } = fakeFetch(() => new Response('success'));
  expect(await checkJoin(fetchIt, 'wss://lk.example/sub', 'TOKEN')).toEqual(ok(undefined));
  expect(asked).toEqual([{ url: 'https://lk.example/sub/rtc/validate', authorization: 'Bearer TOKEN' }]);
});

test('the server’s own refusal is what the person reads', async () => {
  const said = 'participant identity length exceeds limits: max length 256';
  const { fetchIt } = fakeFetch(() => new Response(said, { status: 400 }));
  expect(await checkJoin(fetchIt, 'ws://127.0.0.1:7880', 't')).toEqual({
    ok: false,
    kind: 'refused',
    reason: 'invalid',
    message: `The server refuses this join: “${said}”. Change it and try again.`,
  });
});

test.each([404, 401, 500])('HTTP %i is no answer to the question: the join will tell', async (status) => {
  const { fetchIt } = fakeFetch(() => new Response('x', { status }));
  expect(await checkJoin(fetchIt, 'ws://127.0.0.1:7880', 't')).toEqual(ok(undefined));
});

test('nor is no answer at all', async () => {
  const { fetchIt } = fakeFetch(() => {
    throw new TypeError('fetch failed');
  });
  expect(await checkJoin(fetchIt, 'ws://127.0.0.1:7880', 't')).toEqual(ok(undefined));
});
