import { RpcOfStream } from '../flows/rpc-of-stream.ts';
import { caseCode } from '../packet/packet-cases.ts';
import { PacketScanner } from '../packet/scan-packet.ts';
import type { SessionLog } from '../session-log.ts';
import { rowBits } from '../store/columns.ts';
import { DestinationReader } from './destination-reader.ts';
import { PartTest } from './part-search.ts';
import type { RowCursor } from './row-cursor.ts';
import { costs, packetTest } from './row-test.ts';
import type { RowTest } from './row-test.ts';
import type { TextTest } from './text-test.ts';

/** Tests that read a packet's bytes. */

const streamCases: readonly number[] = [caseCode('streamHeader'), caseCode('streamChunk'), caseCode('streamTrailer')];
const rpcCases: readonly number[] = [caseCode('rpcRequest'), caseCode('rpcAck'), caseCode('rpcResponse')];

/** The id of a stream; empty for packets that are part of none. */
export function streamId(test: TextTest): RowTest {
  const isKey = keyTest(test);
  const ofNone = test.isText('');
  return packetTest(costs.scan, (at) => (streamCases.includes(at.caseCode) ? isKey(at) : ofNone));
}

/** The id of an RPC's request, also for the streams that are its request and its response; empty for other packets. */
export function rpcId(session: SessionLog, test: TextTest): RowTest {
  const isKey = keyTest(test);
  const ofNone = test.isText('');
  const rpcOfStream = new RpcOfStream(session);
  return packetTest(costs.scan, (at) => {
    if (rpcCases.includes(at.caseCode)) return isKey(at);
    const id = streamCases.includes(at.caseCode) ? rpcOfStream.idOf(at) : undefined;
    return id === undefined ? ofNone : test.isBytes(id, 0, id.length);
  });
}

/** The nonce, stream id or request id within a packet. */
function keyTest(test: TextTest): (at: RowCursor) => boolean {
  const scanner = new PacketScanner();
  return (at) => {
    at.load();
    at.work += at.end - at.start;
    return scanner.scan(at.bytes, at.start, at.end) && test.isBytes(at.bytes, scanner.keyStart, scanner.keyEnd);
  };
}

export function hasStream(): RowTest {
  return packetTest(costs.column, (at) => streamCases.includes(at.caseCode));
}

export function hasRpc(session: SessionLog): RowTest {
  const { rpcTopics } = session.relations;
  return packetTest(
    costs.column,
    (at) => rpcCases.includes(at.caseCode) || (streamCases.includes(at.caseCode) && rpcTopics.has(at.topic)),
  );
}

/** Any of the destinations; to everyone is the empty one. */
export function destinations(test: TextTest): RowTest {
  const reader = new DestinationReader();
  const ofNone = test.isText('');
  return packetTest(costs.scan, (at) => {
    if (!at.has(rowBits.destinations)) return ofNone;
    at.load();
    at.work += at.end - at.start;
    reader.begin(at.bytes, at.start, at.end);
    while (reader.next()) if (test.isBytes(at.bytes, reader.start, reader.end)) return true;
    return false;
  });
}

export function hasDestinations(): RowTest {
  return packetTest(costs.column, (at) => at.has(rowBits.destinations));
}

/** The payload as text. */
export function payloadText(test: TextTest): RowTest {
  const { search, cost } = test;
  if (search !== undefined) return new PartTest({ cost, search, within: 'payload' });
  return packetTest(cost, (at) => {
    at.load();
    at.work += at.payloadEnd - at.payloadStart;
    return test.isBytes(at.bytes, at.payloadStart, at.payloadEnd);
  });
}

export function hasPayload(): RowTest {
  return packetTest(costs.column, (at) => (at.columns.payloadSize[at.index] ?? 0) > 0 && !at.has(rowBits.bytesMissing));
}
