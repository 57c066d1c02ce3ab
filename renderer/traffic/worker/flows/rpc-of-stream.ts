import { caseCode } from '../packet/packet-cases.ts';
import type { PacketRelations } from '../packet-relations.ts';
import { nearestRow } from '../rows/nearby-rows.ts';
import { RowCells } from '../store/columns.ts';
import type { PacketLog } from '../store/packet-log.ts';
import { RpcHeaderReader } from './rpc-stream.ts';

const streamHeader = caseCode('streamHeader');

/** A packet of a stream, by its columns. */
export interface StreamPacket {
  readonly row: number;
  readonly caseCode: number;
  readonly topic: number;
  readonly flow: number;
}

type Relations = Pick<PacketRelations, 'flow' | 'rpcId' | 'rpcTopics'>;

/** Tells of which RPC a stream's packet is part. One of a stream is as good as the next: the last one is remembered. */
export class RpcOfStream {
  readonly #relations: Relations;
  readonly #log: PacketLog;
  readonly #reader = new RpcHeaderReader();
  readonly #cells = new RowCells();
  #flow = 0;
  #id: Uint8Array | undefined;

  constructor(session: { readonly relations: Relations; readonly log: PacketLog }) {
    this.#relations = session.relations;
    this.#log = session.log;
  }

  /** The request's id as bytes; undefined: it is part of none, or of one whose header is gone. */
  idOf(packet: StreamPacket): Uint8Array | undefined {
    const { flow } = packet;
    if (flow === 0 || !this.#relations.rpcTopics.has(packet.topic)) return undefined;
    if (flow === this.#flow) return this.#id;
    const followed = this.#relations.flow(flow);
    // Its header is here, and may come once more with an id in it.
    if (followed?.rpc === 0) return undefined;
    this.#id = (followed && this.#relations.rpcId(followed.rpc)) ?? this.#headersId(packet);
    this.#flow = flow;
    return this.#id;
  }

  /** As the header of its stream says, where the stream is too old to be followed. */
  #headersId({ row, flow }: StreamPacket): Uint8Array | undefined {
    const log = this.#log;
    const header = nearestRow(
      log,
      row + 1,
      -1,
      (columns, index) => columns.flow[index] === flow && columns.caseCode[index] === streamHeader,
    );
    if (header === undefined || !log.read(header, this.#cells)) return undefined;
    const bytes = log.bytesOf(this.#cells);
    const reader = this.#reader;
    return reader.read(bytes, 0, bytes.length) ? bytes.slice(reader.idStart, reader.idEnd) : undefined;
  }
}
