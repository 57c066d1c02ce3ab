import { caseCode, codeByField, fieldsByCode } from './packet-cases.ts';

/** Why bytes are no DataPacket; the index is kept, the words are for people. */
export const malformedReasons = [
  '',
  'it ends in the middle of a field',
  'a number has more than 10 bytes',
  'a field has the number 0',
  'a field has a wire type that does not exist',
  'a group is not closed',
] as const;

const truncated = 1;
const badVarint = 2;
const badFieldNumber = 3;
const badWireType = 4;
const badGroup = 5;
/** protobuf implementations stop at 100 levels; groups have no place in DataPacket at all. */
const groupDepthMaximum = 100;

const wireVarint = 0;
const wire64Bit = 1;
const wireBytes = 2;
const wireGroupStart = 3;
const wireGroupEnd = 4;
const wire32Bit = 5;

const malformed = caseCode('malformed');
const none = caseCode('none');
const unknown = caseCode('unknown');
const streamChunk = caseCode('streamChunk');

/**
 * The envelope of one `livekit.DataPacket`, read straight from its bytes: what the log has columns for, as ranges of
 * the bytes given, so that nothing is decoded and nothing allocated. One scanner is used for all packets; the fields
 * hold until the next `scan`.
 *
 * It keeps to the rules of protobuf as @bufbuild/protobuf does: unknown fields are skipped, the last of a scalar
 * field wins, a case that comes twice is merged. A known field with another wire type is taken as unknown.
 */
export class PacketScanner {
  /** See packetCases; `malformed` when the bytes do not parse. */
  caseCode = none;
  /** Index into malformedReasons; 0 when the bytes parse. */
  reason = 0;
  /** Where the bytes stop making sense, relative to the packet's start. */
  reasonAt = 0;
  /** 0: none set. */
  sequence = 0;
  identityStart = 0;
  identityEnd = 0;
  sidStart = 0;
  sidEnd = 0;
  topicStart = 0;
  topicEnd = 0;
  /** What somebody wanted to say; where a case has no such field, the whole case; where none is known, the packet. */
  payloadStart = 0;
  payloadEnd = 0;
  /** Names of destinations in the packet, identities and sids. */
  destinations = 0;
  /** The payload is a field of the case that is there, be it empty. */
  hasPayload = false;
  /** Nonce, stream id or request id, by case; an empty range: none. */
  keyStart = 0;
  keyEnd = 0;
  /** Index of a stream's chunk, 0 where it names none; length that a stream's header names, -1 where it names none. */
  count = -1;

  #bytes: Uint8Array = new Uint8Array(0);
  #at = 0;
  /** The tag read last. */
  #number = 0;
  #wireType = 0;
  /** The range read last by #skip, for wireBytes; its value for wireVarint. */
  #valueStart = 0;
  #valueEnd = 0;
  #value = 0;

  /** Reads bytes[start … end). False when they are no DataPacket: then `reason` says why. */
  scan(bytes: Uint8Array, start: number, end: number): boolean {
    this.#reset(bytes, start);
    if (this.#readPacket(end)) {
      if (this.caseCode === unknown) {
        this.payloadStart = start;
        this.payloadEnd = end;
      }
      return true;
    }
    this.caseCode = malformed;
    this.reasonAt = Math.min(this.#at, end) - start;
    this.payloadStart = start;
    this.payloadEnd = end;
    return false;
  }

  #reset(bytes: Uint8Array, start: number): void {
    this.#bytes = bytes;
    this.#at = start;
    this.hasPayload = false;
    this.caseCode = none;
    this.reason = 0;
    this.reasonAt = 0;
    this.sequence = 0;
    this.identityStart = this.identityEnd = start;
    this.sidStart = this.sidEnd = start;
    this.topicStart = this.topicEnd = start;
    this.payloadStart = this.payloadEnd = start;
    this.keyStart = this.keyEnd = start;
    this.count = -1;
    this.destinations = 0;
  }

