import { DataPacket, DataPacket_Kind } from '@livekit/protocol';

/** A packet of each case that livekit-client and servers send, with every optional field set in one of them. */
export function everyPacket(): readonly DataPacket[] {
  const bytes = Uint8Array.of(0, 1, 254, 255);
  return [
    { user: { payload: b64('hello'), topic: 'chat', id: 'x', startTime: '1', endTime: '18446744073709551615', nonce: b64('n') } },
    { user: {} },
    { speaker: { speakers: [{ sid: 'PA_1', level: 0.5, active: true }] } },
    { sipDtmf: { code: 3, digit: '3' } },
    { transcription: { transcribedParticipantIdentity: 'a', trackId: 't', segments: [{ id: 's', text: 'hi', final: true }] } },
    {
      metrics: {
        timestampMs: '5',
        normalizedTimestamp: '2026-11-24T12:00:00.123456Z',
        strData: ['a', 'b'],
        timeSeries: [{ label: 1, samples: [{ timestampMs: '6', value: 1.5 }] }],
        events: [{ label: 2, endTimestampMs: '7', normalizedEndTimestamp: '2026-11-24T12:00:01Z' }],
      },
    },
    { chatMessage: { id: 'c', timestamp: '1', editTimestamp: '0', message: 'hi', deleted: true } },
    { rpcRequest: { id: 'r', method: 'm', payload: 'p', responseTimeoutMs: 5, version: 1 } },
    { rpcAck: { requestId: 'r' } },
    { rpcResponse: { requestId: 'r', error: { code: 1_500, message: 'no', data: 'd' } } },
    {
      streamHeader: {
        streamId: 's',
        timestamp: '1',
        topic: 't',
        mimeType: 'text/plain',
        totalLength: '0',
        encryptionType: 'GCM',
        attributes: { a: '1', b: '' },
        textHeader: { operationType: 'REACTION', version: 2, attachedStreamIds: ['x'], generated: true },
      },
    },
    { streamHeader: { streamId: 's2', byteHeader: { name: 'f.bin' } } },
    { streamChunk: { streamId: 's', chunkIndex: '1', content: b64('chunk'), iv: b64('iv') } },
    { streamTrailer: { streamId: 's', reason: 'done', attributes: { c: 'd' } } },
    { encryptedPacket: { encryptionType: 'CUSTOM', iv: b64('iv'), keyIndex: 3, encryptedValue: b64('secret') } },
    {},
  ].map((value, index) => {
    const packet = DataPacket.fromJson(value);
    packet.kind = index % 2 === 0 ? DataPacket_Kind.RELIABLE : DataPacket_Kind.LOSSY;
    packet.participantIdentity = `p${index}`;
    packet.destinationIdentities = index % 3 === 0 ? ['one', 'zwei'] : [];
    packet.sequence = index;
    if (packet.value.case === 'user' && packet.value.value.payload.length === 0) packet.value.value.payload = bytes;
    return packet;
  });
}

function b64(text: string): string {
  return Buffer.from(text).toString('base64');
}
