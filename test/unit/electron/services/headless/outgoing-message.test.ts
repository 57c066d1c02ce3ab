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
  ['[]', 'the message has a value that it must not have'],
  ['{}', 'it has no “payload”'],
  ['{"payload":1}', '“payload” has a value'],
  ['{"payload":"x","kind":"fast"}', '“kind” has a value'],
  ['{"payload":"x","destinations":[""]}', '“destinations.0” has a value'],
  ['{"payload":"%%","payloadEncoding":"base64"}', 'not base64'],
  ['{"payload":"AAA","payloadEncoding":"base64"}', 'not base64'],
])('%s: %s', (text, why) => {
  const read = readOutgoingMessage(text);
  expect(read.ok ? 'was read' : read.message).toContain(why);
});
