import { RpcAck, RpcError, RpcResponse } from '@livekit/protocol';
import { describe, expect, it } from 'vitest';
import type { FilterTree } from '../../../../../../renderer/traffic/protocol/index.ts';
import { compileFilter } from '../../../../../../renderer/traffic/worker/filter/compile-filter.ts';
import { RowCursor } from '../../../../../../renderer/traffic/worker/filter/row-cursor.ts';
import { flowsMaximum } from '../../../../../../renderer/traffic/worker/flows/flow-table.ts';
import { RpcHeaderReader } from '../../../../../../renderer/traffic/worker/flows/rpc-stream.ts';
import type { SessionLog } from '../../../../../../renderer/traffic/worker/session-log.ts';
import { chunkWith, makeSession, packetRow } from '../log-fixtures.ts';
import {
  append,
  chunk,
  detailOf,
  header,
  packetOf,
  rpcOf,
  rpcRequest,
  rpcResponse,
  streamOf,
  trailer,
} from './flow-fixtures.ts';

const inline = (text: string) => ({ inlineContent: new TextEncoder().encode(text) });
const bob = (value: Parameters<typeof packetOf>[0]): Uint8Array => packetOf(value, 'PA_bob', 'bob');
const ack = (id = 'r1'): Uint8Array => bob({ case: 'rpcAck', value: new RpcAck({ requestId: id }) });
const error = (id = 'r1'): Uint8Array => {
  const value = new RpcError({ code: 1_400, message: 'Method not supported at destination' });
  return bob({ case: 'rpcResponse', value: new RpcResponse({ requestId: id, value: { case: 'error', value } }) });
};

/** Numbers of the rows that a filter shows. */
function matching(session: SessionLog, tree: FilterTree): readonly number[] {
  const test = compileFilter(tree, session);
  const at = new RowCursor(session);
  const rows = Array.from({ length: session.log.heldRows }, (_, index) => session.log.firstRow + index);
  return rows.filter((row) => at.seek(row) && test.matches(at) === true);
}
const ofRpc = (value: string): FilterTree => ({ type: 'compare', field: 'rpc', operator: '==', value });
const ofStream = (value: string): FilterTree => ({ type: 'compare', field: 'stream', operator: '==', value });

/** A call in eight packets, with one of nothing else in between. */
function longCall(): SessionLog {
  const { session } = makeSession();
  const packets = [
    packetOf(rpcRequest({ totalLength: 4n })),
    packetOf(chunk(0, 'ab', 'request r1')),
    packetOf(header()),
    packetOf(chunk(1, 'cd', 'request r1')),
    packetOf(trailer('', 'request r1')),
    ack(),
    bob(rpcResponse()),
    bob(chunk(0, 'done', 'response r1')),
    bob(trailer('', 'response r1')),
  ];
  append(session, ...packets);
  return session;
}

