import { RpcAck, RpcError, RpcRequest, RpcResponse } from '@livekit/protocol';
import { describe, expect, it } from 'vitest';
import { chunkWith, makeSession, packetRow } from '../log-fixtures.ts';
import { append, detailOf, packetOf, rpcOf } from './flow-fixtures.ts';

const greet = new RpcRequest({ id: 'r1', method: 'greet', responseTimeoutMs: 5_000, version: 1 });
const request = packetOf({ case: 'rpcRequest', value: greet });
const ack = packetOf({ case: 'rpcAck', value: new RpcAck({ requestId: 'r1' }) }, 'PA_bob', 'bob');
const error = new RpcError({ code: 1_400, message: 'Method not supported at destination' });
const response = new RpcResponse({ requestId: 'r1', value: { case: 'error', value: error } });
const failed = packetOf({ case: 'rpcResponse', value: response });

describe('an RPC', () => {
  it('is joined from both sides, with its times', () => {
    const { session } = makeSession();
    session.appendChunk(
      chunkWith({ bytes: request, sent: true, time: 100 }, { bytes: ack, time: 103 }, { bytes: failed, time: 150.5 }),
    );
    expect(rpcOf(session, 1)).toEqual({
      kind: 'rpc',
      id: 'r1',
      method: 'greet',
      request: { row: 0, time: 100 },
      ack: { row: 1, time: 103 },
      response: { row: 2, time: 150.5 },
      error: { code: 1_400, message: 'Method not supported at destination' },
      timeoutMs: 5_000,
      version: 1,
    });
    expect(packetRow(session, 2).flow).toEqual({ kind: 'rpc', id: 'r1' });
  });

  it('is told as far as it is here', () => {
    const { session } = makeSession();
    append(session, ack);
    const missing = { request: undefined, response: undefined, timeoutMs: undefined };
    expect(rpcOf(session, 0)).toMatchObject({ method: '', ack: { row: 0 }, ...missing });
  });

  it('is another one when its id comes again', () => {
    const { session } = makeSession();
    append(session, request, failed, request);
    expect(rpcOf(session, 2)).toMatchObject({ request: { row: 2 }, response: undefined });
    expect(rpcOf(session, 0)).toMatchObject({ request: { row: 0 }, response: { row: 1 } });
  });

  it('that is received has no handler here', () => {
    const { session } = makeSession();
    append(session, request);
    session.appendChunk(chunkWith({ bytes: request, sent: true }));
    expect([0, 1].map((row) => packetRow(session, row).flags)).toEqual([['no-handler'], []]);
    expect(detailOf(session, 0).because[0]?.text).toContain('error 1400');
  });
});
