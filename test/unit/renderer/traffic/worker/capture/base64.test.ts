import { expect, it } from 'vitest';
import { decodeBase64 } from '../../../../../../renderer/traffic/worker/capture/base64.ts';

it('decodes both alphabets, with and without padding', () => {
  for (let length = 0; length < 70; length += 1) {
    const bytes = Buffer.from(Array.from({ length }, (_, index) => (index * 83 + length) % 256));
    expect(decodeBase64(bytes.toString('base64'))).toEqual(new Uint8Array(bytes));
    expect(decodeBase64(bytes.toString('base64url'))).toEqual(new Uint8Array(bytes));
  }
});

it.each(['a', 'ab=c', 'a b=', 'äb', 'abc===', '===='])('takes nothing else: %s', (text) => {
  expect(decodeBase64(text)).toBeUndefined();
});
