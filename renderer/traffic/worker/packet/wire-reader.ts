import { fieldKinds, packable } from './message-plan.ts';
import type { MessagePlan } from './message-plan.ts';

/** Why bytes are no DataPacket; the index is kept, the words are for people. */
export const malformedReasons = [
  '',
  'it ends in the middle of a field',
  'a number has more than 10 bytes',
  'a field has the number 0',
  'a field has a wire type that does not exist',
  'a group is not closed',
  'a field has another wire type than its own',
  'a field reaches beyond the message that it is in',
] as const;

const truncated = 1;
const badVarint = 2;
const badFieldNumber = 3;
const badWireType = 4;
const badGroup = 5;
const otherWireType = 6;
const beyond = 7;
/** Groups have no place in DataPacket at all; @bufbuild/protobuf goes on until its stack ends. */
const groupDepthMaximum = 1_000;
/** `BinaryReader.uint32` and `varint64read` read no more. */
const varintBytesMaximum = 10;

const wireVarint = 0;
const wire64Bit = 1;
export const wireBytes = 2;
const wireGroupStart = 3;
const wireGroupEnd = 4;
const wire32Bit = 5;
/** By kind of field. */
const ownWireTypes = [0, wireVarint, wire32Bit, wire64Bit, wireBytes, wireBytes, wireBytes];

/**
 * Reads protobuf without making anything of it. What @bufbuild/protobuf 1.10.1 (BinaryReader, binary-format.js) cannot
 * read is refused, since livekit-client fires no event for it. As there, text need not be UTF-8, and of an entry of a
 * map only the tag of an unknown field is passed over.
 *
 * Two things are refused that it reads, in its own way: a known field whose tag has another wire type (it goes by the
 * type that it knows), and one that reaches beyond its message. The server's protobuf takes the former for an unknown
 * field and passes it on as it is; so two readers see different fields, and whoever writes such a packet could make one
 * of them see a sid that the server never wrote.
 */
export class WireReader {
  /** Where it stands; after a failure, where the bytes stopped making sense. */
  at = 0;
  /** Index into malformedReasons; 0 until a read fails. */
  reason = 0;
  /** It was refused for one of the two reasons that @bufbuild/protobuf knows nothing of, and may read. */
  isStricter = false;
  /** Of the tag read last. */
  number = 0;
  wireType = 0;
  /** The value of a varint read last, its lower 32 bits. */
  value = 0;
  /** The range of `bytes` or a `string` read last. */
  valueStart = 0;
  valueEnd = 0;
  #bytes: Uint8Array = new Uint8Array(0);
  #limit = 0;

  begin(bytes: Uint8Array, start: number, end: number): void {
    this.#bytes = bytes;
    this.#limit = end;
    this.at = start;
    this.reason = 0;
    this.isStricter = false;
  }

  readTag(): boolean {
    if (!this.readVarint()) return false;
    this.number = this.value >>> 3;
    this.wireType = this.value & 7;
    if (this.number === 0) return this.#fail(badFieldNumber);
    return this.wireType <= wire32Bit || this.#fail(badWireType);
  }

  /** Passes over the value of the tag read last, a field of such a message. */
  readField(plan: MessagePlan): boolean {
    const { number } = this;
    const kind = plan.kinds[number] ?? fieldKinds.unknown;
    if (kind === fieldKinds.unknown) return this.#skip(0);
    if (kind > packable && this.wireType === wireBytes) return this.#readPacked(kind - packable);
    const single = kind % packable;
    if (this.wireType !== ownWireTypes[single]) return this.#failType();
    if (single < fieldKinds.message) return this.#readScalar(single);
    const inner = plan.plans[number];
    if (inner === undefined) return this.#readScalar(fieldKinds.bytes);
    return kind === fieldKinds.map ? this.#readEntry(inner) : this.#readMessage(inner);
  }

  /** Reads the length of the message that is the value of the tag read last, into `value`. */
  readLength(): boolean {
    return this.wireType === wireBytes ? this.readVarint() : this.#failType();
  }

  /** To be called when a message has been read: false when its last field went beyond `end`. */
  endsAt(end: number): boolean {
    if (this.at === end) return true;
    this.isStricter = true;
    return this.#fail(beyond);
  }

