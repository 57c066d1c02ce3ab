import { encode, encodeTimestampExtension } from '@msgpack/msgpack';
import { describe, expect, it } from 'vitest';
import { readMsgpack } from '../../../../../renderer/payload/codecs/index.ts';
import { bytesOf, random, randomValue } from './random-values.ts';

const written = (bytes: Uint8Array): string => {
  const result = readMsgpack(bytes);
  if (!result.ok) throw new Error(result.message);
  return result.document.value(0);
};

describe('readMsgpack', () => {
  it('reads what @msgpack/msgpack writes (fixed seed)', () => {
    const next = random(1);
    for (let run = 0; run < 300; run += 1) {
      const value = randomValue(next);
      const result = readMsgpack(encode(value));
      if (!result.ok) throw new Error(result.message);
      expect(result.trailing).toBe(0);
      expect(JSON.parse(result.document.pretty())).toEqual(value);
    }
  });

  it.each([
    ['00', '0'],
    ['7f', '127'],
    ['e0', '-32'],
    ['ff', '-1'],
    ['cc ff', '255'],
    ['cd ffff', '65535'],
    ['ce ffffffff', '4294967295'],
    ['cf ffffffffffffffff', '18446744073709551615'],
    ['d0 80', '-128'],
    ['d1 8000', '-32768'],
    ['d2 80000000', '-2147483648'],
    ['d3 8000000000000000', '-9223372036854775808'],
    ['ca 3f800000', '1.0'],
    ['cb 3ff8000000000000', '1.5'],
    ['cb 7ff8000000000000', 'NaN'],
    ['cb fff0000000000000', '-Infinity'],
    ['cb 8000000000000000', '-0.0'],
    ['c0', 'null'],
    ['c2', 'false'],
    ['c3', 'true'],
    ['d9 01 61', 'a'],
    ['da 0001 61', 'a'],
    ['db 00000001 61', 'a'],
    ['c4 02 00ff', "h'00ff'"],
    ['c5 0001 01', "h'01'"],
    ['c6 00000001 01', "h'01'"],
    ['d4 05 01', "ext(5, h'01')"],
    ['d8 05 000102030405060708090a0b0c0d0e0f', "ext(5, h'000102030405060708090a0b0c0d0e0f')"],
    ['c7 03 f6 010203', "ext(-10, h'010203')"],
    ['d6 ff 00000000', 'timestamp("1970-01-01T00:00:00Z")'],
    ['c7 0c ff 00000000 ffffffffffffffff', 'timestamp("1969-12-31T23:59:59Z")'],
    ['c7 0c ff 00000000 7fffffffffffffff', "ext(-1, h'000000007fffffffffffffff')"],
    ['80', '{}'],
    ['90', '[]'],
    ['dc 0001 01', '[1]'],
    ['dd 00000001 01', '[1]'],
    ['de 0001 01 02', '{1: 2}'],
    ['df 00000001 01 02', '{1: 2}'],
    ['82 a161 01 a161 02', '{"a": 1, "a": 2}'],
    ['81 92 01 80 c4 01 00', "{[1, {}]: h'00'}"],
    ['82 81 01 02 03 04 05', '{{1: 2}: 3, 4: 5}'],
  ])('reads %s as %s', (hex, text) => {
    expect(written(bytesOf(hex))).toBe(text);
  });

  it('reads a time with its nanoseconds', () => {
    const value = encodeTimestampExtension(new Date(1_790_000_000_125));
    expect(written(Uint8Array.from([0xd7, 0xff, ...(value ?? [])]))).toBe('timestamp("2026-09-21T14:13:20.125Z")');
  });

  it.each([
    ['', 'There are no bytes.', 0],
    ['c1', 'The byte 0xc1 begins no MessagePack value.', 0],
    ['92 01', 'The bytes end within an array: 1 value is missing.', 2],
    ['82 a161 01', 'The bytes end within a map: 1 pair is missing.', 4],
    ['81 a161', 'The bytes end within a map: 1 pair is missing.', 3],
    ['a3 6162', 'The text says that it is 3 B long, and 2 B are left.', 0],
    ['91 cb 0000', 'The number says that it is 8 B long, and 2 B are left.', 1],
    ['c6 ffff', 'The bytes end within a length.', 0],
    ['df ffffffff 01', 'The bytes end within a map: 4,294,967,295 pairs are missing.', 6],
    ['c6 ffffffff 00', 'The byte string says that it is 4,294,967,295 B long, and 1 B are left.', 0],
    ['dd ffffffff 01', 'The bytes end within an array: 4,294,967,294 values are missing.', 6],
  ])('says where %s goes wrong', (hex, message, offset) => {
    expect(readMsgpack(bytesOf(hex))).toMatchObject({ ok: false, message, offset });
  });

  it('tells what follows the value', () => {
    expect(readMsgpack(bytesOf('9101 0203'))).toMatchObject({ ok: true, trailing: 2 });
  });

  it('keeps what comes before an error', () => {
    const result = readMsgpack(bytesOf('92 82 a161 01 a162 c1'));
    expect(result.ok ? '' : result.document?.children(1).map(({ key }) => key)).toEqual(['a']);
  });

  it('gives places, paths and keys that are no text', () => {
    const result = readMsgpack(encode({ user: { tags: ['a', Uint8Array.of(1)] } }));
    if (!result.ok) throw new Error(result.message);
    const { document } = result;
    const [user] = document.children(0);
    const [tags] = document.children(user?.id ?? 0);
    const [, second] = document.children(tags?.id ?? 0);
    expect(document.path(second?.id ?? 0)).toBe('$.user.tags[1]');
    expect(second).toMatchObject({ kind: 'bytes', index: 1, key: undefined });
    const keyed = readMsgpack(bytesOf('81 c4 01 07 01'));
    if (!keyed.ok) throw new Error(keyed.message);
    const [only] = keyed.document.children(0);
    expect(only).toMatchObject({ key: "h'07'", isTextKey: false });
    expect(keyed.document.path(only?.id ?? 0)).toBe("$[h'07']");
  });

  it('takes 10,000 levels, of maps and of keys too', () => {
    for (const level of ['91', '81 00', '81']) {
      const depth = 10_000;
      const end = level === '81' ? '00'.repeat(depth + 1) : '00';
      const bytes = bytesOf(level.repeat(depth) + end);
      const result = readMsgpack(bytes);
      if (!result.ok) throw new Error(result.message);
      expect(result.trailing).toBe(0);
      expect(result.document.pretty().length).toBeGreaterThan(depth * 2);
    }
  });

  it('never throws, whatever the bytes are (fixed seed)', () => {
    const next = random(2);
    for (let run = 0; run < 20_000; run += 1) {
      const bytes = Uint8Array.from({ length: Math.floor(next() * 40) }, () => next() * 256);
      const result = readMsgpack(bytes);
      const document = result.document;
      if (document === undefined) continue;
      document.pretty();
      for (const child of document.children(0)) document.path(child.id);
      expect(document.size).toBeLessThanOrEqual(bytes.length);
    }
  });
});
