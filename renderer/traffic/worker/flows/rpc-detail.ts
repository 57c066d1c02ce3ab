import type { DataPacket } from '@livekit/protocol';
import type { RpcDetail, RpcPart } from '../../protocol/index.ts';
import { decodePacket } from '../packet/packet-preview.ts';
import type { SessionLog } from '../session-log.ts';
import { RowCells } from '../store/columns.ts';
import { replayedRpc } from './replayed-rpc.ts';
import type { RpcPlace } from './replayed-rpc.ts';
import { rpcAttributes } from './rpc-stream.ts';

/** An RPC joined from its packets. */
export function rpcDetail(place: RpcPlace, session: SessionLog): RpcDetail {
  const flow = session.relations.flow(place.number) ?? replayedRpc(place, session);
  const response = valueOf(flow.responseRow, session);
  const error = response?.case === 'rpcResponse' ? response.value.value : undefined;
  return {
    kind: 'rpc',
    id: place.id,
    ...requestOf(valueOf(flow.requestRow, session)),
    request: partOf(flow.requestRow, session),
    ack: partOf(flow.ackRow, session),
    response: partOf(flow.responseRow, session),
    error: error?.case === 'error' ? { code: error.value.code, message: error.value.message } : undefined,
  };
}

/** What the request says: a packet of its own, or the header of a stream. */
function requestOf(value: DataPacket['value'] | undefined): Pick<RpcDetail, 'method' | 'timeoutMs' | 'version'> {
  if (value?.case === 'rpcRequest') {
    const { method, responseTimeoutMs, version } = value.value;
    return { method, timeoutMs: responseTimeoutMs, version };
  }
  if (value?.case !== 'streamHeader') return { method: '', timeoutMs: undefined, version: undefined };
  const { attributes } = value.value;
  return {
    method: attributes[rpcAttributes.method] ?? '',
    timeoutMs: numberOf(attributes[rpcAttributes.timeoutMs]),
    version: numberOf(attributes[rpcAttributes.version]),
  };
}

/** As livekit-client reads an attribute: by what it begins with. */
function numberOf(text: string | undefined): number | undefined {
  const number = Number.parseInt(text ?? '', 10);
  return Number.isNaN(number) ? undefined : number;
}

function partOf(row: number, { log, relations }: SessionLog): RpcPart | undefined {
  const cells = new RowCells();
  if (!log.read(row, cells)) return undefined;
  const part = { row, time: cells.time };
  // As a stream it has a flow of its own.
  const trailerRow = relations.flow(cells.flow)?.trailerRow ?? -1;
  return log.read(trailerRow, cells) ? { ...part, endTime: cells.time } : part;
}

function valueOf(row: number, { log }: SessionLog): DataPacket['value'] | undefined {
  const cells = new RowCells();
  return log.read(row, cells) ? decodePacket(log.bytesOf(cells))?.value : undefined;
}