  #readPacket(end: number): boolean {
    while (this.#at < end) {
      if (!this.#readField(end)) return false;
      const number = this.#number;
      if (this.#wireType === wireBytes) {
        const code = codeByField[number] ?? 0;
        if (code !== 0) {
          if (!this.#readCase(code)) return false;
        } else if (number === 4) {
          this.identityStart = this.#valueStart;
          this.identityEnd = this.#valueEnd;
        } else if (number === 17) {
          this.sidStart = this.#valueStart;
          this.sidEnd = this.#valueEnd;
        } else if (number === 5) {
          this.destinations += 1;
        } else if (this.caseCode === none) {
          // Not a field we know, and it may be a case that a newer protocol has.
          this.caseCode = unknown;
        }
      } else if (number === 16 && this.#wireType === wireVarint) {
        this.sequence = this.#value;
      }
    }
    return true;
  }

  /** Reads the case whose bytes #readField has just passed over. */
  #readCase(code: number): boolean {
    const end = this.#valueEnd;
    const begin = this.#valueStart;
    if (this.caseCode !== code) {
      this.caseCode = code;
      this.hasPayload = false;
      this.topicStart = this.topicEnd = begin;
      this.keyStart = this.keyEnd = begin;
      this.count = code === streamChunk ? 0 : -1;
    }
    const fields = fieldsByCode[code];
    if (fields === undefined) return false;
    const hasPayloadField = fields.payload.length > 0;
    if (!this.hasPayload) {
      this.payloadStart = begin;
      this.payloadEnd = hasPayloadField ? begin : end;
    }
    this.#at = begin;
    while (this.#at < end) {
      if (!this.#readField(end)) return false;
      const number = this.#number;
      if (this.#wireType !== wireBytes) {
        if (number === fields.count && this.#wireType === wireVarint) this.count = this.#wideValue();
      } else if (number === fields.topic) {
        this.topicStart = this.#valueStart;
        this.topicEnd = this.#valueEnd;
      } else if (number === fields.key) {
        this.keyStart = this.#valueStart;
        this.keyEnd = this.#valueEnd;
      } else if (number === fields.destinationIdentities || number === fields.destinationSids) {
        this.destinations += 1;
      } else if (hasPayloadField && fields.payload.includes(number)) {
        this.payloadStart = this.#valueStart;
        this.payloadEnd = this.#valueEnd;
        this.hasPayload = true;
      }
    }
    return true;
  }

  /** Reads one tag and passes over its value, which must end before `end`. */
  #readField(end: number): boolean {
    if (!this.#readVarint(end)) return false;
    return this.#skip(end, this.#value, 0);
  }

  #skip(end: number, tag: number, depth: number): boolean {
    const number = tag >>> 3;
    const wireType = tag & 7;
    this.#number = number;
    this.#wireType = wireType;
    if (number === 0) return this.#fail(badFieldNumber);
    switch (wireType) {
      case wireVarint:
        return this.#readVarint(end);
      case wire64Bit:
        return this.#advance(8, end);
      case wire32Bit:
        return this.#advance(4, end);
      case wireBytes: {
        if (!this.#readVarint(end)) return false;
        const start = this.#at;
        if (!this.#advance(this.#value, end)) return false;
        this.#valueStart = start;
        this.#valueEnd = this.#at;
        return true;
      }
      case wireGroupStart:
        return this.#skipGroup(end, number, depth);
      case wireGroupEnd:
        return this.#fail(badGroup);
      default:
        return this.#fail(badWireType);
    }
  }

  #skipGroup(end: number, number: number, depth: number): boolean {
    if (depth >= groupDepthMaximum) return this.#fail(badGroup);
    while (this.#at < end) {
      if (!this.#readVarint(end)) return false;
      const tag = this.#value;
      if ((tag & 7) === wireGroupEnd) {
        this.#number = number;
        this.#wireType = wireGroupStart;
        return tag >>> 3 === number || this.#fail(badGroup);
      }
      if (!this.#skip(end, tag, depth + 1)) return false;
    }
    return this.#fail(badGroup);
  }

  #advance(by: number, end: number): boolean {
    if (by > end - this.#at) return this.#fail(truncated);
    this.#at += by;
    return true;
  }

  /** Reads a varint into #value, of which only the lower 32 bits are kept. */
  #readVarint(end: number): boolean {
    const bytes = this.#bytes;
    let at = this.#at;
    let value = 0;
    for (let index = 0; index < 10; index += 1) {
      if (at >= end) return this.#fail(truncated);
      const byte = bytes[at] ?? 0;
      at += 1;
      if (index < 5) value |= (byte & 0x7f) << (7 * index);
      if (byte < 0x80) {
        this.#value = value >>> 0;
        this.#at = at;
        return true;
      }
    }
    return this.#fail(badVarint);
  }

  /** The varint that ends at #at, whole: exact up to 2^53, and not below that beyond. */
  #wideValue(): number {
    const bytes = this.#bytes;
    let at = this.#at - 1;
    let value = bytes[at] ?? 0;
    // The byte before a varint ends another one (its tag), so it has no continuation bit.
    while (((bytes[at - 1] ?? 0) & 0x80) !== 0) {
      at -= 1;
      value = value * 128 + ((bytes[at] ?? 0) & 0x7f);
    }
    return value;
  }

  #fail(reason: number): false {
    this.reason = reason;
    return false;
  }
}
