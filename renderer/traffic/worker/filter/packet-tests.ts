import { caseCode } from '../packet/packet-cases.ts';
import { PacketScanner } from '../packet/scan-packet.ts';
import { rowBits } from '../store/columns.ts';
import { DestinationReader } from './destination-reader.ts';
import { PartTest } from './part-search.ts';
import { costs, packetTest } from './row-test.ts';
import type { RowTest } from './row-test.ts';
import type { TextTest } from './text-test.ts';

/** Tests that read a packet's bytes. */

const flowCases = {
  stream: [caseCode('streamHeader'), caseCode('streamChunk'), caseCode('streamTrailer')],
  rpc: [caseCode('rpcRequest'), caseCode('rpcAck'), caseCode('rpcResponse')],
} as const;

/** The id of a stream, or of an RPC's request; empty for packets that are part of none. */
export function flowId(field: 'stream' | 'rpc', test: TextTest): RowTest {
  const scanner = new PacketScanner();
  const cases: readonly number[] = flowCases[field];
  const ofNone = test.isText('');
  return packetTest(costs.scan, (at) => {
    if (!cases.includes(at.caseCode)) return ofNone;
    at.load();
    at.work += at.end - at.start;
    return scanner.scan(at.bytes, at.start, at.end) && test.isBytes(at.bytes, scanner.keyStart, scanner.keyEnd);
  });
}

export function hasFlow(field: 'stream' | 'rpc'): RowTest {
  const cases: readonly number[] = flowCases[field];
  return packetTest(costs.column, (at) => cases.includes(at.caseCode));
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
