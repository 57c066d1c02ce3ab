import type { DataPacket } from '@livekit/protocol';

/** Field 16 (`sequence`) as a varint: two bytes. */
const sequenceTag = [0x80, 0x01];
const varintBytes = 5;

/**
 * A packet as bytes, whose sequence can be set without building it anew: the field stands last, in a varint of fixed
 * length (longer than need be is allowed), so that a generator costs next to nothing beside what is measured.
 */
export class SequencedPacket {
  readonly bytes: Uint8Array<ArrayBuffer>;

  /** @param packet Without a sequence. */
  constructor(packet: DataPacket) {
    const body = packet.toBinary();
    this.bytes = new Uint8Array(body.length + sequenceTag.length + varintBytes);
    this.bytes.set(body);
    this.bytes.set(sequenceTag, body.length);
    this.sequence = 0;
  }

  set sequence(value: number) {
    const start = this.bytes.length - varintBytes;
    let rest = value >>> 0;
    for (let index = 0; index < varintBytes; index += 1) {
      const isLast = index === varintBytes - 1;
      this.bytes[start + index] = (rest & 0x7f) | (isLast ? 0 : 0x80);
      rest >>>= 7;
    }
  }
}
