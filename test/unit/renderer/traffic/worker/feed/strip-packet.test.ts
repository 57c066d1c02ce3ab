import {
  ChatMessage,
  DataPacket,
  DataStream_ByteHeader,
  DataStream_Chunk,
  DataStream_Header,
  DataStream_TextHeader,
  DataStream_Trailer,
  EncryptedPacket,
  MetricsBatch,
  RpcAck,
  RpcError,
  RpcRequest,
  RpcResponse,
  SipDTMF,
  TimeSeriesMetric,
  Transcription,
  TranscriptionSegment,
  UserPacket,
} from '@livekit/protocol';
import { describe, expect, it } from 'vitest';
import { strippedPacket } from '../../../../../../renderer/traffic/worker/feed/strip-packet.ts';

type Value = DataPacket['value'];

const secret = 'SECRET';
const secretBytes = new TextEncoder().encode(secret);
const envelope = {
  participantIdentity: 'alice',
  participantSid: 'PA_alice',
  destinationIdentities: ['bob'],
  sequence: 7,
};

function strip(value: Value): DataPacket {
  const stripped = strippedPacket(new DataPacket({ ...envelope, value }).toBinary());
  if (stripped === undefined) throw new Error('no packet');
  expect(Buffer.from(stripped).includes(secret)).toBe(false);
  return DataPacket.fromBinary(stripped);
}

const rpcHeader = {
  'lk.rpc_request_id': 'r1',
  'lk.rpc_request_method': 'greet',
};

