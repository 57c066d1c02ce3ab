/**
 * What a packet is: the oneof cases of `livekit.DataPacket` by the name that @livekit/protocol gives them, and four
 * words of our own. The index in this list is what the column holds.
 *
 * malformed: the bytes are no DataPacket. none: a DataPacket without a value. unknown: its value has a number that
 * this version of the protocol does not know. dataTrackFrame: a frame of a data track, which is no DataPacket. raw:
 * bytes of a channel that LiveKit does not use.
 */
export const packetCases = [
  'malformed',
  'none',
  'unknown',
  'dataTrackFrame',
  'raw',
  'user',
  'speaker',
  'sipDtmf',
  'transcription',
  'metrics',
  'chatMessage',
  'rpcRequest',
  'rpcAck',
  'rpcResponse',
  'streamHeader',
  'streamChunk',
  'streamTrailer',
  'encryptedPacket',
] as const;
export type PacketCase = (typeof packetCases)[number];

/** Field numbers of the oneof in `DataPacket` (livekit_models.proto, @livekit/protocol 1.52.1). */
const caseFields: Readonly<Record<number, PacketCase>> = {
  2: 'user',
  3: 'speaker',
  6: 'sipDtmf',
  7: 'transcription',
  8: 'metrics',
  9: 'chatMessage',
  10: 'rpcRequest',
  11: 'rpcAck',
  12: 'rpcResponse',
  13: 'streamHeader',
  14: 'streamChunk',
  15: 'streamTrailer',
  18: 'encryptedPacket',
};

/** Fields within a case that the log has columns for; 0 where the case has no such field. */
interface CaseFields {
  /** `bytes` or `string` fields that hold what somebody wanted to say. The last one in the packet wins. */
  readonly payload: readonly number[];
  readonly topic: number;
  /** Where the case names destinations itself: `user` of older clients and of the server API. */
  readonly destinationIdentities: number;
  readonly destinationSids: number;
  /** `bytes` or `string` that tells which message, stream or RPC it is: nonce, stream id, request id. */
  readonly key: number;
  /** A number: a chunk's index, the length that a stream's header names. */
  readonly count: number;
}

const noFields: CaseFields = {
  payload: [],
  topic: 0,
  destinationIdentities: 0,
  destinationSids: 0,
  key: 0,
  count: 0,
};

const fieldsByCase: Partial<Record<PacketCase, CaseFields>> = {
  user: { ...noFields, payload: [2], topic: 4, destinationIdentities: 6, destinationSids: 3, key: 11 },
  chatMessage: { ...noFields, payload: [4] },
  sipDtmf: { ...noFields, payload: [4] },
  // 6 and 4: compressed payloads of RPC version 2.
  rpcRequest: { ...noFields, payload: [3, 6], key: 1 },
  rpcAck: { ...noFields, key: 1 },
  rpcResponse: { ...noFields, payload: [2, 4], key: 1 },
  streamHeader: { ...noFields, payload: [11], topic: 3, key: 1, count: 5 },
  streamChunk: { ...noFields, payload: [3], key: 1, count: 2 },
  streamTrailer: { ...noFields, key: 1 },
  encryptedPacket: { ...noFields, payload: [4] },
};

/** Code of a case in the column. */
export function caseCode(name: PacketCase): number {
  return packetCases.indexOf(name);
}

export function caseName(code: number): PacketCase {
  return packetCases[code] ?? 'malformed';
}

/** Code by the field number in `DataPacket`; 0 for a number that is no case. Indexed by number, for the scanner. */
export const codeByField: readonly number[] = Array.from({ length: 32 }, (_, number) => {
  const name = caseFields[number];
  return name === undefined ? 0 : caseCode(name);
});

/** What the scanner looks for within a case, by code. */
export const fieldsByCode: readonly CaseFields[] = packetCases.map((name) => fieldsByCase[name] ?? noFields);

/** Whether such a packet is a DataPacket, so that who sent it can be read. By code. */
export const isReadable: readonly boolean[] = packetCases.map(
  (name) => name !== 'malformed' && name !== 'dataTrackFrame' && name !== 'raw',
);
