import { describe, expect, it } from 'vitest';
import { ambiguityOf, libraryReading } from '../../../../../../renderer/traffic/worker/packet/ambiguity.ts';
import { userPacket } from '../log-fixtures.ts';

const utf8 = new TextEncoder();

function bytes(...values: (number | string)[]): Uint8Array {
  return Uint8Array.from(values.flatMap((value) => (typeof value === 'number' ? [value] : [...utf8.encode(value)])));
}

/** From m, with an unknown field of which livekit-client reads three bytes as an identity, and then those of b. */
const forged = bytes(
  ...[0x22, 1, 'm', 0x8a, 0x01, 4, 'PA_1'],
  ...[0x20, 3, 0xa2, 0x06, 12, 0x22, 1, 'b', 0x8a, 0x01, 3, 'P_2', 0x80, 0x01, 9],
);

describe('ambiguityOf', () => {
  it('names the field, its wire type and its own, and what livekit-client reads instead', () => {
    expect(ambiguityOf(forged)).toEqual({
      skipped:
        'field 4 (participant_identity) has wire type 0 (varint), where the protocol has 2 (length-delimited), ' +
        'at byte 11: the server skips it, and so does this row',
      library:
        'livekit-client’s decoder (protobuf-es v1) goes by the type that it knows: it reads identity “b”, ' +
        'sid “P_2”, sequence 9, no case',
    });
  });

  it('says in which case it is, and how many there are', () => {
    const two = ambiguityOf(bytes(0x12, 3, 0x20, 0xac, 0x02, 0x20, 3));
    expect(two?.skipped).toContain('field 4, within its case user, has wire type 0 (varint)');
    expect(two?.skipped).toContain('at byte 3, and 1 more field is alike: the server');
  });

  it('says that livekit-client cannot read it, or reads the same', () => {
    expect(ambiguityOf(bytes(0x20, 50))?.library).toMatch(/cannot read the packet, and fires no event$/);
    // A kind as 32 bits, of which livekit-client takes two bytes as a kind, and two as another one.
    const same = ambiguityOf(bytes(0x8a, 0x01, 1, 'P', 0x0d, 0x80, 0, 0x08, 1));
    expect(same?.library).toMatch(/it reads the same sender, sequence, topic and payload, but may read other fields$/);
  });

  it('tells entries of maps and deep groups apart', () => {
    expect(ambiguityOf(bytes(0x6a, 4, 0x42, 2, 0x18, 0x12))?.skipped).toContain('field 3, within its case streamHeader,');
    expect(ambiguityOf(bytes(0x6a, 4, 0x42, 2, 0x18, 0x12))?.skipped).toContain('an entry of a map');
    const deep = [...new Array<number>(1_500).fill(0x0b), ...new Array<number>(1_500).fill(0x0c)];
    expect(ambiguityOf(bytes(0xa3, 0x06, ...deep, 0xa4, 0x06))?.skipped).toContain('more than 1,000 groups');
  });

  it('has nothing to say of a packet that has one reading, and of what is none', () => {
    expect(ambiguityOf(userPacket('x'))).toBeUndefined();
    expect(ambiguityOf(bytes(0x22, 5))).toBeUndefined();
  });
});

describe('libraryReading', () => {
  it('is what livekit-client remembers', () => {
    expect(libraryReading(forged)).toEqual({ sid: 'P_2', sequence: 9 });
    expect(libraryReading(userPacket('x', { sequence: 3 }))).toEqual({ sid: 'PA_alice', sequence: 3 });
    expect(libraryReading(bytes(0x20, 50))).toBeUndefined();
  });
});