  /** Reads a varint into `value`. */
  readVarint(): boolean {
    const bytes = this.#bytes;
    const limit = this.#limit;
    let { at } = this;
    let value = 0;
    for (let index = 0; index < varintBytesMaximum; index += 1) {
      if (at >= limit) return this.#fail(truncated);
      const byte = bytes[at] ?? 0;
      at += 1;
      if (index < 5) value |= (byte & 0x7f) << (7 * index);
      if (byte < 0x80) {
        this.value = value >>> 0;
        this.at = at;
        return true;
      }
    }
    return this.#fail(badVarint);
  }

  /** The varint that ends where it stands, whole: exact up to 2^53, and not below that beyond. */
  wideValue(): number {
    const bytes = this.#bytes;
    let at = this.at - 1;
    let value = bytes[at] ?? 0;
    // The byte before a varint ends another one (its tag), so it has no continuation bit.
    while (((bytes[at - 1] ?? 0) & 0x80) !== 0) {
      at -= 1;
      value = value * 128 + ((bytes[at] ?? 0) & 0x7f);
    }
    return value;
  }

  #readScalar(kind: number): boolean {
    if (kind === fieldKinds.varint) return this.readVarint();
    if (kind === fieldKinds.bits32) return this.#advance(4);
    if (kind === fieldKinds.bits64) return this.#advance(8);
    if (!this.readVarint()) return false;
    const start = this.at;
    if (!this.#advance(this.value)) return false;
    this.valueStart = start;
    this.valueEnd = this.at;
    return true;
  }

  #readPacked(kind: number): boolean {
    if (!this.readVarint()) return false;
    const end = this.at + this.value;
    while (this.at < end) {
      if (!this.#readScalar(kind)) return false;
    }
    return this.endsAt(end);
  }

  // No message of the protocol holds one of its own type, so this goes as deep as its types do.
  #readMessage(plan: MessagePlan): boolean {
    if (!this.readVarint()) return false;
    const end = this.at + this.value;
    while (this.at < end) {
      if (!this.readTag() || !this.readField(plan)) return false;
    }
    return this.endsAt(end);
  }

  #readEntry(plan: MessagePlan): boolean {
    if (!this.readVarint()) return false;
    const end = this.at + this.value;
    while (this.at < end) {
      if (!this.readTag()) return false;
      const isKnown = this.number === 1 || this.number === 2;
      if (isKnown && !this.readField(plan)) return false;
    }
    return this.endsAt(end);
  }

  #skip(depth: number): boolean {
    switch (this.wireType) {
      case wireVarint:
        return this.#skipVarint();
      case wire64Bit:
        return this.#advance(8);
      case wire32Bit:
        return this.#advance(4);
      case wireBytes:
        return this.#readScalar(fieldKinds.bytes);
      case wireGroupStart:
        return this.#skipGroup(depth);
      default:
        return this.#fail(badGroup);
    }
  }

  /** However long it is. */
  #skipVarint(): boolean {
    let { at } = this;
    while (at < this.#limit) {
      const byte = this.#bytes[at] ?? 0;
      at += 1;
      if (byte < 0x80) {
        this.at = at;
        return true;
      }
    }
    return this.#fail(truncated);
  }

  #skipGroup(depth: number): boolean {
    if (depth >= groupDepthMaximum) return this.#fail(badGroup);
    const { number } = this;
    while (this.at < this.#limit) {
      if (!this.readTag()) return false;
      if (this.wireType === wireGroupEnd) return this.number === number || this.#fail(badGroup);
      if (!this.#skip(depth + 1)) return false;
    }
    return this.#fail(badGroup);
  }

  #advance(by: number): boolean {
    if (by > this.#limit - this.at) return this.#fail(truncated);
    this.at += by;
    return true;
  }

  /** What cannot be read by the wire type that it has either, is told by that. */
  #failType(): false {
    const { at } = this;
    this.isStricter = true;
    if (!this.#skip(0)) return false;
    this.at = at;
    return this.#fail(otherWireType);
  }

  #fail(reason: number): false {
    this.reason = reason;
    return false;
  }
}
