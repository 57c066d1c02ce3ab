import { DataPacket, UserPacket } from '@livekit/protocol';
import { expect, test } from 'vitest';
import { FuzzPackets } from '../../../../../renderer/probe/bench/fuzz-packets.ts';
import { RowPackets, rarePacket, rowPacketBytes } from '../../../../../renderer/probe/bench/row-packets.ts';
import { SequencedPacket } from '../../../../../renderer/probe/bench/sequenced-packet.ts';

test('a sequence is set in place, up to 32 bits', () => {
  const packet = new SequencedPacket(
    new DataPacket({ value: { case: 'user', value: new UserPacket({ payload: new Uint8Array([1, 2]), topic: 't' }) } }),
  );
  for (const sequence of [0, 1, 127, 128, 70_000, 0xffff_ffff]) {
    packet.sequence = sequence;
    const read = DataPacket.fromBinary(packet.bytes);
    expect(read.sequence).toBe(sequence);
    expect(read.value.case).toBe('user');
  }
});

test('row packets have 200 bytes, rising sequences for each sender, and a rare one among them', () => {
  const packets = new RowPackets();
  const sequences = new Map<string, number>();
  let rare = 0;
  for (let number = 0; number < 100_000; number += 1) {
    const bytes = packets.next();
    expect(bytes.length).toBe(rowPacketBytes);
    if (number % 997 !== 0 && number % 50_000 !== 49_999) continue;
    const read = DataPacket.fromBinary(bytes);
    expect(read.sequence).toBeGreaterThan(sequences.get(read.participantSid) ?? 0);
    sequences.set(read.participantSid, read.sequence);
    if (read.participantIdentity === rarePacket.sender) rare += 1;
    if (read.value.case === 'user') JSON.parse(new TextDecoder().decode(read.value.value.payload));
  }
  expect(rare).toBe(2);
});

test('the same seed gives the same fuzz packets, another one others', () => {
  const take = (seed: number): string => {
    const packets = new FuzzPackets(seed);
    return JSON.stringify(
      Array.from({ length: 400 }, () => {
        const { kind, data } = packets.next();
        return [kind, typeof data === 'string' ? data : [...data.subarray(0, 50)], data.length];
      }),
    );
  };
  expect(take(1)).toBe(take(1));
  expect(take(1)).not.toBe(take(2));
});
