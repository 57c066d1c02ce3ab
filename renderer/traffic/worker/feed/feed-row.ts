import { flagBit } from '../../protocol/index.ts';
import { senderOf } from '../rows/row-builder.ts';
import type { SessionLog } from '../session-log.ts';
import { RowCells, rowBits } from '../store/columns.ts';
import { notInterned } from '../store/string-table.ts';

/** A row on its way out: one object goes through all of them. Its bytes are borrowed, until the log is appended to. */
export class FeedRow {
  readonly cells = new RowCells();
  /** The row's bytes are bytes[start … end). */
  bytes: Uint8Array = new Uint8Array(0);
  start = 0;
  end = 0;
  /** Bits of protocol/flags.ts, as the row has them now; 0 for an event. */
  mask = 0;
  /** Its number in what is written. */
  number = 0;
  readonly session: SessionLog;

  constructor(session: SessionLog) {
    this.session = session;
  }

  get isEvent(): boolean {
    return this.cells.has(rowBits.event);
  }

  /** Whether a row is said of a capture, and none of what is written; its bytes are not read for that. */
  isRemark(row: number): boolean {
    return this.session.log.read(row, this.cells) && this.cells.has(rowBits.remark);
  }

  /** All bytes that were on the channel are here: it is no Blob, and of no capture that was written without payloads. */
  get isWhole(): boolean {
    return this.end - this.start === this.cells.size;
  }

  /** Its bytes alone, for what reads no range. */
  get packet(): Uint8Array {
    return this.bytes.subarray(this.start, this.end);
  }

  /** Goes to a row; false for one that is not held. */
  load(row: number): boolean {
    const { cells, session } = this;
    if (!session.log.read(row, cells)) return false;
    this.bytes = session.log.bufferOf(cells.position);
    this.start = session.log.byteOffset(cells.position);
    // A capture's file may have lost them: then they are missing like those of a Blob.
    if (session.log.isLost(cells)) cells.flags |= rowBits.bytesMissing;
    this.end = this.start + cells.keptBytes;
    this.mask = session.flags.maskOf(cells);
    if (cells.identity === notInterned && !cells.has(rowBits.sent)) this.mask |= this.#flagsOfName();
    return true;
  }

  /** Flags by an identity that the string table did not take, as row-builder.ts has them. */
  #flagsOfName(): number {
    const { context, log } = this.session;
    const sender = senderOf(this.cells, { bytes: this.packet, strings: log.strings, context });
    if (sender.origin !== 'participant') return 0;
    const proven = context.identityOf(sender.sid);
    const speaksAs = proven !== undefined && proven !== sender.identity ? flagBit('speaks-as') : 0;
    return speaksAs | (context.isSuspect(sender.identity) ? flagBit('look-alike') : 0);
  }
}