const cases: readonly (readonly [Value, Value])[] = [
  [
    { case: 'user', value: new UserPacket({ payload: secretBytes, topic: 't', id: 'i', nonce: Uint8Array.of(1), startTime: 5n, destinationSids: ['PA_b'] }) },
    { case: 'user', value: new UserPacket({ topic: 't', id: 'i', nonce: Uint8Array.of(1), startTime: 5n, destinationSids: ['PA_b'] }) },
  ],
  [
    { case: 'sipDtmf', value: new SipDTMF({ code: 5, digit: secret }) },
    { case: 'sipDtmf', value: new SipDTMF() },
  ],
  [
    { case: 'transcription', value: new Transcription({ transcribedParticipantIdentity: 'a', trackId: 'TR', segments: [new TranscriptionSegment({ id: 's', text: secret, language: 'en', final: true, startTime: 5n })] }) },
    { case: 'transcription', value: new Transcription({ transcribedParticipantIdentity: 'a', trackId: 'TR', segments: [new TranscriptionSegment({ id: 's', language: 'en', final: true, startTime: 5n })] }) },
  ],
  [
    { case: 'metrics', value: new MetricsBatch({ timestampMs: 5n, strData: [secret], timeSeries: [new TimeSeriesMetric({ label: 1 })] }) },
    { case: 'metrics', value: new MetricsBatch({ timestampMs: 5n }) },
  ],
  [
    { case: 'chatMessage', value: new ChatMessage({ id: 'c', message: secret, timestamp: 5n, editTimestamp: 6n, deleted: true }) },
    { case: 'chatMessage', value: new ChatMessage({ id: 'c', timestamp: 5n, editTimestamp: 6n, deleted: true }) },
  ],
  [
    { case: 'rpcRequest', value: new RpcRequest({ id: 'r', method: 'm', payload: secret, responseTimeoutMs: 10, version: 1, compressedPayload: secretBytes }) },
    { case: 'rpcRequest', value: new RpcRequest({ id: 'r', method: 'm', responseTimeoutMs: 10, version: 1 }) },
  ],
  [
    { case: 'rpcAck', value: new RpcAck({ requestId: 'r' }) },
    { case: 'rpcAck', value: new RpcAck({ requestId: 'r' }) },
  ],
  [
    { case: 'rpcResponse', value: new RpcResponse({ requestId: 'r', value: { case: 'payload', value: secret } }) },
    { case: 'rpcResponse', value: new RpcResponse({ requestId: 'r', value: { case: 'payload', value: '' } }) },
  ],
  [
    { case: 'rpcResponse', value: new RpcResponse({ requestId: 'r', value: { case: 'compressedPayload', value: secretBytes } }) },
    { case: 'rpcResponse', value: new RpcResponse({ requestId: 'r', value: { case: 'compressedPayload', value: new Uint8Array(0) } }) },
  ],
  [
    { case: 'rpcResponse', value: new RpcResponse({ requestId: 'r', value: { case: 'error', value: new RpcError({ code: 1_400, message: secret, data: secret }) } }) },
    { case: 'rpcResponse', value: new RpcResponse({ requestId: 'r', value: { case: 'error', value: new RpcError({ code: 1_400 }) } }) },
  ],
  [
    { case: 'streamHeader', value: new DataStream_Header({ streamId: 's', topic: 't', mimeType: 'text/plain', totalLength: 5n, timestamp: 6n, inlineContent: secretBytes, attributes: { ...rpcHeader, note: secret }, contentHeader: { case: 'textHeader', value: new DataStream_TextHeader({ version: 1, replyToStreamId: 'o' }) } }) },
    { case: 'streamHeader', value: new DataStream_Header({ streamId: 's', topic: 't', mimeType: 'text/plain', totalLength: 5n, timestamp: 6n, attributes: rpcHeader, contentHeader: { case: 'textHeader', value: new DataStream_TextHeader({ version: 1, replyToStreamId: 'o' }) } }) },
  ],
  [
    { case: 'streamHeader', value: new DataStream_Header({ streamId: 's', contentHeader: { case: 'byteHeader', value: new DataStream_ByteHeader({ name: secret }) } }) },
    { case: 'streamHeader', value: new DataStream_Header({ streamId: 's', contentHeader: { case: 'byteHeader', value: new DataStream_ByteHeader() } }) },
  ],
  [
    { case: 'streamChunk', value: new DataStream_Chunk({ streamId: 's', chunkIndex: 5n, content: secretBytes, version: 2 }) },
    { case: 'streamChunk', value: new DataStream_Chunk({ streamId: 's', chunkIndex: 5n, version: 2 }) },
  ],
  [
    { case: 'streamTrailer', value: new DataStream_Trailer({ streamId: 's', reason: 'cancelled', attributes: { a: secret } }) },
    { case: 'streamTrailer', value: new DataStream_Trailer({ streamId: 's', reason: 'cancelled' }) },
  ],
  [
    { case: 'encryptedPacket', value: new EncryptedPacket({ keyIndex: 3, iv: Uint8Array.of(1), encryptedValue: secretBytes }) },
    { case: 'encryptedPacket', value: new EncryptedPacket({ keyIndex: 3, iv: Uint8Array.of(1) }) },
  ],
];

describe('strippedPacket', () => {
  it.each(cases.map(([whole, stripped], index) => [`${whole.case} ${index}`, whole, stripped] as const))(
    'keeps the envelope of %s',
    (_, whole, stripped) => {
      expect(strip(whole)).toEqual(new DataPacket({ ...envelope, value: stripped }));
    },
  );

  it('loses fields that are unknown', () => {
    const packet = new DataPacket({ ...envelope, value: { case: 'user', value: new UserPacket({ topic: 't' }) } }).toBinary();
    // 0xf2, 0x01: field 30, with a length.
    const unknown = Uint8Array.of(0xf2, 0x01, 6, ...secretBytes);
    const whole = Uint8Array.of(...packet, (2 << 3) | 2, unknown.length, ...unknown, ...unknown);
    const stripped = strippedPacket(whole);
    if (stripped === undefined) throw new Error('no packet');
    expect(Buffer.from(stripped).includes(secret)).toBe(false);
  });

  it('is nothing where there is no packet', () => {
    expect(strippedPacket(Uint8Array.of(0xff))).toBeUndefined();
    expect(strippedPacket(new Uint8Array(0))).toEqual(new Uint8Array(0));
  });
});
