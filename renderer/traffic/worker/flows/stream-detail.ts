import { DataStream_CompressionType } from '@livekit/protocol';
import type { DataStream_Header } from '@livekit/protocol';
import type { StreamDetail } from '../../protocol/index.ts';
import { caseCode } from '../packet/packet-cases.ts';
import { decodePacket } from '../packet/packet-preview.ts';
import { PacketScanner } from '../packet/scan-packet.ts';
import type { SessionLog } from '../session-log.ts';
import { RowCells } from '../store/columns.ts';
import type { PacketLog } from '../store/packet-log.ts';
import { eachFlowRow, scanRow } from './flow-rows.ts';
import { fillFlowPacket, Flow, FlowPacket } from './flow.ts';

/** Of a stream's content, what an inspector is sent. */
const contentMaximum = 1_024 * 1_024;

const streamHeader = caseCode('streamHeader');
const streamChunk = caseCode('streamChunk');

/** Where a chunk's bytes lie in the log's ring. */
interface Piece {
  readonly index: number;
  readonly position: number;
  readonly size: number;
}

/** What the rows that are held tell of a stream. */
interface Held {
  /** By the state as it was followed, or as the rows alone tell it where that is too old. */
  readonly flow: Flow;
  readonly pieces: readonly Piece[];
  readonly startedAt: number;
  readonly endedAt: number;
}

/** A stream joined from its packets; `id` is that of the packet looked at, `number` that of its flow. */
export function streamDetail(number: number, id: string, session: SessionLog): StreamDetail {
  const { log } = session;
  const { flow, pieces, startedAt, endedAt } = heldOf(number, session);
  const header = headerOf(flow, log);
  const { content, contentLeft } = contentOf(flow, header, pieces, log);
  const trailer = packetOf(flow.trailerRow, log)?.value;
  return {
    kind: 'stream',
    id,
    topic: header?.topic ?? log.strings.text(flow.topic),
    mimeType: header?.mimeType ?? '',
    name: header?.contentHeader.case === 'byteHeader' ? header.contentHeader.value.name : '',
    isText: header?.contentHeader.case === 'textHeader',
    state: flow.state,
    reason: trailer?.case === 'streamTrailer' ? trailer.value.reason : '',
    chunks: flow.chunks.count,
    bytes: flow.bytes,
    totalBytes: flow.totalBytes < 0 ? undefined : flow.totalBytes,
    compression: compressionOf(header),
    missing: flow.chunks.missing(),
    repeated: flow.chunks.repeated,
    startedAt,
    endedAt,
    headerRow: flow.headerRow < log.firstRow ? undefined : flow.headerRow,
    trailerRow: flow.trailerRow < log.firstRow ? undefined : flow.trailerRow,
    content,
    contentLeft,
  };
}

function heldOf(number: number, session: SessionLog): Held {
  const { log } = session;
  const followed = session.relations.flow(number);
  const replayed = new Flow('stream');
  const packet = new FlowPacket();
  const scanner = new PacketScanner();
  const pieces: Piece[] = [];
  let startedAt = NaN;
  let endedAt = NaN;
  const range = { first: followed?.firstRow ?? 0, last: followed?.lastRow ?? Infinity };
  eachFlowRow(log, number, range, (cells) => {
    if (Number.isNaN(startedAt)) startedAt = cells.time;
    endedAt = cells.time;
    scanRow(cells, log, scanner);
    const buffer = log.bufferOf(cells.position);
    const isRepeated = replayed.take(fillFlowPacket(packet, cells, scanner, buffer, cells.row));
    if (cells.caseCode === streamHeader) replayed.topic = cells.topic;
    if (cells.caseCode !== streamChunk || isRepeated) return;
    pieces.push({ index: scanner.count, position: cells.position + cells.payloadOffset, size: cells.payloadSize });
  });
  return { flow: followed ?? replayed, pieces, startedAt: followed?.startedAt ?? startedAt, endedAt };
}

function contentOf(
  flow: Flow,
  header: DataStream_Header | undefined,
  pieces: readonly Piece[],
  log: PacketLog,
): { readonly content: Uint8Array<ArrayBuffer>; readonly contentLeft: number } {
  const inline = header?.inlineContent;
  if (inline !== undefined) {
    const content = new Uint8Array(inline.subarray(0, contentMaximum));
    return { content, contentLeft: inline.length - content.length };
  }
  const held = pieces.reduce((sum, { size }) => sum + size, 0);
  const content = new Uint8Array(Math.min(held, contentMaximum));
  let at = 0;
  for (const { position, size } of [...pieces].sort((a, b) => a.index - b.index)) {
    const taken = Math.min(size, content.length - at);
    if (taken === 0) continue;
    const offset = log.byteOffset(position);
    content.set(log.bufferOf(position).subarray(offset, offset + taken), at);
    at += taken;
  }
  return { content, contentLeft: Math.max(flow.bytes, held) - at };
}

function headerOf(flow: Flow, log: PacketLog): DataStream_Header | undefined {
  const value = packetOf(flow.headerRow, log)?.value;
  return value?.case === 'streamHeader' ? value.value : undefined;
}

function compressionOf(header: DataStream_Header | undefined): StreamDetail['compression'] {
  switch (header?.compression) {
    case undefined:
    case DataStream_CompressionType.NONE:
      return 'none';
    case DataStream_CompressionType.DEFLATE_RAW:
      return 'deflate-raw';
    default:
      return 'unknown';
  }
}

function packetOf(row: number, log: PacketLog): ReturnType<typeof decodePacket> {
  const cells = new RowCells();
  return log.read(row, cells) ? decodePacket(log.bytesOf(cells)) : undefined;
}
