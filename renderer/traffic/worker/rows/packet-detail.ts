import type { EventRow, PacketDetail, PacketRow } from '../../protocol/index.ts';
import { rpcDetail } from '../flows/rpc-detail.ts';
import { streamDetail } from '../flows/stream-detail.ts';
import type { SessionLog } from '../session-log.ts';
import { RowCells } from '../store/columns.ts';
import { envelopeFields } from './envelope-fields.ts';
import { flagCauses } from './flag-causes.ts';
import { buildRow, payloadOf } from './row-builder.ts';
import { sequenceRowsOf } from './sequence-rows.ts';

/** Everything about one row; undefined when it is not held. The bytes are copies. */
export function inspectRow(row: number, session: SessionLog): (PacketDetail & Copies) | EventRow | undefined {
  const cells = new RowCells();
  if (!session.log.read(row, cells)) return undefined;
  const source = session.sourceOf(cells);
  const view = buildRow(cells, source);
  if (view.type === 'event') return view;
  const packet = copyOf(source.bytes);
  const payload = copyOf(payloadOf(cells, source.bytes));
  return {
    row: view,
    fields: envelopeFields(view, cells, packet, session.context),
    packet,
    payload,
    because: flagCauses({ view, cells, packet, session }),
    ...flowDetails(view, cells, session),
    sequenceRows: sequenceRowsOf(cells, session),
  };
}

function flowDetails(view: PacketRow, cells: RowCells, session: SessionLog): Pick<PacketDetail, 'flow' | 'rpc'> {
  const { flow } = view;
  if (flow === undefined) return { flow: undefined };
  if (flow.kind === 'rpc') {
    const rpc = rpcDetail({ number: cells.flow, id: flow.id, row: view.row }, session);
    return { flow: rpc, rpc };
  }
  const stream = streamDetail(cells.flow, flow.id, session);
  if (flow.rpc === undefined) return { flow: stream };
  const number = session.relations.flow(cells.flow)?.rpc ?? 0;
  return { flow: stream, rpc: rpcDetail({ number, id: flow.rpc, row: view.row }, session) };
}

/** Buffers of their own, that can be transferred. */
interface Copies {
  readonly packet: Uint8Array<ArrayBuffer>;
  readonly payload: Uint8Array<ArrayBuffer>;
}

function copyOf(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}
