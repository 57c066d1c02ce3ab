import { DataPacket, DataStream_Chunk, DataStream_Header, DataStream_Trailer } from '@livekit/protocol';
import type { PacketDetail, RpcDetail, StreamDetail } from '../../../../../../renderer/traffic/protocol/index.ts';
import { inspectRow } from '../../../../../../renderer/traffic/worker/rows/packet-detail.ts';
import type { SessionLog } from '../../../../../../renderer/traffic/worker/session-log.ts';
import { chunkWith } from '../log-fixtures.ts';

type Value = DataPacket['value'];

export function packetOf(value: Value, sid = 'PA_alice', identity = 'alice'): Uint8Array {
  return new DataPacket({ participantSid: sid, participantIdentity: identity, value }).toBinary();
}

export function header(over: ConstructorParameters<typeof DataStream_Header>[0] = {}): Value {
  const contentHeader = { case: 'textHeader', value: {} } as const;
  const usual = { streamId: 's1', topic: 'notes', mimeType: 'text/plain', contentHeader };
  return { case: 'streamHeader', value: new DataStream_Header({ ...usual, ...over }) };
}

export function chunk(index: number | bigint, text: string, streamId = 's1'): Value {
  const value = new DataStream_Chunk({ streamId, chunkIndex: BigInt(index), content: new TextEncoder().encode(text) });
  return { case: 'streamChunk', value };
}

export function trailer(reason = '', streamId = 's1'): Value {
  return { case: 'streamTrailer', value: new DataStream_Trailer({ streamId, reason }) };
}

/** Headers of an RPC of version 2, as livekit-client 2.23.0 sends them. */
export function rpcRequest(over: ConstructorParameters<typeof DataStream_Header>[0] = {}, id = 'r1'): Value {
  const attributes = {
    'lk.rpc_request_id': id,
    'lk.rpc_request_method': 'form.highlight',
    'lk.rpc_request_response_timeout_ms': '8000',
    'lk.rpc_request_version': '2',
  };
  return header({ streamId: `request ${id}`, topic: 'lk.rpc_request', attributes, ...over });
}

export function rpcResponse(over: ConstructorParameters<typeof DataStream_Header>[0] = {}, id = 'r1'): Value {
  const attributes = { 'lk.rpc_request_id': id };
  return header({ streamId: `response ${id}`, topic: 'lk.rpc_response', attributes, ...over });
}

export function append(session: SessionLog, ...packets: Uint8Array[]): void {
  session.appendChunk(chunkWith(...packets.map((bytes) => ({ bytes }))));
}

export function detailOf(session: SessionLog, row: number): PacketDetail {
  const detail = inspectRow(row, session);
  if (detail === undefined || !('packet' in detail)) throw new Error(`row ${row} is no packet`);
  return detail;
}

export function streamOf(session: SessionLog, row: number): StreamDetail {
  const { flow } = detailOf(session, row);
  if (flow?.kind !== 'stream') throw new Error(`row ${row} is of no stream`);
  return flow;
}

export function rpcOf(session: SessionLog, row: number): RpcDetail {
  const { rpc } = detailOf(session, row);
  if (rpc === undefined) throw new Error(`row ${row} is of no RPC`);
  return rpc;
}
