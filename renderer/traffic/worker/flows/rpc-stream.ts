import { WireReader } from '../packet/wire-reader.ts';
import { bytesEqual } from '../store/bytes-equal.ts';
import type { StringTable } from '../store/string-table.ts';

/**
 * RPC of version 2, as livekit-client 2.23.0 and rtc-node 1.1 send it to each other (room/rpc/utils.ts): request and
 * response are text streams on these topics, with these attributes in the header. A response has the id alone; the
 * ack, and a response that is an error, are packets of their own as in version 1.
 */
export const rpcRequestTopic = 'lk.rpc_request';
export const rpcResponseTopic = 'lk.rpc_response';
export const rpcAttributes = {
  id: 'lk.rpc_request_id',
  method: 'lk.rpc_request_method',
  timeoutMs: 'lk.rpc_request_response_timeout_ms',
  version: 'lk.rpc_request_version',
} as const;

/** The topics as ids of a log's strings. */
export class RpcTopics {
  readonly request: number;
  readonly response: number;

  constructor(strings: StringTable) {
    this.request = strings.internText(rpcRequestTopic);
    this.response = strings.internText(rpcResponseTopic);
  }

  has(topic: number): boolean {
    return topic === this.request || topic === this.response;
  }
}

/** Fields of `DataPacket`, `DataStream.Header` and a map's entry (livekit_models.proto). */
const streamHeaderField = 13;
const attributesField = 8;
const textHeaderField = 9;
const byteHeaderField = 10;
const keyField = 1;
const valueField = 2;

const idKey = bytesOf(rpcAttributes.id);
const methodKey = bytesOf(rpcAttributes.method);

/** What a stream's header says of the RPC that it begins a part of. One reader is used for all; allocates nothing. */
export class RpcHeaderReader {
  /** Request id and method as ranges of the bytes read; empty: none. */
  idStart = 0;
  idEnd = 0;
  methodStart = 0;
  methodEnd = 0;
  readonly #packet = new WireReader();
  readonly #header = new WireReader();
  readonly #entry = new WireReader();

  /** Reads the DataPacket bytes[start … end), a stream's header. True: it is of a text stream, and names a request. */
  read(bytes: Uint8Array, start: number, end: number): boolean {
    this.idStart = this.idEnd = this.methodStart = this.methodEnd = start;
    let isText = false;
    const packet = this.#packet;
    packet.begin(bytes, start, end);
    while (packet.next()) {
      if (packet.number !== streamHeaderField || !packet.hasLength) continue;
      const header = this.#header;
      header.begin(bytes, packet.valueStart, packet.valueEnd);
      while (header.next()) {
        if (!header.hasLength) continue;
        if (header.number === textHeaderField || header.number === byteHeaderField) {
          isText = header.number === textHeaderField;
        }
        if (header.number === attributesField) this.#readEntry(bytes, header.valueStart, header.valueEnd);
      }
    }
    return isText && this.idEnd > this.idStart;
  }

  #readEntry(bytes: Uint8Array, from: number, to: number): void {
    const entry = this.#entry;
    entry.begin(bytes, from, to);
    let isId = false;
    let isMethod = false;
    let start = from;
    let end = from;
    while (entry.next()) {
      if (!entry.hasLength) continue;
      if (entry.number === keyField) {
        isId = bytesEqual(idKey, bytes, entry.valueStart, entry.valueEnd);
        isMethod = bytesEqual(methodKey, bytes, entry.valueStart, entry.valueEnd);
      } else if (entry.number === valueField) {
        start = entry.valueStart;
        end = entry.valueEnd;
      }
    }
    if (isId) {
      this.idStart = start;
      this.idEnd = end;
    } else if (isMethod) {
      this.methodStart = start;
      this.methodEnd = end;
    }
  }
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
