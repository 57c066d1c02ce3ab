import type { EventRow, PacketDetail, PacketRow, RpcDetail, StreamDetail } from '../../protocol/index.ts';
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
    flow: flowDetail(view, cells, session),
    sequenceRows: sequenceRowsOf(cells, session),
  };
}

function flowDetail(view: PacketRow, cells: RowCells, session: SessionLog): StreamDetail | RpcDetail | undefined {
  if (view.flow === undefined) return undefined;
  const detail = view.flow.kind === 'stream' ? streamDetail : rpcDetail;
  return detail(cells.flow, view.flow.id, session);
}

/** Buffers of their own, that can be transferred. */
interface Copies {
  readonly packet: Uint8Array<ArrayBuffer>;
  readonly payload: Uint8Array<ArrayBuffer>;
}

function copyOf(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}
