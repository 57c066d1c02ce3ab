import type { DataKind } from '../../electron/contract/domain.ts';
import { utf8Length } from '../ui/editor/utf8-length.ts';

/**
 * How a message leaves: by this console's own participant (`publishData` of livekit-client), or from nobody
 * (`sendData` of the server API).
 */
export type SendWay = 'participant' | 'api';

/** What of a message decides its size on the channel. */
export interface PacketParts {
  readonly way: SendWay;
  readonly kind: DataKind;
  /** Bytes of the payload. */
  readonly payloadSize: number;
  /** Undefined: a packet without a topic. */
  readonly topic: string | undefined;
  readonly destinationIdentities: readonly string[];
  /** The identity that livekit-client writes into the packet; unused by the server API. */
  readonly ownIdentity: string;
}

/** `sendData` of livekit-server-sdk adds a nonce of 16 bytes: field 11 of UserPacket, with tag and length. */
const nonceFieldSize = 18;
/** Field 16 of DataPacket: a tag of two bytes and the longest varint of a uint32, as the next number is not known. */
const sequenceFieldSize = 2 + 5;
/** Field 1 of DataPacket, an enum: RELIABLE is 0 and left out, LOSSY takes tag and value. */
const lossyKindFieldSize = 2;

/**
 * Bytes of the serialised `livekit.DataPacket`, which is what livekit-client holds against its 64,000 and what must
 * fit a network packet. Exact for lossy, at most 4 bytes too high for reliable (the sequence is counted in full).
 *
 * Arithmetic instead of serialising: it runs at every keystroke, also for payloads of some 100 kB.
 */
export function packetSize(parts: PacketParts): number {
  let user = parts.payloadSize === 0 ? 0 : fieldSize(parts.payloadSize);
  // `topic` has explicit presence: an empty one that is set would still be written.
  if (parts.topic !== undefined) user += fieldSize(utf8Length(parts.topic));
  for (const identity of parts.destinationIdentities) user += fieldSize(utf8Length(identity));
  user += parts.way === 'participant' ? fieldSize(utf8Length(parts.ownIdentity)) : nonceFieldSize;
  const kind = parts.kind === 'lossy' ? lossyKindFieldSize : 0;
  const sequence = parts.way === 'participant' && parts.kind === 'reliable' ? sequenceFieldSize : 0;
  return fieldSize(user) + kind + sequence;
}

/** A length-delimited field whose number is below 16: one byte of tag, the length, the content. */
function fieldSize(length: number): number {
  return 1 + varintSize(length) + length;
}

function varintSize(value: number): number {
  let size = 1;
  for (let rest = value; rest > 127; rest = Math.floor(rest / 128)) size += 1;
  return size;
}
