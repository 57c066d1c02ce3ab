import { fieldKinds, packable } from './message-plan.ts';
import type { MessagePlan } from './message-plan.ts';
import { otherReasons } from './read-reasons.ts';

const truncated = 1;
const badVarint = 2;
const badFieldNumber = 3;
const badWireType = 4;
const badGroup = 5;
const beyond = 6;
const tooDeep = 7;
/** `DefaultRecursionLimit` of protowire (google.golang.org/protobuf 1.36.11): 10,000 groups within one. */
const groupsMaximum = 10_001;
/** @bufbuild/protobuf goes on until its stack ends: at 5,000 or not, and never at 1,000. */
const safeGroups = 1_000;
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
 * Reads protobuf without making anything of it.
 *
 * It reads as standard protobuf does, and so the server (Go): a known field whose tag has another wire type than its
 * own is passed over like an unknown one, by the wire type that it has; so is what an entry of a map has besides key
 * and value. @bufbuild/protobuf 1.10.1 (BinaryReader, binary-format.js), which livekit-client decodes with, does
 * neither: it goes by the type that it knows, and of an entry's unknown field it passes over the tag alone. The server
 * passes such fields on as they are; so two readers see different packets, and one could make livekit-client see a sid
 * that the server never wrote. Such fields are counted in `others`. `asLibrary`: it reads them as @bufbuild/protobuf
 * does, to tell what livekit-client makes of a packet.
 *
 * For the rest, what @bufbuild/protobuf cannot read is refused, since livekit-client fires no event for it. As there,
 * text need not be UTF-8. Refused as well, by the standard, is a field that reaches beyond its message.
 */
export class WireReader {
  /** Where it stands; after a failure, where the bytes stopped making sense. */
  at = 0;
  /** Index into malformedReasons; 0 until a read fails. */
  reason = 0;
  /** Fields passed over so far that @bufbuild/protobuf may read otherwise. */
  others = 0;
  /** The first of them: one of otherReasons, number, wire type, that of its schema, and where its tag ends. */
  otherReason: number = otherReasons.none;
  otherNumber = 0;
  otherType = 0;
  ownType = 0;
  otherAt = 0;
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
  readonly #asLibrary: boolean;
  /** Numbers of the groups that are open; made for the first group that is met. */
  #groups: Uint32Array | undefined;

  constructor({ asLibrary = false }: { readonly asLibrary?: boolean } = {}) {
    this.#asLibrary = asLibrary;
  }

  /** The value of the tag read last has a length: it is a string, bytes or a message. */
  get hasLength(): boolean {
    return this.wireType === wireBytes || this.#asLibrary;
  }

  begin(bytes: Uint8Array, start: number, end: number): void {
    this.#bytes = bytes;
    this.#limit = end;
    this.at = start;
    this.reason = 0;
    this.others = 0;
    this.otherReason = otherReasons.none;
  }

  readTag(): boolean {
    if (!this.readVarint()) return false;
    this.number = this.value >>> 3;
    this.wireType = this.value & 7;
    if (this.number === 0) return this.#fail(badFieldNumber);
    return this.wireType <= wire32Bit || this.#fail(badWireType);
  }

  /**
   * Reads the next field of whatever message, its value as `hasLength` says; false when there are no more, or none that
   * make sense.
   */
  next(): boolean {
    if (this.at >= this.#limit || !this.readTag()) return false;
    if (this.wireType !== wireBytes) return this.#skip();
    // Most have a length; written out, since calls cost a filter by destinations a third of its time.
    if (!this.readVarint()) return false;
    const { at, value } = this;
    if (value > this.#limit - at) return this.#fail(truncated);
    this.valueStart = at;
    this.valueEnd = at + value;
    this.at = at + value;
    return true;
  }

  /** Passes over the value of the tag read last, a field of such a message. Counts `others` where it does no more. */
  readField(plan: MessagePlan): boolean {
    const { number } = this;
    const kind = plan.kinds[number] ?? fieldKinds.unknown;
    if (kind === fieldKinds.unknown) return this.#skip();
    if (kind > packable && this.wireType === wireBytes) return this.#readPacked(kind - packable);
    const single = kind % packable;
    if (this.wireType !== ownWireTypes[single] && !this.#asLibrary) {
      return this.#passOver(otherReasons.wireType, ownWireTypes[single]);
    }
    if (single < fieldKinds.message) return this.#readScalar(single);
    const inner = plan.plans[number];
    if (inner === undefined) return this.#readScalar(fieldKinds.bytes);
    return kind === fieldKinds.map ? this.#readEntry(inner) : this.#readMessage(inner);
  }

  /** To be called when a message has been read: false when its last field went beyond `end`. */
  endsAt(end: number): boolean {
    return this.at === end || this.#asLibrary || this.#fail(beyond);
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
      if (isKnown ? !this.readField(plan) : !this.#asLibrary && !this.#passOver(otherReasons.entry, 0)) return false;
    }
    return this.endsAt(end);
  }

  /** A number that is too long ends here also for a reader that goes by another wire type. */
  #passOver(reason: number, ownType = 0): boolean {
    this.#noteOther(reason, ownType, this.at);
    return this.wireType === wireVarint ? this.readVarint() : this.#skip();
  }

  #noteOther(reason: number, ownType: number, at: number): void {
    this.others += 1;
    if (this.others > 1) return;
    this.otherReason = reason;
    this.otherNumber = this.number;
    this.otherType = this.wireType;
    this.ownType = ownType;
    this.otherAt = at;
  }

  #skip(): boolean {
    return this.wireType === wireGroupStart ? this.#skipGroup() : this.#skipSingle();
  }

  #skipSingle(): boolean {
    switch (this.wireType) {
      case wireVarint:
        return this.#skipVarint();
      case wire64Bit:
        return this.#advance(8);
      case wire32Bit:
        return this.#advance(4);
      case wireBytes:
        return this.#readScalar(fieldKinds.bytes);
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

  /** Without calling itself: thousands of groups within each other take no stack. */
  #skipGroup(): boolean {
    const groups = (this.#groups ??= new Uint32Array(groupsMaximum));
    const { at } = this;
    let open = 0;
    let deepest = 0;
    do {
      if (this.wireType === wireGroupStart) {
        if (open === groupsMaximum) return this.#fail(tooDeep);
        groups[open] = this.number;
        open += 1;
        deepest = Math.max(deepest, open);
      } else if (this.wireType === wireGroupEnd) {
        open -= 1;
        if (groups[open] !== this.number) return this.#fail(badGroup);
        if (open === 0) break;
      } else if (!this.#skipSingle()) {
        return false;
      }
      if (this.at >= this.#limit) return this.#fail(badGroup);
    } while (this.readTag());
    if (open > 0) return false;
    if (deepest > safeGroups && this.#asLibrary) return this.#fail(tooDeep);
    if (deepest > safeGroups) this.#noteOther(otherReasons.groups, 0, at);
    return true;
  }

  #advance(by: number): boolean {
    if (by > this.#limit - this.at) return this.#fail(truncated);
    this.at += by;
    return true;
  }

  #fail(reason: number): false {
    this.reason = reason;
    return false;
  }
}
