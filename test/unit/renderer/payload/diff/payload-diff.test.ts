import { encode } from '@msgpack/msgpack';
import { describe, expect, it } from 'vitest';
import { comparePayloads, isEqual } from '../../../../../renderer/payload/diff/payload-diff.ts';
import { PayloadReading } from '../../../../../renderer/payload/payload-guess.ts';

const text = (value: string): PayloadReading => new PayloadReading(new TextEncoder().encode(value));
const packed = (value: unknown): PayloadReading => new PayloadReading(encode(value));

describe('comparePayloads', () => {
  it.each([
    ['JSON', text('{"a":1}'), text('[2]'), ['json', 'lines', 'hex']],
    ['texts', text('hello'), text('hell'), ['lines', 'hex']],
    ['JSON and a text', text('{"a":1}'), text('hello'), ['lines', 'hex']],
    ['MessagePack', packed({ a: 1 }), packed({ a: 2 }), ['lines', 'hex']],
    ['MessagePack and JSON', packed({ a: 1 }), text('{"a":1}'), ['lines', 'hex']],
    ['a text and bytes', text('hello'), new PayloadReading(Uint8Array.of(0xff)), ['hex']],
    ['long lists', text(`[${'1,'.repeat(60_000)}1]`), text('[1]'), ['hex', 'lines']],
    ['many lines', text('\n'.repeat(6_000)), text('[1]'), ['hex']],
    ['what is too large', text('a'.repeat(400_000)), text('a'), ['hex']],
  ])('compares %s', (_, before, after, modes) => {
    expect(comparePayloads(before, after).modes).toEqual(modes);
  });

  it('writes MessagePack as JSON is written, where it is the same', () => {
    const texts = comparePayloads(packed({ a: [1, 'x'] }), text('{"a":[1,"x"]}')).texts();
    expect(texts?.before).toBe('{\n  "a": [\n    1,\n    "x"\n  ]\n}');
    expect(texts?.after).toBe(texts?.before);
  });

  it('says why texts of many lines are not compared by them', () => {
    expect(comparePayloads(text('\n'.repeat(6_000)), text('a')).note).toContain('5,000 lines');
    expect(comparePayloads(text('a'), text('b')).note).toBe('');
  });

  it('knows equal bytes', () => {
    expect([isEqual(Uint8Array.of(1), Uint8Array.of(1)), isEqual(Uint8Array.of(1), Uint8Array.of(1, 2))]).toEqual([
      true,
      false,
    ]);
  });
});
