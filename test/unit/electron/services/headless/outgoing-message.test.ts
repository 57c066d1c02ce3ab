import { expect, test } from 'vitest';
import { readOutgoingMessage } from '../../../../../electron/services/headless/outgoing-message.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

test('a payload is enough: reliable, without a topic, to everyone', () => {
  expect(readOutgoingMessage('\uFEFF{ "payload": "grüß" }\n')).toEqual({
    ok: true,
    value: { kind: 'reliable', topic: undefined, destinations: [], payload: bytes('grüß') },
  });
});

test('a row of a recording can be sent as it is', () => {
  const row = { number: 7, time: 'x', kind: 'lossy', topic: 't', destinations: ['a'], payload: 'AAE=', payloadEncoding: 'base64' };
  expect(readOutgoingMessage(JSON.stringify(row))).toEqual({
    ok: true,
    value: { kind: 'lossy', topic: 't', destinations: ['a'], payload: new Uint8Array([0, 1]) },
  });
  expect(readOutgoingMessage('{"payload":"x","topic":"","destinations":null}')).toMatchObject({
    value: { topic: undefined, destinations: [] },
  });
});

test.each([
  ['', 'it is empty'],
  ['hello', 'it is not JSON'],
  ['{"payload":"a"}\n{"payload":"b"}', 'one message is sent, not several'],
  ['[]', 'it must be one JSON object'],
  ['{}', 'it has no “payload”'],
  ['{"payload":1}', '“payload” must be a text'],
  ['{"payload":"x","kind":"fast"}', '“kind” must be "reliable" or "lossy"'],
  ['{"payload":"x","payloadEncoding":"hex"}', '“payloadEncoding” must be "utf8" or "base64"'],
  ['{"payload":"x","topic":1}', '“topic” must be a text, or null'],
  ['{"payload":"x","destinations":[""]}', '“destinations” must be a list of identities'],
  ['{"payload":"%%","payloadEncoding":"base64"}', 'not base64'],
  ['{"payload":"AAA","payloadEncoding":"base64"}', 'not base64'],
])('%s: %s', (text, why) => {
  const read = readOutgoingMessage(text);
  expect(read.ok ? 'was read' : read.message).toContain(why);
});
