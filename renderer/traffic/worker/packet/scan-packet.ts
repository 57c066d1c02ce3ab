import { dataPacketPlan } from './message-plan.ts';
import { caseCode, codeByField, fieldsByCode } from './packet-cases.ts';
import { wireBytes, WireReader } from './wire-reader.ts';

export { malformedReasons, otherReasons } from './read-reasons.ts';

const malformed = caseCode('malformed');
const none = caseCode('none');
const unknown = caseCode('unknown');
const streamChunk = caseCode('streamChunk');

/** A field that two readers read in two ways. */
export interface OtherField {
  /** One of otherReasons. */
  readonly reason: number;
  readonly number: number;
  readonly wireType: number;
  /** As its schema has it; where that is the reason. */
  readonly ownType: number;
  /** Where its value begins. */
  readonly at: number;
  /** Such fields after it. */
  readonly more: number;
}

/**
 * The envelope of one `livekit.DataPacket`, read straight from its bytes: what the log has columns for, as ranges of
 * the bytes given, so that nothing is decoded and nothing allocated. One scanner is used for all packets; the fields
 * hold until the next `scan`.
 *
 * It reads a packet as the server does, and so never says that somebody else sent it than the server wrote; where
 * livekit-client may read another one, `isAmbiguous` says so (see WireReader). What livekit-client cannot read is no
 * DataPacket, down to the last message within it. As in @bufbuild/protobuf, unknown fields are skipped, the last of a
 * scalar field wins, and a case that comes twice is merged.
 */
export class PacketScanner {
  /** See packetCases; `malformed` when the bytes do not parse. */
  caseCode = none;
  /** Index into malformedReasons; 0 when the bytes parse. */
  reason = 0;
  /** Where the bytes stop making sense, relative to the packet's start. */
  reasonAt = 0;
  /** The case in which they do; `none`: in none. */
  reasonCase = none;
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

  /** The case that has the first of the fields that livekit-client may read otherwise; `none`: the envelope. */
  otherCase = none;

  readonly #reader: WireReader;
  #start = 0;

  /** @param options `asLibrary`: what livekit-client reads is told, be it what the server wrote or not. */
  constructor(options: { readonly asLibrary?: boolean } = {}) {
    this.#reader = new WireReader(options);
  }

  /** The packet parses, with a field that was passed over and that livekit-client may read otherwise. */
  get isAmbiguous(): boolean {
    return this.#reader.others > 0;
  }

  /** The first of these fields; to be read where `isAmbiguous`. `at`: relative to the start of the bytes given. */
  get other(): OtherField {
    const { otherReason, otherNumber, otherType, ownType, otherAt, others } = this.#reader;
    const at = otherAt - this.#start;
    return { reason: otherReason, number: otherNumber, wireType: otherType, ownType, at, more: others - 1 };
  }

  /** Reads bytes[start … end). False when they are no DataPacket: then `reason` says why. */
  scan(bytes: Uint8Array, start: number, end: number): boolean {
    this.#reset(start);
    this.#reader.begin(bytes, start, end);
    if (this.#readPacket(end)) {
      if (this.caseCode === unknown) {
        this.payloadStart = start;
        this.payloadEnd = end;
      }
      return true;
    }
    this.caseCode = malformed;
    this.reason = this.#reader.reason;
    this.reasonAt = this.#reader.at - start;
    this.payloadStart = start;
    this.payloadEnd = end;
    return false;
  }

  #reset(start: number): void {
    this.#start = start;
    this.hasPayload = false;
    this.caseCode = none;
    this.reason = 0;
    this.reasonAt = 0;
    this.reasonCase = none;
    this.otherCase = none;
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
    const reader = this.#reader;
    while (reader.at < end) {
      if (!reader.readTag()) return false;
      const { number, others } = reader;
      const code = codeByField[number] ?? 0;
      if (code !== 0 && reader.hasLength) {
        if (!this.#readCase(code, number)) return false;
        continue;
      }
      if (!reader.readField(dataPacketPlan)) return false;
      if (reader.others !== others) continue;
      if (number === 4) {
        this.identityStart = reader.valueStart;
        this.identityEnd = reader.valueEnd;
      } else if (number === 17) {
        this.sidStart = reader.valueStart;
        this.sidEnd = reader.valueEnd;
      } else if (number === 5) {
        this.destinations += 1;
      } else if (number === 16) {
        this.sequence = reader.value;
      } else if (this.caseCode === none && reader.wireType === wireBytes && !isKnown(number)) {
        // It may be a case that a newer protocol has.
        this.caseCode = unknown;
      }
    }
    return true;
  }

  /** Reads the case whose tag has just been read. */
  #readCase(code: number, field: number): boolean {
    const reader = this.#reader;
    const fields = fieldsByCode[code];
    const plan = dataPacketPlan.plans[field];
    if (fields === undefined || plan === undefined || !reader.readVarint()) return false;
    const begin = reader.at;
    const end = begin + reader.value;
    const othersBefore = reader.others;
    this.reasonCase = code;
    if (this.caseCode !== code) {
      this.caseCode = code;
      this.hasPayload = false;
      this.topicStart = this.topicEnd = begin;
      this.keyStart = this.keyEnd = begin;
      this.count = code === streamChunk ? 0 : -1;
    }
    const hasPayloadField = fields.payload.length > 0;
    if (!this.hasPayload) {
      this.payloadStart = begin;
      this.payloadEnd = hasPayloadField ? begin : end;
    }
    while (reader.at < end) {
      if (!reader.readTag()) return false;
      const { number, others } = reader;
      if (!reader.readField(plan)) return false;
      if (reader.others !== others) continue;
      if (number === fields.topic) {
        this.topicStart = reader.valueStart;
        this.topicEnd = reader.valueEnd;
      } else if (number === fields.key) {
        this.keyStart = reader.valueStart;
        this.keyEnd = reader.valueEnd;
      } else if (number === fields.count) {
        this.count = reader.wideValue();
      } else if (number === fields.destinationIdentities || number === fields.destinationSids) {
        this.destinations += 1;
      } else if (hasPayloadField && fields.payload.includes(number)) {
        this.payloadStart = reader.valueStart;
        this.payloadEnd = reader.valueEnd;
        this.hasPayload = true;
      }
    }
    if (!reader.endsAt(end)) return false;
    this.reasonCase = none;
    if (othersBefore === 0 && reader.others > 0) this.otherCase = code;
    return true;
  }
}

function isKnown(number: number): boolean {
  return (dataPacketPlan.kinds[number] ?? 0) !== 0;
}
