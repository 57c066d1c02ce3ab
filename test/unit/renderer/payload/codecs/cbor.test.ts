import { encode as encodeCbor } from 'cbor2';
import { describe, expect, it } from 'vitest';
import { readCbor, tagMeaning } from '../../../../../renderer/payload/codecs/index.ts';
import { bytesOf, random, randomValue } from './random-values.ts';


const written = (bytes: Uint8Array): string => {
  const result = readCbor(bytes);
  if (!result.ok) throw new Error(result.message);
  return result.document.value(0);
};

describe('readCbor', () => {
  it('reads what cbor2 writes (fixed seed)', () => {
    const next = random(3);
    for (let run = 0; run < 300; run += 1) {
      const value = randomValue(next);
      const result = readCbor(encodeCbor(value));
      if (!result.ok) throw new Error(result.message);
      expect(result.trailing).toBe(0);
      expect(JSON.parse(result.document.pretty())).toEqual(value);
    }
  });

  // RFC 8949, appendix A; strings stand there in quotes, and here as they are copied.
  it.each([
    ['00', '0'],
    ['1818', '24'],
    ['1903e8', '1000'],
    ['1b000000e8d4a51000', '1000000000000'],
    ['1bffffffffffffffff', '18446744073709551615'],
    ['3bffffffffffffffff', '-18446744073709551616'],
    ['20', '-1'],
    ['3903e7', '-1000'],
    ['f90000', '0.0'],
    ['f98000', '-0.0'],
    ['f93e00', '1.5'],
    ['f97bff', '65504.0'],
    ['f90001', '5.960464477539063e-8'],
    ['f9c400', '-4.0'],
    ['f97c00', 'Infinity'],
    ['f97e00', 'NaN'],
    ['fa47c35000', '100000.0'],
    ['fb3ff199999999999a', '1.1'],
    ['f4', 'false'],
    ['f6', 'null'],
    ['f7', 'undefined'],
    ['f0', 'simple(16)'],
    ['f8ff', 'simple(255)'],
    ['c074323031332d30332d32315432303a30343a30305a', '0("2013-03-21T20:04:00Z")'],
    ['c11a514b67b0', '1(1363896240)'],
    ['d74401020304', "23(h'01020304')"],
    ['d818456449455446', "24(h'6449455446')"],
    ['40', "h''"],
    ['60', ''],
    ['62225c', '"\\'],
    ['64f0908591', '\u{10151}'],
    ['83010203', '[1, 2, 3]'],
    ['8301820203820405', '[1, [2, 3], [4, 5]]'],
    ['a201020304', '{1: 2, 3: 4}'],
    ['a26161016162820203', '{"a": 1, "b": [2, 3]}'],
    ['5f42010243030405ff', "h'0102030405'"],
    ['7f657374726561646d696e67ff', 'streaming'],
    ['9fff', '[]'],
    ['9f018202039f0405ffff', '[1, [2, 3], [4, 5]]'],
    ['83018202039f0405ff', '[1, [2, 3], [4, 5]]'],
    ['bf61610161629f0203ffff', '{"a": 1, "b": [2, 3]}'],
    ['826161bf61626163ff', '["a", {"b": "c"}]'],
    ['a2 6161 01 6161 02', '{"a": 1, "a": 2}'],
    ['a1 820102 03', '{[1, 2]: 3}'],
    ['a1 c102 03', '{1(2): 3}'],
  ])('reads %s as %s', (hex, text) => {
    expect(written(bytesOf(hex))).toBe(text);
  });

  it.each([
    ['1c', 'The byte 0x1c begins no CBOR value.', 0],
    ['1f', 'The byte 0x1f begins no CBOR value.', 0],
    ['df', 'The byte 0xdf begins no CBOR value.', 0],
    ['ff', 'A break stands where no container of open length is.', 0],
    ['81 ff', 'A break stands where no container of open length is.', 1],
    ['bf 00 ff', 'A break stands where the value of a key belongs.', 2],
    ['9f 01', 'The bytes end within an array that no break has closed.', 2],
    ['19 03', 'The bytes end within a number or a length.', 0],
    ['62 61', 'The text says that it is 2 B long, and 1 B are left.', 0],
    ['7f 4101 ff', 'A piece of a text is none itself.', 0],
    ['7f 6161', 'The text in pieces has no end.', 0],
    ['9bffffffffffffffff 00', 'The bytes end within an array: far more values are announced than there are bytes.', 10],
    ['5bffffffffffffffff 00', 'The byte string says that it is 18,446,744,073,709,551,615 B long, and 1 B are left.', 0],
    ['f818', 'Simple values below 32 take one byte.', 0],
    ['c1', 'The bytes end within a tag: 1 value is missing.', 1],
  ])('says where %s goes wrong', (hex, message, offset) => {
    expect(readCbor(bytesOf(hex))).toMatchObject({ ok: false, message, offset });
  });

  it.each([
    ['c11a514b67b0', 'time since 1970, 2013-03-21T20:04:00Z'],
    ['c1fb41d452d9ec200000', 'time since 1970, 2013-03-21T20:04:00.5Z'],
    ['c1f97e00', 'time since 1970'],
    ['c249010000000000000000', 'large integer, 18446744073709551616'],
    ['c349010000000000000000', 'large negative integer, -18446744073709551617'],
    ['d82550 00112233445566778899aabbccddeeff', 'UUID, 00112233-4455-6677-8899-aabbccddeeff'],
    ['d90400 01', ''],
  ])('says what the tag of %s means', (hex, meaning) => {
    const result = readCbor(bytesOf(hex));
    if (!result.ok) throw new Error(result.message);
    expect(tagMeaning(result.document, result.document.root)).toBe(meaning);
  });

  it('takes 10,000 levels of any kind', () => {
    for (const level of ['81', 'a100', 'c1', 'a1', '9f']) {
      const depth = 10_000;
      const end = level === 'a1' ? '00'.repeat(depth + 1) : level === '9f' ? `00${'ff'.repeat(depth)}` : '00';
      const result = readCbor(bytesOf(level.repeat(depth) + end));
      if (!result.ok) throw new Error(result.message);
      expect(result.trailing).toBe(0);
      expect(result.document.pretty().length).toBeGreaterThan(depth * 2);
    }
  });

  it('never throws, whatever the bytes are (fixed seed)', () => {
    const next = random(4);
    for (let run = 0; run < 20_000; run += 1) {
      const bytes = Uint8Array.from({ length: Math.floor(next() * 40) }, () => next() * 256);
      const { document } = readCbor(bytes);
      if (document === undefined) continue;
      document.pretty();
      for (const child of document.children(0)) document.path(child.id);
      expect(document.size).toBeLessThanOrEqual(bytes.length);
    }
  });
});
