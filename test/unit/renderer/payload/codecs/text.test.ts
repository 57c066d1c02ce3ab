import { describe, expect, it } from 'vitest';
import { decodeText, lineLengthMaximum, TextLines } from '../../../../../renderer/payload/codecs/text.ts';

const encoder = new TextEncoder();

describe('decodeText', () => {
  it('reads UTF-8 whole, a byte order mark included', () => {
    for (const text of ['', 'plain', 'ü漢😀', '\ufeffx', '\0\u202e', 'x'.repeat(60_000)]) {
      expect(decodeText(encoder.encode(text))).toEqual({ text, invalidBytes: 0, firstInvalidAt: undefined });
    }
  });

  it.each<[string, number[], number, number]>([
    ['a stray continuation', [0x61, 0x80, 0x62], 1, 1],
    ['a cut sequence', [0x61, 0xe2, 0x82], 2, 1],
    ['an overlong one', [0xc0, 0xaf], 2, 0],
    ['an overlong one of 3', [0xe0, 0x80, 0x80], 3, 0],
    ['half a surrogate pair', [0xed, 0xa0, 0x80], 3, 0],
    ['beyond Unicode', [0xf4, 0x90, 0x80, 0x80], 4, 0],
    ['bytes that UTF-8 never has', [0x61, 0x62, 0xff, 0xfe], 2, 2],
    ['a sequence that another begins in', [0xe2, 0xc3, 0xbc], 1, 0],
  ])('counts %s', (_, bytes, invalidBytes, firstInvalidAt) => {
    const decoded = decodeText(Uint8Array.from(bytes));
    expect(decoded).toMatchObject({ invalidBytes, firstInvalidAt });
    expect(decoded.text).toContain('\ufffd');
  });

  it('agrees with the platform on what is valid, for all pairs of bytes and many triples', () => {
    const strict = new TextDecoder('utf-8', { fatal: true });
    const isValid = (bytes: Uint8Array): boolean => {
      try {
        strict.decode(bytes);
        return true;
      } catch {
        return false;
      }
    };
    const differing: string[] = [];
    for (let pair = 0; pair < 65_536; pair += 1) {
      for (const rest of [[], [0x80], [0x80, 0xbf]]) {
        const bytes = Uint8Array.from([pair >> 8, pair & 0xff, ...rest]);
        if ((decodeText(bytes).invalidBytes === 0) !== isValid(bytes)) differing.push(bytes.join(' '));
      }
    }
    expect(differing).toEqual([]);
  });
});

describe('TextLines', () => {
  it('parts lines at LF, CR LF and CR', () => {
    const lines = new TextLines('one\ntwo\r\nthree\rfour\n');
    expect(lines.count).toBe(5);
    expect(lines.slice(0, 99).map(({ text }) => text)).toEqual(['one', 'two', 'three', 'four', '']);
    expect(lines.slice(1, 2).map(({ number }) => number)).toEqual([1, 2]);
    expect(lines.slice(9, 2)).toEqual([]);
    expect(new TextLines('').slice(0, 9)).toEqual([{ number: 0, text: '', hidden: 0 }]);
  });

  it('bounds a line of 60 kB for display and keeps the text whole', () => {
    const text = 'x'.repeat(60_000);
    const lines = new TextLines(`${text}\nshort`);
    const [long, short] = lines.slice(0, 2);
    expect([long?.text.length, long?.hidden]).toEqual([lineLengthMaximum, 60_000 - lineLengthMaximum]);
    expect(short).toEqual({ number: 1, text: 'short', hidden: 0 });
    expect(lines.text).toBe(`${text}\nshort`);
  });

  it('does not cut a surrogate pair', () => {
    const [line] = new TextLines(`x${'😀'.repeat(2_000)}`).slice(0, 1);
    expect(line?.text.endsWith('😀')).toBe(true);
    expect((line?.text.length ?? 0) + (line?.hidden ?? 0)).toBe(4_001);
  });
});
