const wireVarint = 0;
const wire64Bit = 1;
const wireBytes = 2;
const wire32Bit = 5;

/** Fields of `DataPacket` and, within its `user`, of `UserPacket` (livekit_models.proto). */
const packetDestinations = 5;
const packetUser = 2;
const userSids = 3;
const userIdentities = 6;

/**
 * The identities and sids that a packet is addressed to, as ranges of its bytes. For packets that the scanner let
 * pass; it stops where it meets what it does not know.
 */
export class DestinationReader {
  start = 0;
  end = 0;
  #bytes: Uint8Array = new Uint8Array(0);
  #at = 0;
  #end = 0;
  /** Where the user packet ends while the reader is in one; else 0. */
  #userEnd = 0;
  #value = 0;

  begin(bytes: Uint8Array, start: number, end: number): void {
    this.#bytes = bytes;
    this.#at = start;
    this.#end = end;
    this.#userEnd = 0;
  }

  /** False when there are no more. */
  next(): boolean {
    for (;;) {
      if (this.#userEnd !== 0 && this.#at >= this.#userEnd) this.#userEnd = 0;
      if (this.#at >= this.#end || !this.#varint()) return false;
      const field = this.#value >>> 3;
      const wireType = this.#value & 7;
      if (wireType !== wireBytes) {
        if (!this.#skip(wireType)) return false;
        continue;
      }
      if (!this.#varint()) return false;
      const from = this.#at;
      const to = from + this.#value;
      if (to > this.#end) return false;
      if (this.#userEnd === 0 && field === packetUser) {
        this.#userEnd = to;
        continue;
      }
      this.#at = to;
      const isOne = this.#userEnd === 0 ? field === packetDestinations : field === userSids || field === userIdentities;
      if (!isOne) continue;
      this.start = from;
      this.end = to;
      return true;
    }
  }

  #skip(wireType: number): boolean {
    if (wireType === wireVarint) return this.#varint();
    if (wireType !== wire64Bit && wireType !== wire32Bit) return false;
    this.#at += wireType === wire64Bit ? 8 : 4;
    return true;
  }

  /** Reads a varint, its lower 32 bits. */
  #varint(): boolean {
    let value = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      if (this.#at >= this.#end) return false;
      const byte = this.#bytes[this.#at] ?? 0;
      this.#at += 1;
      if (shift < 35) value |= (byte & 0x7f) << shift;
      if (byte < 0x80) {
        this.#value = value >>> 0;
        return true;
      }
    }
    return false;
  }
}
