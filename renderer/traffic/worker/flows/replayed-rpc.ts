import { caseCode } from '../packet/packet-cases.ts';
import { PacketScanner } from '../packet/scan-packet.ts';
import type { SessionLog } from '../session-log.ts';
import { bytesEqual } from '../store/bytes-equal.ts';
import { RowCells, segmentRows } from '../store/columns.ts';
import { scanRow } from './flow-rows.ts';
import { Flow, flowKindOf } from './flow.ts';
import { RpcHeaderReader } from './rpc-stream.ts';

const streamHeader = caseCode('streamHeader');
const rpcRequest = caseCode('rpcRequest');
const rpcResponse = caseCode('rpcResponse');

/** The RPC of which a packet is part: its flow's number, its request's id, and the packet's row. */
export interface RpcPlace {
  readonly number: number;
  readonly id: string;
  readonly row: number;
}

/** Rows looked at on each side of the packet: at any common rate, far more than a call may take. */
const rowsAround = 500_000;

/** The state of an RPC that is too old to be followed, as the rows around one of its packets tell it. */
export function replayedRpc(place: RpcPlace, session: SessionLog): Flow {
  const { log } = session;
  const id = new TextEncoder().encode(place.id);
  const reader = new PartReader(session);
  let flow = new Flow('rpc');
  const end = Math.min(log.nextRow, place.row + rowsAround);
  for (let row = Math.max(log.firstRow, place.row - rowsAround); row < end; row += 1) {
    const code = reader.partOf(row, id);
    if (code === undefined) continue;
    if (flow.isOver(code)) {
      // The same id begins another call.
      if (row > place.row) break;
      flow = new Flow('rpc');
    }
    flow.takePart(code, row);
  }
  return flow;
}

class PartReader {
  readonly #session: SessionLog;
  readonly #cells = new RowCells();
  readonly #scanner = new PacketScanner();
  readonly #header = new RpcHeaderReader();

  constructor(session: SessionLog) {
    this.#session = session;
  }

  /** Which part of the RPC of this id a row is, by the case of a packet that is it; undefined: none. */
  partOf(row: number, id: Uint8Array): number | undefined {
    const { log, relations } = this.#session;
    const columns = log.segmentOf(row);
    const index = row % segmentRows;
    const code = columns?.caseCode[index] ?? 0;
    const topic = columns?.topic[index] ?? 0;
    const isHeader = code === streamHeader && relations.rpcTopics.has(topic);
    if ((!isHeader && flowKindOf(code) !== 'rpc') || !log.read(row, this.#cells)) return undefined;
    if (!isHeader) {
      const { keyStart, keyEnd } = scanRow(this.#cells, log, this.#scanner);
      return bytesEqual(id, log.bufferOf(this.#cells.position), keyStart, keyEnd) ? code : undefined;
    }
    const bytes = log.bytesOf(this.#cells);
    const header = this.#header;
    if (!header.read(bytes, 0, bytes.length) || !bytesEqual(id, bytes, header.idStart, header.idEnd)) return undefined;
    return topic === relations.rpcTopics.request ? rpcRequest : rpcResponse;
  }
}
