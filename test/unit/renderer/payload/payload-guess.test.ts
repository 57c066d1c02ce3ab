import { describe, expect, it } from 'vitest';
import { copyablePayload, guessView } from '../../../../renderer/payload/payload-guess.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('guessView', () => {
  it.each([
    ['{"x":1}', 'json'],
    [' 42 ', 'json'],
    ['hello', 'text'],
    ['{"x":', 'text'],
    ['', 'text'],
    ['a\u0001b', 'hex'],
  ])('shows %j as %s', (text, view) => {
    expect(guessView(bytes(text)).view).toBe(view);
  });

  it('shows what is no UTF-8 as hex, and says from where on', () => {
    expect(guessView(Uint8Array.of(0x61, 0xff, 0xfe))).toMatchObject({
      view: 'hex',
      because: 'Text is UTF-8, and this is none from byte 1 on.',
      json: undefined,
    });
  });

  it('keeps the place of a JSON error', () => {
    expect(guessView(bytes('{"a": 1,\n "b": tru }')).json).toMatchObject({ ok: false, line: 2, column: 7 });
  });
});

describe('copyablePayload', () => {
  it('copies text as it is, and anything else as hex', () => {
    expect(copyablePayload(bytes('a\u202Eb'))).toEqual({ text: 'a\u202Eb', as: 'text' });
    expect(copyablePayload(Uint8Array.of(0xff, 0x01))).toEqual({ text: 'ff01', as: 'hex' });
  });
});
