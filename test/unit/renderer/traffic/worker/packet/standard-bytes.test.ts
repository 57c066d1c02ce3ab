import { DataPacket, DataStream_Header, DataStream_TextHeader } from '@livekit/protocol';
import { describe, expect, it } from 'vitest';
import { standardBytes } from '../../../../../../renderer/traffic/worker/packet/standard-bytes.ts';
import { randomFrom, randomPacket } from '../random-packets.ts';

const utf8 = new TextEncoder();

function read(...values: (number | string)[]): DataPacket {
  const packet = Uint8Array.from(values.flatMap((value) => (typeof value === 'number' ? [value] : [...utf8.encode(value)])));
  const bytes = standardBytes(packet);
  if (bytes === undefined) throw new Error('no DataPacket');
  return DataPacket.fromBinary(bytes);
}

describe('standardBytes', () => {
  it('gives the very bytes of packets that have one reading (seed 6)', () => {
    const random = randomFrom(6);
    for (let index = 0; index < 500; index += 1) {
      const packet = randomPacket(random).toBinary();
      expect(standardBytes(packet)).toBe(packet);
    }
  });

  it('leaves out what the server skips, with what a longer reading of it would take along', () => {
    const packet = read(0x22, 1, 'm', 0x8a, 0x01, 4, 'PA_1', 0x20, 3, 0xa2, 0x06, 6, 0x8a, 0x01, 3, 'P_2');
    expect(packet).toEqual(expect.objectContaining({ participantIdentity: 'm', participantSid: 'PA_1' }));
    // The field that holds the forged sid is unknown to both.
    expect(packet.getType().runtime.bin.listUnknownFields(packet).map(({ no }) => no)).toEqual([100]);
  });

  it('keeps what stands beside it, at any depth', () => {
    const speakers = read(0x1a, 8, 0x0a, 6, 0x08, 9, 0x0a, 2, 'PA').value;
    expect(speakers.case === 'speaker' && speakers.value.speakers.map(({ sid }) => sid)).toEqual(['PA']);
    const user = read(0x12, 8, 0x20, 0xac, 0x02, 0x12, 1, 'x', 0x20, 1, 0x80, 0x01, 5);
    expect(user.value.case === 'user' && [...user.value.value.payload]).toEqual([120]);
    expect(user.sequence).toBe(5);
  });

  it('takes key and value from an entry of a map, and nothing else', () => {
    const entry = [0x18, 0x12, 0x0a, 1, 'k', 0x10, 7, 0x12, 1, 'v'];
    const header = read(0x6a, 12, 0x42, 10, ...entry).value;
    expect(header.case === 'streamHeader' && header.value.attributes).toEqual({ k: 'v' });
  });

  it('writes lengths of more than one byte', () => {
    const value = new DataStream_Header({
      topic: 't'.repeat(300),
      contentHeader: { case: 'textHeader', value: new DataStream_TextHeader() },
    });
    const header = [...value.toBinary(), 0x08, 1];
    const read13 = read(0x6a, (header.length & 0x7f) | 0x80, header.length >> 7, ...header).value;
    expect(read13.case === 'streamHeader' && read13.value.equals(value)).toBe(true);
  });

  it('has nothing to give for what is no DataPacket', () => {
    expect(standardBytes(Uint8Array.of(0x22, 5))).toBeUndefined();
    // livekit-client reads a field that ends beyond its message.
    expect(standardBytes(Uint8Array.of(0x12, 3, 0x12, 2, 1, 2))).toBeUndefined();
  });
});