describe('an RPC whose request and response are streams', () => {
  it('is one RPC, and its streams are streams', () => {
    const session = longCall();
    const expected = {
      kind: 'rpc',
      id: 'r1',
      method: 'form.highlight',
      request: { row: 0, time: 1_000, endTime: 1_004 },
      ack: { row: 5, time: 1_005 },
      response: { row: 6, time: 1_006, endTime: 1_008 },
      error: undefined,
      timeoutMs: 8_000,
      version: 2,
    };
    for (const row of [0, 1, 3, 4, 5, 6, 7, 8]) expect(rpcOf(session, row)).toEqual(expected);
    expect(detailOf(session, 2).rpc).toBeUndefined();
    expect(detailOf(session, 5).flow?.kind).toBe('rpc');
    expect(new TextDecoder().decode(streamOf(session, 3).content)).toBe('abcd');
    expect(packetRow(session, 7).flow).toEqual({ kind: 'stream', id: 'response r1', rpc: 'r1' });
  });

  it('is found by its id and as an RPC, its streams by theirs', () => {
    const session = longCall();
    expect(matching(session, ofRpc('r1'))).toEqual([0, 1, 3, 4, 5, 6, 7, 8]);
    expect(matching(session, { type: 'has', field: 'rpc' })).toEqual([0, 1, 3, 4, 5, 6, 7, 8]);
    expect(matching(session, ofStream('request r1'))).toEqual([0, 1, 3, 4]);
    expect(matching(session, { ...ofRpc('r1'), operator: '!=' } as FilterTree)).toEqual([2]);
    expect(matching(session, ofRpc(''))).toEqual([2]);
  });

  it('is told in the rows of the headers, with what is whole in them', () => {
    const { session } = makeSession();
    append(session, packetOf(rpcRequest(inline('{"field":"name"}'))), ack(), bob(rpcResponse(inline('"ok"'))));
    expect([0, 2].map((row) => packetRow(session, row).preview)).toEqual([
      'rpc form.highlight · {"field":"name"}',
      'rpc response · "ok"',
    ]);
    expect(rpcOf(session, 1)).toMatchObject({ request: { row: 0 }, response: { row: 2 }, error: undefined });
    expect(packetRow(longCall(), 0).preview).toBe('rpc form.highlight · complete, 2 chunks, 4 B · request r1');
  });

  it('fails with a packet', () => {
    const { session } = makeSession();
    append(session, packetOf(rpcRequest(inline('x'))), ack(), error());
    expect(rpcOf(session, 0)).toMatchObject({ response: { row: 2 }, error: { code: 1_400 } });
    expect(matching(session, ofRpc('r1'))).toEqual([0, 1, 2]);
  });

  it('has no handler here, and says which method', () => {
    const { session } = makeSession();
    append(session, packetOf(rpcRequest()), packetOf(chunk(0, 'x', 'request r1')), bob(rpcResponse()));
    session.appendChunk(chunkWith({ bytes: packetOf(rpcRequest({}, 'r2')), sent: true }));
    expect([0, 1, 2, 3].map((row) => packetRow(session, row).flags)).toEqual([['no-handler'], [], [], []]);
    expect(detailOf(session, 0).because).toEqual([
      {
        flag: 'no-handler',
        row: undefined,
        text:
          'No method “form.highlight” is registered here: livekit-client answers with an ack and error 1400 by ' +
          'itself, if it may send.',
      },
    ]);
  });

  it('is none without a request’s id, or as a byte stream', () => {
    const { session } = makeSession();
    const bytes = { contentHeader: { case: 'byteHeader', value: { name: 'a' } } } as const;
    append(session, packetOf(rpcRequest({ attributes: {} })), packetOf(rpcRequest({ streamId: 's2', ...bytes })));
    expect([0, 1].map((row) => detailOf(session, row).rpc)).toEqual([undefined, undefined]);
    expect([0, 1].map((row) => packetRow(session, row).flags)).toEqual([['no-handler'], ['no-handler']]);
    expect(matching(session, ofRpc('r1'))).toEqual([]);
    expect(detailOf(session, 0).because[0]?.text).toContain('what makes it an RPC');
    expect(detailOf(session, 1).because[0]?.text).toContain('ignores the stream');
  });

  it('is another one when its id comes again', () => {
    const { session } = makeSession();
    append(session, packetOf(rpcRequest(inline('a'))), error(), packetOf(rpcRequest(inline('b'))), ack());
    expect(rpcOf(session, 0)).toMatchObject({ request: { row: 0 }, response: { row: 1 }, ack: undefined });
    expect(rpcOf(session, 3)).toMatchObject({ request: { row: 2 }, response: undefined, ack: { row: 3 } });
  });

  it('is told by its rows where it is too old to be followed', () => {
    const session = longCall();
    append(session, packetOf(rpcRequest(inline('again'))));
    for (let index = 0; index < flowsMaximum; index += 1) append(session, packetOf(chunk(0, 'x', `other ${index}`)));
    expect(session.relations.flow(1)).toBeUndefined();
    const expected = { request: { row: 0 }, ack: { row: 5 }, response: { row: 6 }, method: 'form.highlight' };
    for (const row of [0, 3, 5, 8]) expect(rpcOf(session, row)).toMatchObject(expected);
    expect(rpcOf(session, 9)).toMatchObject({ request: { row: 9 }, response: undefined });
    expect(matching(session, ofRpc('r1'))).toEqual([0, 1, 3, 4, 5, 6, 7, 8, 9]);
  });
});

describe('RpcHeaderReader', () => {
  it('reads what the protocol package writes, and survives any cut', () => {
    const packet = packetOf(rpcRequest());
    const reader = new RpcHeaderReader();
    const text = (start: number, end: number): string => new TextDecoder().decode(packet.subarray(start, end));
    expect(reader.read(packet, 0, packet.length)).toBe(true);
    expect(text(reader.idStart, reader.idEnd)).toBe('r1');
    expect(text(reader.methodStart, reader.methodEnd)).toBe('form.highlight');
    for (let end = 0; end < packet.length; end += 1) expect(() => reader.read(packet, 0, end)).not.toThrow();
  });
});
