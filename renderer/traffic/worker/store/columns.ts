import { notInterned } from './string-table.ts';

/** Bits of the flags column. Whatever else can be told from the columns needs no bit. */
export const rowBits = {
  /** A room event; its bytes are its JSON, and the columns of packets mean nothing. */
  event: 1 << 0,
  /** Sent by this console; else received. */
  sent: 1 << 1,
  /** Came as a string, kept as UTF-8. */
  text: 1 << 2,
  /** A Blob: its size is known, its bytes are not. */
  bytesMissing: 1 << 3,
  /** The packet names destinations. */
  destinations: 1 << 4,
  /** Marked by a person. */
  marked: 1 << 5,
  /** Flags that take knowledge of earlier packets, and so are told as the packet is logged. */
  sdkDrops: 1 << 6,
  seqJump: 1 << 7,
  duplicate: 1 << 8,
  skipped: 1 << 9,
  late: 1 << 10,
  /** A stream or an RPC for which the SDK had no handler as it came. */
  noHandler: 1 << 11,
  /** It has a field that the server skips and that livekit-client may read something from: see WireReader. */
  ambiguous: 1 << 12,
  /** Of a capture without payloads: it is held without its payload, and `payloadOffset` is how many bytes that is. */
  stripped: 1 << 13,
  /** With `event`: said of a capture as it is opened, or read from a note of it; it was no row as it was recorded. */
  remark: 1 << 14,
} as const;

/** The channel column. */
export const channelCodes = ['reliable', 'lossy', 'data-track', 'foreign'] as const;

/**
 * One row's columns, in and out: one object is reused for all rows.
 *
 * Ids are those of the log's string table. Offsets are bytes from the packet's start.
 */
export class RowCells {
  row = 0;
  /** Epoch ms with µs resolution. */
  time = 0;
  /** Where the bytes lie in the ring. */
  position = 0;
  /** Bytes on the channel; of an event: of its JSON. */
  size = 0;
  payloadOffset = 0;
  payloadSize = 0;
  /** 0: none. */
  sequence = 0;
  identity = 0;
  sid = 0;
  topic = 0;
  /** Index into the log's labels. */
  label = 0;
  flags = 0;
  /** Rows back to the one that explains its flags (the cause of a drop, the first copy, the row before a skip); 0: none. */
  related = 0;
  /** Number of the stream or RPC that it is part of; 0: none. */
  flow = 0;
  /** Index into channelCodes. */
  channel = 0;
  /** Index into packetCases. */
  caseCode = 0;

  has(bit: number): boolean {
    return (this.flags & bit) !== 0;
  }

  /** Bytes that are held of it. */
  get keptBytes(): number {
    if (this.has(rowBits.bytesMissing)) return 0;
    return this.has(rowBits.stripped) ? this.payloadOffset : this.size;
  }

  /** Some string of it has to be read from the packet. */
  get hasLooseStrings(): boolean {
    return this.identity === notInterned || this.sid === notInterned || this.topic === notInterned;
  }
}

/** Rows of a segment. A power of two: row numbers divide quickly. */
export const segmentRows = 8_192;

/** 2 × f64, 9 × u32, 2 × u16, 2 × u8. */
export const bytesPerRow = 2 * 8 + 9 * 4 + 2 * 2 + 2;
export const segmentBytes = segmentRows * bytesPerRow;

/** The columns of `segmentRows` rows, side by side: a filter that looks at one column reads only that one. */
export class ColumnSegment {
  readonly time = new Float64Array(segmentRows);
  readonly position = new Float64Array(segmentRows);
  readonly size = new Uint32Array(segmentRows);
  readonly payloadOffset = new Uint32Array(segmentRows);
  readonly payloadSize = new Uint32Array(segmentRows);
  readonly sequence = new Uint32Array(segmentRows);
  readonly identity = new Uint32Array(segmentRows);
  readonly sid = new Uint32Array(segmentRows);
  readonly topic = new Uint32Array(segmentRows);
  readonly related = new Uint32Array(segmentRows);
  readonly flow = new Uint32Array(segmentRows);
  readonly label = new Uint16Array(segmentRows);
  readonly flags = new Uint16Array(segmentRows);
  readonly channel = new Uint8Array(segmentRows);
  readonly caseCode = new Uint8Array(segmentRows);

  write(index: number, cells: RowCells): void {
    this.time[index] = cells.time;
    this.position[index] = cells.position;
    this.size[index] = cells.size;
    this.payloadOffset[index] = cells.payloadOffset;
    this.payloadSize[index] = cells.payloadSize;
    this.sequence[index] = cells.sequence;
    this.identity[index] = cells.identity;
    this.sid[index] = cells.sid;
    this.topic[index] = cells.topic;
    this.related[index] = cells.related;
    this.flow[index] = cells.flow;
    this.label[index] = cells.label;
    this.flags[index] = cells.flags;
    this.channel[index] = cells.channel;
    this.caseCode[index] = cells.caseCode;
  }

  /** Everything but the row number, which the segment does not know. */
  read(index: number, cells: RowCells): void {
    cells.time = this.time[index] ?? 0;
    cells.position = this.position[index] ?? 0;
    cells.size = this.size[index] ?? 0;
    cells.payloadOffset = this.payloadOffset[index] ?? 0;
    cells.payloadSize = this.payloadSize[index] ?? 0;
    cells.sequence = this.sequence[index] ?? 0;
    cells.identity = this.identity[index] ?? 0;
    cells.sid = this.sid[index] ?? 0;
    cells.topic = this.topic[index] ?? 0;
    cells.related = this.related[index] ?? 0;
    cells.flow = this.flow[index] ?? 0;
    cells.label = this.label[index] ?? 0;
    cells.flags = this.flags[index] ?? 0;
    cells.channel = this.channel[index] ?? 0;
    cells.caseCode = this.caseCode[index] ?? 0;
  }
}
