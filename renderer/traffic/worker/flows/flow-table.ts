import { rowBits } from '../store/columns.ts';
import type { RowCells } from '../store/columns.ts';
import { HashChains, hashBytes, hashSeed } from '../store/hash-chains.ts';
import { emptyString, notInterned } from '../store/string-table.ts';
import { caseCode } from '../packet/packet-cases.ts';
import type { PacketScanner } from '../packet/scan-packet.ts';
import { fillFlowPacket, Flow, flowKindOf, FlowPacket } from './flow.ts';
import type { FlowKind } from './flow.ts';

/** Streams and RPCs of which the state is kept, the newest; packets of older ones begin a new one. */
export const flowsMaximum = 16_384;
/** Ids are UUIDs of 36 bytes, or as short. Packets with a longer one stand alone. */
const idBytesMaximum = 256;

const streamHeader = caseCode('streamHeader');

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
 * the id of its request, since request and response have different senders.
 */
export class FlowTable {
  readonly #chains = new HashChains(flowsMaximum);
  readonly #seed = hashSeed();
  /** By number modulo flowsMaximum. */
  readonly #entries: (Entry | undefined)[] = [];
  readonly #packet = new FlowPacket();
  #last = 0;

  /** The state of a flow; undefined for one that is too old. */
  flow(number: number): Flow | undefined {
    const entry = this.#entries[number % flowsMaximum];
    return entry?.number === number ? entry.flow : undefined;
  }

  /** Joins the packet that `scanner` has just read, and that will be `row`: sets its flow, its topic and its flags. */
  take(cells: RowCells, scanner: PacketScanner, bytes: Uint8Array, row: number): void {
    const kind = flowKindOf(cells.caseCode);
    const { keyStart, keyEnd } = scanner;
    if (kind === undefined || keyEnd === keyStart || keyEnd - keyStart > idBytesMaximum) return;
    if (kind === 'stream' && cells.sid === notInterned) return;
    const entry = this.#entryOf(kind, cells, bytes, keyStart, keyEnd);
    const { flow } = entry;
    cells.flow = entry.number;
    if (flow.take(fillFlowPacket(this.#packet, cells, scanner, bytes, row))) cells.flags |= rowBits.duplicate;
    if (cells.caseCode === streamHeader) flow.topic = cells.topic === notInterned ? emptyString : cells.topic;
    else if (kind === 'stream') cells.topic = flow.topic;
  }

  #entryOf(kind: FlowKind, cells: RowCells, bytes: Uint8Array, start: number, end: number): Entry {
    const sid = kind === 'stream' ? cells.sid : emptyString;
    const hash = hashBytes(bytes, start, end, this.#seed ^ sid);
    for (let slot = this.#chains.first(hash); slot >= 0; slot = this.#chains.after(slot)) {
      const entry = this.#entries[slot];
      if (entry === undefined || entry.hash !== hash || entry.sid !== sid || entry.flow.kind !== kind) continue;
      if (!isEqual(entry.id, bytes, start, end)) continue;
      // The newest of that id stands first.
      if (entry.flow.isOver(cells.caseCode)) break;
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

function isEqual(id: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (id.length !== end - start) return false;
  for (let index = 0; index < id.length; index += 1) if (id[index] !== bytes[start + index]) return false;
  return true;
}
