import {
  ChatMessage,
  DataPacket,
  DataStream_Header,
  DataStream_Trailer,
  EncryptedPacket,
  MetricsBatch,
  RpcAck,
  RpcError,
  RpcResponse,
  SipDTMF,
  Transcription,
  TranscriptionSegment,
} from '@livekit/protocol';
import { describe, expect, it } from 'vitest';
import { packetRow, chunkWith, makeSession } from '../log-fixtures.ts';
import { randomFrom, randomPacket } from '../random-packets.ts';

function previewOf(value: DataPacket['value']): string {
  const { session } = makeSession();
  session.appendChunk(chunkWith({ bytes: new DataPacket({ value }).toBinary() }));
  return packetRow(session, 0).preview;
}

const noMethod = { case: 'error', value: new RpcError({ code: 1400, message: 'no\nmethod' }) } as const;
const segments = ['a', 'b'].map((text) => new TranscriptionSegment({ text }));
const header = new DataStream_Header({ mimeType: 'text/plain', streamId: 's', totalLength: 9n });
const encrypted = new EncryptedPacket({ keyIndex: 2, encryptedValue: new Uint8Array([255, 0]) });

describe('packetPreview', () => {
  it.each<[DataPacket['value'], string]>([
    [{ case: 'sipDtmf', value: new SipDTMF({ code: 5, digit: '5' }) }, 'digit 5, code 5'],
    [{ case: 'chatMessage', value: new ChatMessage({ message: 'hi' }) }, 'hi'],
    [{ case: 'chatMessage', value: new ChatMessage({ message: 'hi', deleted: true }) }, 'deleted · hi'],
    [{ case: 'chatMessage', value: new ChatMessage({ message: 'hi', editTimestamp: 5n }) }, 'edited · hi'],
    [{ case: 'metrics', value: new MetricsBatch({ timeSeries: [{}, {}] }) }, '2 time series, 0 events'],
    [{ case: 'rpcAck', value: new RpcAck({ requestId: 'r1' }) }, 'to r1'],
    [{ case: 'rpcResponse', value: new RpcResponse({ value: { case: 'payload', value: '{"a": 1}' } }) }, '{"a":1}'],
    [{ case: 'rpcResponse', value: new RpcResponse({ value: noMethod }) }, 'error 1400 · no⟨U+000A⟩method'],
    [{ case: 'transcription', value: new Transcription({ segments }) }, 'a · b'],
    [{ case: 'streamHeader', value: header }, 'text/plain · 0 chunks, 0 of 9 B · s'],
    [{ case: 'streamTrailer', value: new DataStream_Trailer({ streamId: 's' }) }, 'complete · s'],
    [{ case: 'encryptedPacket', value: encrypted }, 'encrypted, key 2 · ff 00'],
  ])('of %o', (value, preview) => {
    expect(previewOf(value)).toBe(preview);
  });

  it('is one printable line of at most 200 characters for 2,000 random packets (seed 13)', () => {
    const random = randomFrom(13);
    const { session } = makeSession();
    for (let index = 0; index < 2_000; index += 1) {
      session.appendChunk(chunkWith({ bytes: randomPacket(random).toBinary() }));
      const { preview } = packetRow(session, index);
      expect(preview.length).toBeLessThanOrEqual(200);
      expect(preview).not.toMatch(/[\p{Cc}\p{Cs}\u202a-\u202e\u200b]/u);
    }
  });
});
