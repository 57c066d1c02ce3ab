import { DataPacket, DataPacket_Kind, UserPacket } from '@livekit/protocol';
import { describe, expect, it } from 'vitest';
import { packetSize, type PacketParts } from '../../../../renderer/compose/packet-size.ts';

/** As livekit-client 2.23 and the server build it: LocalParticipant.publishData, RTCEngine.sendDataPacket. */
function serialise(parts: PacketParts, sequence: number): number {
  const user = new UserPacket({
    payload: new Uint8Array(parts.payloadSize),
    destinationIdentities: [...parts.destinationIdentities],
    ...(parts.topic === undefined ? {} : { topic: parts.topic }),
    ...(parts.way === 'participant' ? { participantIdentity: parts.ownIdentity } : { nonce: new Uint8Array(16) }),
  });
  return new DataPacket({
    kind: parts.kind === 'lossy' ? DataPacket_Kind.LOSSY : DataPacket_Kind.RELIABLE,
    value: { case: 'user', value: user },
    sequence,
  }).toBinary().length;
}

function makeParts(parts: Partial<PacketParts> = {}): PacketParts {
  return {
    way: 'participant',
    kind: 'lossy',
    payloadSize: 100,
    topic: undefined,
    destinationIdentities: [],
    ownIdentity: 'ops-1',
    ...parts,
  };
}

describe('packetSize', () => {
  it.each([
    makeParts(),
    makeParts({ payloadSize: 0 }),
    makeParts({ payloadSize: 127 }),
    makeParts({ payloadSize: 16_384, topic: 'chat' }),
    makeParts({ topic: '' }),
    makeParts({ topic: 'größe 🙂', destinationIdentities: ['a', 'maria@clinic', '日本'] }),
    makeParts({ payloadSize: 64_000, ownIdentity: 'x'.repeat(256) }),
    makeParts({ way: 'api', topic: 'notice', destinationIdentities: ['nurse-ek'] }),
    makeParts({ way: 'api', kind: 'reliable', payloadSize: 262_000 }),
  ])('is what @livekit/protocol writes: %o', (parts) => {
    expect(packetSize(parts)).toBe(serialise(parts, 0));
  });

  it('counts the sequence of a reliable packet at its longest', () => {
    const parts = makeParts({ kind: 'reliable', topic: 'chat' });
    expect(packetSize(parts)).toBe(serialise(parts, 4_294_967_295));
    expect(packetSize(parts) - serialise(parts, 1)).toBe(4);
  });
});
