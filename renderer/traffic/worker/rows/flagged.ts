import type { PacketRow } from '../../protocol/index.ts';
import type { SessionLog } from '../session-log.ts';
import type { RowCells } from '../store/columns.ts';

/** A packet whose flags are to be explained. */
export interface Flagged {
  readonly view: PacketRow;
  readonly cells: RowCells;
  readonly packet: Uint8Array;
  readonly session: SessionLog;
}
