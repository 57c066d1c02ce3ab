import { caseCode } from '../packet/packet-cases.ts';
import type { PacketScanner } from '../packet/scan-packet.ts';
import type { RowCells } from '../store/columns.ts';
import { ChunkNumbers } from './chunk-numbers.ts';
import { trailerHasReason } from './trailer-reason.ts';

const streamHeader = caseCode('streamHeader');
const streamChunk = caseCode('streamChunk');
const streamTrailer = caseCode('streamTrailer');
const rpcRequest = caseCode('rpcRequest');
const rpcAck = caseCode('rpcAck');
const rpcResponse = caseCode('rpcResponse');

export type FlowKind = 'stream' | 'rpc';

/** What a packet of each case belongs to; undefined: to none. By case code. */
export function flowKindOf(code: number): FlowKind | undefined {
  if (code === streamHeader || code === streamChunk || code === streamTrailer) return 'stream';
  return code === rpcRequest || code === rpcAck || code === rpcResponse ? 'rpc' : undefined;
}

/** One packet, as far as its flow wants to know it. One object is used for all. */
export class FlowPacket {
  row = 0;
  /** Epoch ms. */
  time = NaN;
  code = 0;
  /** Bytes of its payload. */
  payloadSize = 0;
  /** The header holds the whole stream. */
  hasPayload = false;
  /** A chunk's index; the length that a header names, -1: none. */
  count = -1;
  /** A trailer gives a reason: the stream was aborted. */
  isAborted = false;
}

/** Fills `into` with the packet that the scanner has just read from `bytes`. */
export function fillFlowPacket(
  into: FlowPacket,
  cells: RowCells,
  scanner: PacketScanner,
  bytes: Uint8Array,
  row: number,
): FlowPacket {
  into.row = row;
  into.time = cells.time;
  into.code = cells.caseCode;
  into.payloadSize = cells.payloadSize;
  into.hasPayload = scanner.hasPayload;
  into.count = scanner.count;
  const isTrailer = cells.caseCode === streamTrailer;
  into.isAborted = isTrailer && trailerHasReason(bytes, scanner.payloadStart, scanner.payloadEnd);
  return into;
}

/** The state of one stream or RPC, as its packets come in. */
export class Flow {
  readonly kind: FlowKind;
  /** Counts what changed about it, so that rows which tell it can be built anew. */
  version = 0;
  firstRow = -1;
  lastRow = -1;
  /** The first of each; -1: not here. */
  headerRow = -1;
  trailerRow = -1;
  requestRow = -1;
  ackRow = -1;
  responseRow = -1;
  /** Epoch ms of its first packet. */
  startedAt = NaN;
  /** A stream's topic, as a string id. */
  topic = 0;
  /** Of a stream: the number of the RPC of which it is the request or the response; 0: of none. */
  rpc = 0;
  state: 'open' | 'complete' | 'aborted' | 'no-header' = 'no-header';
  /** Bytes of the chunks, each counted once. */
  bytes = 0;
  /** As the header says; -1: it does not. */
  totalBytes = -1;
  readonly chunks = new ChunkNumbers();

  constructor(kind: FlowKind) {
    this.kind = kind;
  }

  /** Whether the packet begins another flow with the same id. */
  isOver(code: number): boolean {
    if (code === rpcRequest) return this.requestRow >= 0;
    return code === streamHeader && (this.state === 'complete' || this.state === 'aborted');
  }

  /** Takes a packet of it. True: it is a chunk that came before. */
  take(packet: FlowPacket): boolean {
    const { row, code } = packet;
    if (this.firstRow < 0) this.startedAt = packet.time;
    this.takeOther(row);
    switch (code) {
      case streamHeader:
        this.#takeHeader(packet);
        return false;
      case streamChunk:
        if (this.chunks.take(packet.count)) return true;
        this.bytes += packet.payloadSize;
        return false;
      case streamTrailer:
        if (this.trailerRow < 0) this.trailerRow = row;
        this.state = packet.isAborted ? 'aborted' : this.headerRow < 0 ? 'no-header' : 'complete';
        return false;
      default:
        this.#takeRpc(code, row);
        return false;
    }
  }

  /** An RPC's request or response comes as a stream, of which this is the header. `code`: what it is instead of. */
  takePart(code: number, row: number): void {
    this.takeOther(row);
    this.#takeRpc(code, row);
  }

  /** A packet that only goes on with what is known of it. */
  takeOther(row: number): void {
    if (this.firstRow < 0) this.firstRow = row;
    this.lastRow = row;
    this.version += 1;
  }

  #takeRpc(code: number, row: number): void {
    if (code === rpcRequest) this.requestRow = row;
    else if (code === rpcAck && this.ackRow < 0) this.ackRow = row;
    else if (code === rpcResponse && this.responseRow < 0) this.responseRow = row;
  }

  #takeHeader(packet: FlowPacket): void {
    if (this.headerRow < 0) this.headerRow = packet.row;
    this.totalBytes = packet.count;
    // livekit-client takes such a stream as complete, and waits for neither chunks nor a trailer.
    if (packet.hasPayload) this.bytes = packet.payloadSize;
    this.state = packet.hasPayload ? 'complete' : 'open';
  }
}
