import { describe, expect, it } from 'vitest';
import { hexDump, hexOf, hexRowCount, hexRows, parseHex } from '../../../../../renderer/payload/codecs/hex.ts';

describe('hexRows', () => {
  const bytes = Uint8Array.from({ length: 40 }, (_, index) => index * 6);

  it('makes the rows that are asked for', () => {
    expect(hexRowCount(40)).toBe(3);
    expect(hexRowCount(0)).toBe(0);
    expect(hexRows(bytes, 2, 10)).toEqual([{ offset: 32, hex: 'c0 c6 cc d2 d8 de e4 ea', ascii: '........' }]);
    expect(hexRows(bytes, 0, 1)[0]?.ascii).toBe('......$*06<BHNTZ');
    expect(hexRows(bytes, 3, 1)).toEqual([]);
  });

  it('dumps as text', () => {
    expect(hexDump(Uint8Array.from([0x68, 0x69, 0, 0xff]))).toBe(
      '0000  68 69 00 ff                                      hi..',
    );
    expect(hexDump(bytes).split('\n')).toHaveLength(3);
    expect(hexDump(new Uint8Array(0))).toBe('');
  });

  it('writes 256 KiB', () => {
    expect(hexOf(new Uint8Array(262_144))).toHaveLength(524_288);
  });
});

describe('parseHex', () => {
  it.each([
    ['', []],
    ['68 69', [0x68, 0x69]],
    ['6869FFfe', [0x68, 0x69, 0xff, 0xfe]],
    [' 0x68, 0X69;\n68:69-00_01 ', [0x68, 0x69, 0x68, 0x69, 0, 1]],
    ['0x0168', [1, 0x68]],
  ])('reads %o', (text, bytes) => {
    expect(parseHex(text)).toEqual({ ok: true, bytes: Uint8Array.from(bytes) });
  });

  it.each([
    ['68 6', 'half-byte', 3, '“6” at position 4 is half a byte: each byte takes two digits.'],
    ['6 8', 'half-byte', 0, '“6” at position 1 is half a byte: each byte takes two digits.'],
    ['68 zz', 'not-hex', 3, '“z” at position 4 is no hex digit: use 0–9 and a–f, two for each byte.'],
    ['6g', 'not-hex', 1, '“g” at position 2 is no hex digit: use 0–9 and a–f, two for each byte.'],
    ['68\u202e', 'not-hex', 2, '“⟨U+202E⟩” at position 3 is no hex digit: use 0–9 and a–f, two for each byte.'],
    ['68😀', 'not-hex', 2, '“😀” at position 3 is no hex digit: use 0–9 and a–f, two for each byte.'],
  ])('says where %o goes wrong', (text, reason, offset, message) => {
    expect(parseHex(text)).toEqual({ ok: false, reason, offset, message });
  });

  it('reads back what it wrote', () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
    expect(parseHex(hexOf(bytes, ' '))).toEqual({ ok: true, bytes });
    expect(parseHex(hexOf(bytes))).toEqual({ ok: true, bytes });
  });
});

describe('hexOf', () => {
  it('of many bytes is what it is of few', () => {
    const bytes = Uint8Array.from({ length: 2_000 }, (_, index) => index & 0xff);
    expect(hexOf(bytes)).toBe(hexOf(bytes, ' ').replaceAll(' ', ''));
    expect(hexOf(bytes.subarray(0, 256))).toBe(hexOf(bytes).slice(0, 512));
  });
});
