import { encode } from '@msgpack/msgpack';
import { encode as encodeCbor } from 'cbor2';
import { describe, expect, it } from 'vitest';
import {
  copyablePayload,
  guessedWholeMaximum,
  guessView,
  PayloadReading,
  type PayloadViewName,
} from '../../../../renderer/payload/payload-guess.ts';
import { bytesOf, random } from './codecs/random-values.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const viewOf = (payload: Uint8Array): PayloadViewName => guessView(new PayloadReading(payload)).view;

describe('guessView', () => {
  it.each([
    ['{"x":1}', 'json'],
    [' 42 ', 'json'],
    ['hello', 'text'],
    ['{"x":', 'text'],
    ['', 'text'],
    ['a\u0001b', 'hex'],
    // A slip in a long text, a C string, what terminals are sent.
    [`\u202e${'x'.repeat(50_000)}\0`, 'text'],
    [`${'x'.repeat(64)}\u0001`, 'text'],
    [`${'x'.repeat(60)}\u0001`, 'hex'],
    [`${'x'.repeat(1_000)}${'\u0001'.repeat(20)}`, 'hex'],
    ['hello\0', 'text'],
    ['hello\0\0', 'hex'],
    ['abc\0', 'hex'],
    ['\u001b[31mred\u001b[0m', 'text'],
    ['\u001b'.repeat(9), 'hex'],
    ['100 %\u0008\b', 'text'],
    ['a page\f', 'text'],
    ['\u000b'.repeat(9), 'hex'],
    ['\u000b'.repeat(20_000), 'hex'],
    ['\n\t\r\n', 'text'],
    // Texts that are MessagePack or CBOR values as well, or begin as one does.
    ['a', 'text'],
    ['~', 'text'],
    ['ok', 'text'],
    ['né', 'text'],
    ['🙂', 'text'],
    ['\u0431\u0432', 'text'],
    ['\u07ff\u0080', 'text'],
  ])('shows %j as %s', (text, view) => {
    expect(viewOf(bytes(text))).toBe(view);
  });

  it.each<[string, unknown]>([
    ['a map', { id: 7, name: 'Guest' }],
    ['a small map', { a: 1 }],
    ['a position', [0.25, -17.5]],
    ['small integers', [1, 2, 3]],
    ['maps in a list', [{ a: null }, { b: [true, 'é', new Uint8Array([0, 255])] }]],
    ['a long list', Array.from({ length: 70_000 }, (_, index) => index & 0x7f)],
  ])('knows %s as MessagePack, and as CBOR', (_, value) => {
    expect(viewOf(encode(value))).toBe('msgpack');
    expect(viewOf(encodeCbor(value))).toBe('cbor');
  });

  it.each([
    ['d9d9f7 a1616101', 'cbor', 'a tag that says so'],
    ['bf616101ff', 'cbor', 'a map of open length'],
    ['82 01 02', 'cbor', 'a list; as MessagePack it would be cut'],
    ['92 01 02', 'msgpack', 'a list; as CBOR it would be cut'],
    ['81 c4 01 00 01', 'hex', 'a key that is bytes'],
    ['91 a2 ff fe', 'hex', 'a string that is no text'],
    ['91 a1 01', 'hex', 'a string of a control character'],
    ['91 01 00', 'hex', 'a byte behind the value'],
    ['80', 'hex', 'nothing in it'],
    ['cb 3ff8000000000000', 'hex', 'a number alone'],
    ['c4 02 00ff', 'hex', 'bytes alone'],
  ])('shows %s as %s: %s', (hex, view) => {
    expect(viewOf(bytesOf(hex))).toBe(view);
  });

  it('seldom takes random bytes for MessagePack or CBOR (fixed seed)', () => {
    const next = random(9);
    const taken = (length: number): number => {
      let count = 0;
      for (let run = 0; run < 10_000; run += 1) {
        const view = viewOf(Uint8Array.from({ length }, () => next() * 256));
        if (view === 'msgpack' || view === 'cbor') count += 1;
      }
      return count;
    };
    expect(taken(3)).toBeLessThan(60);
    expect(taken(16)).toBeLessThan(6);
    expect(taken(64)).toBe(0);
  });

  it('shows what is no UTF-8 as hex, and says from where on', () => {
    const reading = new PayloadReading(Uint8Array.of(0x61, 0xff, 0xfe));
    expect(guessView(reading)).toMatchObject({
      view: 'hex',
      because: 'Text is UTF-8, and this is none from byte 1 on.',
    });
    expect(reading.json).toBeUndefined();
  });

  it('looks at the beginning of a large payload only', () => {
    const large = bytes(`[${'1,'.repeat(guessedWholeMaximum)}1]`);
    expect(guessView(new PayloadReading(large))).toMatchObject({ view: 'text', why: 'Large' });
    expect(guessView(new PayloadReading(large.map((byte) => byte | 0x80)))).toMatchObject({ view: 'hex' });
  });

  it('reads no more than 80,000 values of MessagePack or CBOR unasked, and says so', () => {
    const deep = new Uint8Array(200_000).fill(0x91);
    deep[deep.length - 1] = 1;
    const reading = new PayloadReading(deep);
    expect(reading.guess).toMatchObject({ view: 'hex', why: 'Many values' });
    expect(reading.msgpack.ok).toBe(true);
  });

  it('keeps the place of a JSON error', () => {
    const { json } = new PayloadReading(bytes('{"a": 1,\n "b": tru }'));
    expect(json).toMatchObject({ ok: false, line: 2, column: 7 });
  });
});

describe('copyablePayload', () => {
  it('copies text as it is, and anything else as hex', () => {
    expect(copyablePayload(bytes('a\u202Eb'))).toEqual({ text: 'a\u202Eb', as: 'text' });
    expect(copyablePayload(Uint8Array.of(0xff, 0x01))).toEqual({ text: 'ff01', as: 'hex' });
  });
});
