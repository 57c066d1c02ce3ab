import { describe, expect, it } from 'vitest';
import { WireReader } from '../../../../../../renderer/traffic/worker/packet/wire-reader.ts';

/** Numbers of the fields, those that have a length with their bytes. */
function fieldsOf(...bytes: number[]): (number | [number, ...number[]])[] {
  const packet = Uint8Array.from([0xff, ...bytes, 0xff]);
  const reader = new WireReader();
  reader.begin(packet, 1, packet.length - 1);
  const fields: (number | [number, ...number[]])[] = [];
  while (reader.next()) {
    const { number, valueStart, valueEnd } = reader;
    fields.push(reader.hasLength ? [number, ...packet.subarray(valueStart, valueEnd)] : number);
  }
  return fields;
}

describe('WireReader.next', () => {
  it('goes through fields of all wire types, whatever message they are of', () => {
    const single = [0x08, 0xac, 0x02, 0x11, 1, 2, 3, 4, 5, 6, 7, 8, 0x1d, 1, 2, 3, 4];
    expect(fieldsOf(...single, 0x22, 2, 7, 8, 0x28, 1)).toEqual([1, 2, 3, [4, 7, 8], 5]);
  });

  it('goes on after a group', () => {
    expect(fieldsOf(0x0b, 0x12, 1, 9, 0x0c, 0x1a, 1, 5)).toEqual([1, [3, 5]]);
  });

  it('ends where no field begins, or one is cut', () => {
    expect(fieldsOf()).toEqual([]);
    expect(fieldsOf(0x08, 1, 0x02, 1)).toEqual([1]);
    expect(fieldsOf(0x08, 1, 0x12, 3, 1, 2)).toEqual([1]);
    expect(fieldsOf(0x08, 1, 0x0b, 0x10)).toEqual([1]);
  });
});
