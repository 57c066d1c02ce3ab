import { bytesEqual } from '../store/bytes-equal.ts';
import { rowBits } from '../store/columns.ts';
import type { RowCells } from '../store/columns.ts';
import { HashChains, hashBytes, hashSeed } from '../store/hash-chains.ts';
import { emptyString, notInterned } from '../store/string-table.ts';
import { caseCode } from '../packet/packet-cases.ts';
import type { PacketScanner } from '../packet/scan-packet.ts';
import { fillFlowPacket, Flow, flowKindOf, FlowPacket } from './flow.ts';
import type { FlowKind } from './flow.ts';
import type { RpcHeaderReader, RpcTopics } from './rpc-stream.ts';

/** Streams and RPCs of which the state is kept, the newest; packets of older ones begin a new one. */
export const flowsMaximum = 16_384;
/** Ids are UUIDs of 36 bytes, or as short. Packets with a longer one stand alone. */
const idBytesMaximum = 256;

const streamHeader = caseCode('streamHeader');
const rpcRequest = caseCode('rpcRequest');
const rpcResponse = caseCode('rpcResponse');

interface Entry {
  readonly number: number;
  readonly flow: Flow;
  readonly id: Uint8Array;
  readonly sid: number;
  readonly hash: number;
}

/**
 * Joins the packets of a stream, and of an RPC, as they are logged. Flows are numbered from 1; the number of one is in
 * the rows of its packets, and is not used again.
 *
 * A stream belongs to the sid that sends it, so that nobody can mix his chunks into another's stream. An RPC is one by
 * the id of its request, since request and response have different senders; where they are streams, each is a flow of
 * its own that knows the RPC's.
 */
export class FlowTable {
  readonly #chains = new HashChains(flowsMaximum);
  readonly #seed = hashSeed();
  /** By number modulo flowsMaximum. */
  readonly #entries: (Entry | undefined)[] = [];
  readonly #packet = new FlowPacket();
  readonly #topics: RpcTopics;
  #last = 0;

  constructor(topics: RpcTopics) {
    this.#topics = topics;
  }

  /** The state of a flow; undefined for one that is too old. */
  flow(number: number): Flow | undefined {
    const entry = this.#entries[number % flowsMaximum];
    return entry?.number === number ? entry.flow : undefined;
  }

  /** The request's id of an RPC, as bytes; undefined for one that is too old. */
  id(number: number): Uint8Array | undefined {
    const entry = this.#entries[number % flowsMaximum];
    return entry?.number === number ? entry.id : undefined;
  }

  /**
   * Joins the packet that `scanner` has just read, and that will be `row`: sets its flow, its topic and its flags.
   * `rpc`: what it says as the header of a stream that is part of an RPC.
   */
  take(
    cells: RowCells,
    scanner: PacketScanner,
    bytes: Uint8Array,
    row: number,
    rpc: RpcHeaderReader | undefined = undefined,
  ): void {
    const { caseCode: code } = cells;
    const kind = flowKindOf(code);
    const { keyStart, keyEnd } = scanner;
    if (kind === undefined || !isJoinable(keyStart, keyEnd)) return;
    if (kind === 'stream' && cells.sid === notInterned) return;
    const sid = kind === 'stream' ? cells.sid : emptyString;
    const entry = this.#entryOf(kind, sid, code, bytes, keyStart, keyEnd);
    const { flow } = entry;
    cells.flow = entry.number;
    if (flow.take(fillFlowPacket(this.#packet, cells, scanner, bytes, row))) cells.flags |= rowBits.duplicate;
    if (kind === 'rpc') return;
    if (code === streamHeader) flow.topic = cells.topic === notInterned ? emptyString : cells.topic;
    else cells.topic = flow.topic;
    if (rpc !== undefined && flow.rpc === 0) this.#beginPart(flow, cells.topic, bytes, rpc, row);
    else if (flow.rpc !== 0) this.flow(flow.rpc)?.takeOther(row);
  }

  /** A stream begins that is the request or the response of an RPC. */
  #beginPart(stream: Flow, topic: number, bytes: Uint8Array, rpc: RpcHeaderReader, row: number): void {
    const { idStart, idEnd } = rpc;
    if (!isJoinable(idStart, idEnd)) return;
    const code = topic === this.#topics.request ? rpcRequest : rpcResponse;
    const entry = this.#entryOf('rpc', emptyString, code, bytes, idStart, idEnd);
    entry.flow.takePart(code, row);
    stream.rpc = entry.number;
  }

  #entryOf(kind: FlowKind, sid: number, code: number, bytes: Uint8Array, start: number, end: number): Entry {
    const hash = hashBytes(bytes, start, end, this.#seed ^ sid);
    for (let slot = this.#chains.first(hash); slot >= 0; slot = this.#chains.after(slot)) {
      const entry = this.#entries[slot];
      if (entry === undefined || entry.hash !== hash || entry.sid !== sid || entry.flow.kind !== kind) continue;
      if (!bytesEqual(entry.id, bytes, start, end)) continue;
      // The newest of that id stands first.
      if (entry.flow.isOver(code)) break;
      return entry;
    }
    return this.#add({ flow: new Flow(kind), id: bytes.slice(start, end), sid, hash });
  }

  #add(entry: Omit<Entry, 'number'>): Entry {
    this.#last += 1;
    const slot = this.#last % flowsMaximum;
    const old = this.#entries[slot];
    if (old !== undefined) this.#chains.remove(old.hash, slot);
    const added = { ...entry, number: this.#last };
    this.#entries[slot] = added;
    this.#chains.add(added.hash, slot);
    return added;
  }
}

function isJoinable(start: number, end: number): boolean {
  return end > start && end - start <= idBytesMaximum;
}
