import { WireReader } from '../packet/wire-reader.ts';

/** Fields of `DataPacket` and, within its `user`, of `UserPacket` (livekit_models.proto). */
const packetDestinations = 5;
const packetUser = 2;
const userSids = 3;
const userIdentities = 6;

/**
 * The identities and sids that a packet is addressed to, as ranges of its bytes. For packets that the scanner let
 * pass.
 */
export class DestinationReader {
  start = 0;
  end = 0;
  #bytes: Uint8Array = new Uint8Array(0);
  readonly #packet = new WireReader();
  readonly #user = new WireReader();
  #isInUser = false;

  begin(bytes: Uint8Array, start: number, end: number): void {
    this.#bytes = bytes;
    this.#packet.begin(bytes, start, end);
    this.#isInUser = false;
  }

  /** False when there are no more. */
  next(): boolean {
    for (;;) {
      const fields = this.#isInUser ? this.#user : this.#packet;
      if (!fields.next()) {
        if (!this.#isInUser) return false;
        this.#isInUser = false;
        continue;
      }
      if (!fields.hasLength) continue;
      const { number, valueStart: start, valueEnd: end } = fields;
      const isOne = this.#isInUser ? number === userSids || number === userIdentities : number === packetDestinations;
      if (isOne) {
        this.start = start;
        this.end = end;
        return true;
      }
      if (this.#isInUser || number !== packetUser) continue;
      this.#user.begin(this.#bytes, start, end);
      this.#isInUser = true;
    }
  }
}
