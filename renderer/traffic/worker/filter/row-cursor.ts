import type { SessionLog } from '../session-log.ts';
import { rowBits, segmentRows } from '../store/columns.ts';
import type { ColumnSegment } from '../store/columns.ts';

/** The columns that tests read. */
type RowColumns = Pick<
  ColumnSegment,
  | 'time'
  | 'position'
  | 'size'
  | 'payloadOffset'
  | 'payloadSize'
  | 'sequence'
  | 'identity'
  | 'sid'
  | 'topic'
  | 'flow'
  | 'label'
  | 'flags'
  | 'channel'
  | 'caseCode'
>;

/**
 * The row that is looked at, as its columns lie in the log: one object goes through all rows, nothing is copied. Its
 * bytes are looked up when a test asks for them. Valid until the log is appended to, or loses rows.
 */
export class RowCursor {
  row = -1;
  /** The row's columns are columns.…[index]. */
  columns: RowColumns = noColumns();
  index = 0;
  isEvent = false;
  /** After `load`: bytes[start … end) are held of the row, bytes[payloadStart … payloadEnd) are its payload. */
  bytes: Uint8Array = new Uint8Array(0);
  start = 0;
  end = 0;
  payloadStart = 0;
  payloadEnd = 0;
  /** Bytes that tests have looked at so far: the measure of the time that was spent. */
  work = 0;
  readonly #session: SessionLog;
  #segment = -1;
  #loaded = -1;

  constructor(session: SessionLog) {
    this.#session = session;
  }

  /** To be called when the log may have changed since the last `seek`. */
  reset(): void {
    this.#segment = -1;
    this.#loaded = -1;
  }

  /** Goes to a row; false for one that is not held. */
  seek(row: number): boolean {
    const { log } = this.#session;
    if (row < log.firstRow || row >= log.nextRow) return false;
    const segment = Math.floor(row / segmentRows);
    if (segment !== this.#segment) {
      const columns = log.segmentOf(row);
      if (columns === undefined) return false;
      this.columns = columns;
      this.#segment = segment;
    }
    this.row = row;
    this.index = row % segmentRows;
    this.isEvent = ((this.columns.flags[this.index] ?? 0) & rowBits.event) !== 0;
    return true;
  }

  /** Looks up the row's bytes. */
  load(): void {
    if (this.#loaded === this.row) return;
    this.#loaded = this.row;
    const { log } = this.#session;
    const { columns, index } = this;
    const position = columns.position[index] ?? 0;
    this.bytes = log.bufferOf(position);
    this.start = log.byteOffset(position);
    this.end = this.start + keptBytes(columns, index);
    this.payloadStart = Math.min(this.end, this.start + (columns.payloadOffset[index] ?? 0));
    this.payloadEnd = Math.min(this.end, this.payloadStart + (columns.payloadSize[index] ?? 0));
  }

  /** Whether the row's flags have this bit of rowBits. */
  has(bit: number): boolean {
    return ((this.columns.flags[this.index] ?? 0) & bit) !== 0;
  }

  get caseCode(): number {
    return this.columns.caseCode[this.index] ?? 0;
  }

  /** Id of its topic's string. */
  get topic(): number {
    return this.columns.topic[this.index] ?? 0;
  }

  /** Number of the stream or RPC that it is part of; 0: none. */
  get flow(): number {
    return this.columns.flow[this.index] ?? 0;
  }
}

/** As RowCells.keptBytes. */
function keptBytes({ flags, size, payloadOffset }: RowColumns, index: number): number {
  const bits = flags[index] ?? 0;
  if ((bits & rowBits.bytesMissing) !== 0) return 0;
  return ((bits & rowBits.stripped) !== 0 ? payloadOffset[index] : size[index]) ?? 0;
}

function noColumns(): RowColumns {
  const none = new Uint32Array(0);
  return {
    time: new Float64Array(0),
    position: new Float64Array(0),
    size: none,
    payloadOffset: none,
    payloadSize: none,
    sequence: none,
    identity: none,
    sid: none,
    topic: none,
    flow: none,
    label: new Uint16Array(0),
    flags: new Uint16Array(0),
    channel: new Uint8Array(0),
    caseCode: new Uint8Array(0),
  };
}
