import { DataPacket, UserPacket } from '@livekit/protocol';
import { SequencedPacket } from './sequenced-packet.ts';

/** Bytes on the channel. */
export const rowPacketBytes = 200;
const senders = 64;
/** One packet in so many is the one that the filters look for: the first match is some way off. */
const rareEvery = 50_000;

/** Sender, topic, JSON `user.id` and a word of its text: what is found by exactly one filter each. */
export const rarePacket = {
  sender: 'rare-sender',
  topic: 'rare-topic',
  userId: 4_242,
  word: 'Fräulein-Nadel',
} as const;

/** An endless row of user packets of 200 bytes: 64 senders in turn, JSON payloads, sequences as they should be. */
export class RowPackets {
  readonly #packets = Array.from({ length: senders }, (_, index) =>
    packetOf(`sender-${index}`, `PA_${index}`, `state/${index % 16}`, index, 'steady as she goes'),
  );
  readonly #rare = packetOf(rarePacket.sender, 'PA_rare', rarePacket.topic, rarePacket.userId, rarePacket.word);
  #count = 0;

  /** Borrowed: it is changed for a later one. */
  next(): Uint8Array<ArrayBuffer> {
    const number = this.#count;
    this.#count += 1;
    if (number % rareEvery === rareEvery - 1) {
      this.#rare.sequence = Math.floor(number / rareEvery) + 1;
      return this.#rare.bytes;
    }
    const packet = this.#packets[number % senders] ?? this.#rare;
    packet.sequence = Math.floor(number / senders) + 1;
    return packet.bytes;
  }
}

function packetOf(identity: string, sid: string, topic: string, userId: number, text: string): SequencedPacket {
  const build = (padding: string): SequencedPacket => {
    const payload = new TextEncoder().encode(JSON.stringify({ user: { id: userId }, text, padding }));
    const value = new UserPacket({ payload, topic });
    return new SequencedPacket(
      new DataPacket({ participantIdentity: identity, participantSid: sid, value: { case: 'user', value } }),
    );
  };
  const missing = rowPacketBytes - build('').bytes.length;
  // The lengths before payload and packet may grow by a byte each.
  for (const length of [missing, missing - 1, missing - 2]) {
    const packet = build('.'.repeat(Math.max(0, length)));
    if (packet.bytes.length === rowPacketBytes) return packet;
  }
  return build('.'.repeat(Math.max(0, missing)));
}
