import { describe, expect, it } from 'vitest';
import { LineWriter } from '../../../../../../renderer/traffic/worker/feed/line-writer.ts';

function written(write: (into: LineWriter) => void): string {
  const into = new LineWriter();
  write(into);
  return Buffer.from(into.bytes.subarray(0, into.used)).toString();
}

const utf8 = (text: string) => new TextEncoder().encode(text);
const allControls = String.fromCharCode(...Array.from({ length: 0x21 }, (_, unit) => unit));
const texts = ['', 'plain', 'a"b\\c', allControls, 'é € 😀 \u2028 \u007f \u0080 \ufeff', '\ud800 alone'];

describe('LineWriter', () => {
  it.each(texts)('writes %j as JSON', (text) => {
    expect(JSON.parse(written((into) => into.json(text)))).toBe(text);
  });

  it.each(texts.slice(0, -1))('writes the UTF-8 of %j as JSON', (text) => {
    const bytes = utf8(`..${text}..`);
    const json = written((into) => expect(into.jsonUtf8(bytes, 2, bytes.length - 2)).toBe(true));
    expect(json).toBe(JSON.stringify(text));
  });

  it.each([
    [0x80], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0x41, 0xff],
  ])('writes nothing of what is no UTF-8: %#', (...bytes) => {
    expect(written((into) => expect(into.jsonUtf8(Uint8Array.from(bytes), 0, bytes.length)).toBe(false))).toBe('');
  });

  it('does not look beyond the end for the rest of a sign', () => {
    const bytes = utf8('a€');
    expect(written((into) => expect(into.jsonUtf8(bytes, 0, 3)).toBe(false))).toBe('');
  });

  it('writes base64 of any length', () => {
    const bytes = Uint8Array.from({ length: 300 }, (_, index) => (index * 37) & 255);
    for (let end = 0; end <= 300; end += 1) {
      expect(written((into) => into.base64(bytes, 1, Math.max(1, end)))).toBe(
        Buffer.from(bytes.subarray(1, Math.max(1, end))).toString('base64'),
      );
    }
  });

  it('grows, and is used again', () => {
    const into = new LineWriter();
    const long = 'ü'.repeat(100_000);
    into.text('first ');
    into.json(long);
    into.ascii(' '.repeat(100_000));
    expect(Buffer.from(into.bytes.subarray(0, into.used)).toString()).toBe(`first "${long}"${' '.repeat(100_000)}`);
    into.reset();
    into.text('x');
    expect(into.used).toBe(1);
  });
});
