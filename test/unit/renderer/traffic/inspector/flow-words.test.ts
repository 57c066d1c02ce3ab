import { describe, expect, it } from 'vitest';
import type { RpcDetail } from '../../../../../renderer/traffic/protocol/index.ts';
import {
  elapsed,
  numberRanges,
  packedText,
  rpcOutcome,
  rpcSteps,
  stepTimes,
  streamProgress,
  streamSize,
  streamState,
} from '../../../../../renderer/traffic/inspector/flow-words.ts';
import { streamDetail } from './detail-fixtures.ts';

describe('words of a stream', () => {
  it('tell how far it is', () => {
    const half = streamDetail({ bytes: 2_048, totalBytes: 4_096, chunks: 3, state: 'open' });
    expect([streamSize(half), streamProgress(half), streamState(half)]).toEqual([
      '2,048 of 4,096 B (50 %) in 3 chunks',
      0.5,
      'still open',
    ]);
  });

  it('keep to what is known, and to the whole', () => {
    const unknown = streamDetail({ totalBytes: undefined, bytes: 5, chunks: 1 });
    expect([streamSize(unknown), streamProgress(unknown)]).toEqual(['5 B in 1 chunk', undefined]);
    expect(streamSize(streamDetail({ totalBytes: 5, bytes: 5, chunks: 0 }))).toBe('5 of 5 B (100 %) in its header');
    expect(streamProgress(streamDetail({ bytes: 10, totalBytes: 5 }))).toBe(1);
    expect(streamProgress(streamDetail({ bytes: 0, totalBytes: 0 }))).toBe(1);
    // Not yet all of it is never 100 %.
    expect(streamSize(streamDetail({ bytes: 99_999, totalBytes: 100_000, chunks: 7 }))).toContain('(99 %)');
  });

  it('do not hold packed bytes against the size before compression', () => {
    const packed = streamDetail({ compression: 'deflate-raw', bytes: 40, totalBytes: 4_000, chunks: 2 });
    expect([streamSize(packed), streamProgress(packed)]).toEqual(['40 B in 2 chunks, 4,000 B unpacked', undefined]);
  });

  it('say how far packed content could be read', () => {
    const packed = streamDetail({ compression: 'deflate-raw' });
    expect(packedText(packed, 'whole')).toContain('unpacked here');
    expect(packedText(packed, 'cut')).toContain('first 1 MiB');
    expect(packedText(packed, 'damaged')).toContain('no further');
    expect(packedText(streamDetail({ compression: 'unknown' }), undefined)).toContain('as they came');
  });

  it('say why it ended', () => {
    expect(streamState(streamDetail({ state: 'complete' }))).toBe('complete');
    expect(streamState(streamDetail({ state: 'complete', missing: [1] }))).toBe('ended, with chunks missing here');
    expect(streamState(streamDetail({ state: 'aborted', reason: '' }))).toBe('broken off by the sender');
    expect(streamState(streamDetail({ state: 'aborted', reason: 'full' }))).toBe('broken off: full');
    expect(streamState(streamDetail({ state: 'no-header' }))).toBe('its beginning was not received here');
  });

  it.each([
    [[], ''],
    [[3], '3'],
    [[3, 4], '3, 4'],
    [[3, 4, 5, 9, 1_000, 1_001, 1_002], '3–5, 9, 1,000–1,002'],
  ])('write %j as %j', (numbers, text) => {
    expect(numberRanges(numbers)).toBe(text);
  });
});

describe('elapsed', () => {
  it.each([
    [0.44, '0.4 ms'],
    [12.4, '12 ms'],
    [999, '999 ms'],
    [2_400, '2.40 s'],
    [32_000, '32.0 s'],
    [900_000, '15 min'],
    [-5, '-5.0 ms'],
  ])('writes %d ms as %s', (ms, text) => {
    expect(elapsed(ms)).toBe(text);
  });
});

describe('rpcSteps', () => {
  const rpc: RpcDetail = {
    kind: 'rpc',
    id: 'r1',
    method: 'highlight',
    request: { row: 4, time: 1_000 },
    ack: { row: 5, time: 1_012 },
    response: undefined,
    error: undefined,
    timeoutMs: 10_000,
  };

  it('have the time since the request, and say what is not here', () => {
    expect(rpcSteps(rpc)).toMatchObject([
      { what: 'Request', row: 4, afterMs: undefined },
      { what: 'Ack', row: 5, afterMs: 12 },
      { what: 'Response', row: undefined, missing: 'not yet, or not addressed to us' },
    ]);
  });

  it('have no time where the request is not here', () => {
    const [request, ack] = rpcSteps({ ...rpc, request: undefined });
    expect([request?.missing, ack?.afterMs]).toEqual(['not received here, or no longer held', undefined]);
  });

  it('say how long a part lasted that is a stream', () => {
    const [request, ack, response] = rpcSteps({ ...rpc, response: { row: 6, time: 1_050, endTime: 1_070 } });
    const steps = [request, ack, response].flatMap((step) => (step === undefined ? [] : [stepTimes(step)]));
    expect(steps).toEqual(['', '+12 ms', '+50 ms, took 20 ms']);
  });

  it('have an outcome once there is a response', () => {
    const response = { row: 6, time: 1_050 };
    const error = { code: 1_400, message: 'Method not supported at destination' };
    expect(rpcOutcome(rpc)).toBeUndefined();
    expect(rpcOutcome({ ...rpc, response })).toEqual({ text: 'Answered without an error.', look: 'ok' });
    expect(rpcOutcome({ ...rpc, response, error })?.text).toBe('Error 1400: Method not supported at destination');
  });
});
