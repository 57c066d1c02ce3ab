import type { DataPacket } from '@livekit/protocol';
import type { RpcDetail, RpcPart } from '../../protocol/index.ts';
import { decodePacket } from '../packet/packet-preview.ts';
import type { SessionLog } from '../session-log.ts';
import { RowCells } from '../store/columns.ts';
import type { PacketLog } from '../store/packet-log.ts';
import { eachFlowRow } from './flow-rows.ts';
import { Flow, FlowPacket } from './flow.ts';

/** An RPC joined from its packets; `id` is that of the packet looked at, `number` that of its flow. */
export function rpcDetail(number: number, id: string, session: SessionLog): RpcDetail {
  const { log } = session;
  const flow = session.relations.flow(number) ?? replayed(number, log);
  const request = valueOf(flow.requestRow, log);
  const response = valueOf(flow.responseRow, log);
  const error = response?.case === 'rpcResponse' ? response.value.value : undefined;
  return {
    kind: 'rpc',
    id,
    method: request?.case === 'rpcRequest' ? request.value.method : '',
    request: partOf(flow.requestRow, log),
    ack: partOf(flow.ackRow, log),
    response: partOf(flow.responseRow, log),
    error: error?.case === 'error' ? { code: error.value.code, message: error.value.message } : undefined,
    timeoutMs: request?.case === 'rpcRequest' ? request.value.responseTimeoutMs : undefined,
  };
}

/** The state of a flow that is too old to be followed, as its rows tell it. */
function replayed(number: number, log: PacketLog): Flow {
  const flow = new Flow('rpc');
  const packet = new FlowPacket();
  eachFlowRow(log, number, { first: 0, last: Infinity }, (cells) => {
    packet.row = cells.row;
    packet.code = cells.caseCode;
    flow.take(packet);
  });
  return flow;
}

function partOf(row: number, log: PacketLog): RpcPart | undefined {
  const cells = new RowCells();
  return log.read(row, cells) ? { row, time: cells.time } : undefined;
}

function valueOf(row: number, log: PacketLog): DataPacket['value'] | undefined {
  const cells = new RowCells();
  return log.read(row, cells) ? decodePacket(log.bytesOf(cells))?.value : undefined;
}
