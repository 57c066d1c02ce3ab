import { DataPacket } from '@livekit/protocol';
import { rpcAttributes } from '../flows/rpc-stream.ts';
import { decodePacket } from '../packet/packet-preview.ts';

type FieldInfo = ReturnType<typeof DataPacket.fields.list>[number];
type MessageType = Extract<FieldInfo, { readonly kind: 'message' }>['T'];

/**
 * What a packet keeps when its payload is left out, by message type and name of the field: the envelope, and what
 * joins streams and RPCs. Whatever is not named here is lost, also what a later protocol adds: payloads, text, digits,
 * what is measured, who speaks how loudly, names of files, and the words of an RPC's error. Of a choice (`oneof`) it
 * stays known which it was.
 */
const keptFields: Readonly<Record<string, readonly string[]>> = {
  'livekit.DataPacket': ['kind', 'participantIdentity', 'participantSid', 'destinationIdentities', 'sequence'],
  'livekit.UserPacket': [
    'participantSid',
    'participantIdentity',
    'destinationSids',
    'destinationIdentities',
    'topic',
    'id',
    'startTime',
    'endTime',
    'nonce',
  ],
  'livekit.Transcription': ['transcribedParticipantIdentity', 'trackId', 'segments'],
  'livekit.TranscriptionSegment': ['id', 'startTime', 'endTime', 'final', 'language'],
  'livekit.MetricsBatch': ['timestampMs', 'normalizedTimestamp'],
  'google.protobuf.Timestamp': ['seconds', 'nanos'],
  'livekit.ChatMessage': ['id', 'timestamp', 'editTimestamp', 'deleted', 'generated'],
  'livekit.RpcRequest': ['id', 'method', 'responseTimeoutMs', 'version'],
  'livekit.RpcAck': ['requestId'],
  'livekit.RpcResponse': ['requestId'],
  'livekit.RpcError': ['code'],
  'livekit.DataStream.Header': [
    'streamId',
    'timestamp',
    'topic',
    'mimeType',
    'totalLength',
    'encryptionType',
    'compression',
    'attributes',
  ],
  'livekit.DataStream.TextHeader': ['operationType', 'version', 'replyToStreamId', 'attachedStreamIds', 'generated'],
  'livekit.DataStream.Chunk': ['streamId', 'chunkIndex', 'version'],
  // The reason tells a stream that was aborted from one that is complete.
  'livekit.DataStream.Trailer': ['streamId', 'reason'],
  'livekit.EncryptedPacket': ['encryptionType', 'iv', 'keyIndex'],
};

/** Of a stream's attributes: those that make it a part of an RPC. */
const keptAttributes: ReadonlySet<string> = new Set(Object.values(rpcAttributes));

/** A packet without what somebody wanted to say; undefined for bytes that are none. Pure. */
export function strippedPacket(bytes: Uint8Array): Uint8Array | undefined {
  const packet = decodePacket(bytes);
  if (packet === undefined) return undefined;
  const copy = new DataPacket();
  copyKept(DataPacket, packet, copy);
  return copy.toBinary();
}

function copyKept(type: Pick<MessageType, 'typeName' | 'fields'>, from: object, to: object): void {
  const kept = keptFields[type.typeName] ?? [];
  for (const field of type.fields.list()) {
    if (field.oneof !== undefined) copyChoice(field, field.oneof.localName, kept, from, to);
    else if (kept.includes(field.localName)) copyField(field, from, to);
  }
}

function copyChoice(field: FieldInfo, choice: string, kept: readonly string[], from: object, to: object): void {
  const chosen: unknown = Reflect.get(from, choice);
  if (typeof chosen !== 'object' || chosen === null || Reflect.get(chosen, 'case') !== field.localName) return;
  const value: unknown = Reflect.get(chosen, 'value');
  const copied = field.kind === 'message' ? messageCopy(field.T, value) : kept.includes(field.localName) ? value : emptyLike(value);
  Reflect.set(to, choice, { case: field.localName, value: copied });
}

function copyField(field: FieldInfo, from: object, to: object): void {
  const value: unknown = Reflect.get(from, field.localName);
  if (value === undefined) return;
  Reflect.set(to, field.localName, fieldCopy(field, value));
}

function fieldCopy(field: FieldInfo, value: unknown): unknown {
  if (field.kind === 'map') {
    return Object.fromEntries(Object.entries(Object(value)).filter(([name]) => keptAttributes.has(name)));
  }
  if (field.kind !== 'message') return value;
  return Array.isArray(value) ? value.map((one: unknown) => messageCopy(field.T, one)) : messageCopy(field.T, value);
}

function messageCopy(type: MessageType, value: unknown): unknown {
  const copy = new type();
  if (typeof value === 'object' && value !== null) copyKept(type, value, copy);
  return copy;
}

function emptyLike(value: unknown): unknown {
  if (value instanceof Uint8Array) return new Uint8Array(0);
  return typeof value === 'string' ? '' : typeof value === 'boolean' ? false : typeof value === 'bigint' ? 0n : 0;
}
