import { countOf, formatBytes, formatCount } from '../../ui/format.ts';
import type { UnpackEnding } from '../../payload/unpack.ts';
import type { RpcDetail, StreamDetail } from '../protocol/index.ts';

/** Words for a stream and an RPC, as the inspector shows them. */

/** How far a stream is. */
export function streamState(stream: StreamDetail): string {
  switch (stream.state) {
    case 'open':
      return 'still open';
    case 'complete':
      return stream.missing.length > 0 ? 'ended, with chunks missing here' : 'complete';
    case 'aborted':
      return stream.reason === '' ? 'broken off by the sender' : `broken off: ${stream.reason}`;
    case 'no-header':
      return 'its beginning was not received here';
  }
}

/**
 * 0 … 1 of the size that the header announces; undefined where it announces none, or one before compression. More
 * than announced is 1.
 */
export function streamProgress({ bytes, totalBytes, compression }: StreamDetail): number | undefined {
  if (totalBytes === undefined || compression !== 'none') return undefined;
  return totalBytes <= 0 ? 1 : Math.min(1, bytes / totalBytes);
}

/** `2,048 B in 3 chunks`, `2,048 of 4,096 B (50 %) in 3 chunks`. */
export function streamSize(stream: StreamDetail): string {
  // The request of an RPC, and other short texts, stand in the header itself.
  const chunks = stream.chunks === 0 && stream.bytes > 0 ? 'its header' : countOf(stream.chunks, 'chunk');
  const progress = streamProgress(stream);
  if (stream.totalBytes === undefined || progress === undefined) {
    const unpacked = stream.totalBytes === undefined ? '' : `, ${formatBytes(stream.totalBytes)} unpacked`;
    return `${formatBytes(stream.bytes)} in ${chunks}${stream.compression === 'none' ? '' : unpacked}`;
  }
  const percent = Math.floor(progress * 100);
  return `${formatCount(stream.bytes)} of ${formatCount(stream.totalBytes)} B (${percent} %) in ${chunks}`;
}

/** `3, 4, 7–9`. */
export function numberRanges(numbers: readonly number[]): string {
  const ranges: string[] = [];
  for (let index = 0; index < numbers.length; index += 1) {
    const first = numbers[index] ?? 0;
    let last = first;
    while (numbers[index + 1] === last + 1) {
      last += 1;
      index += 1;
    }
    ranges.push(last === first ? formatCount(first) : last === first + 1 ? `${formatCount(first)}, ${formatCount(last)}` : `${formatCount(first)}–${formatCount(last)}`);
  }
  return ranges.join(', ');
}

/** What is to be said of content that was packed by the sender. */
export function packedText({ compression }: StreamDetail, ending: UnpackEnding | undefined): string {
  if (compression === 'unknown') return 'Packed in a way that this version does not know: the bytes are as they came.';
  switch (ending) {
    case undefined:
    case 'whole':
      return 'Packed with deflate by its sender, unpacked here.';
    case 'cut':
      return 'Packed with deflate by its sender; the first 1 MiB of it is unpacked here.';
    case 'damaged':
      return 'Packed with deflate by its sender; it can be unpacked up to what is missing or damaged, no further.';
  }
}

/** The worker tells the first 100 of missing and repeated chunks. */
export const toldMaximum = 100;

/** `12 ms`, `0.4 ms`, `3.2 s`: as exact as a look at it needs. */
export function elapsed(ms: number): string {
  const size = Math.abs(ms);
  if (size < 10) return `${ms.toFixed(1)} ms`;
  if (size < 1_000) return `${Math.round(ms)} ms`;
  return size < 600_000 ? `${(ms / 1_000).toFixed(size < 10_000 ? 2 : 1)} s` : `${formatCount(Math.round(ms / 60_000))} min`;
}

/** One packet of an RPC, or the stream that it is sent as. */
export interface RpcStep {
  readonly what: 'Request' | 'Ack' | 'Response';
  /** Undefined: it is not here. */
  readonly row: number | undefined;
  readonly time: number | undefined;
  /** Since the request began, ms. */
  readonly afterMs: number | undefined;
  /** How long it went on, ms; undefined: it is a single packet, or has not ended. */
  readonly lastedMs: number | undefined;
  /** Where it is not here, what that means. */
  readonly missing: string;
}

/** The three parts of an RPC, in their order. */
export function rpcSteps({ request, ack, response }: RpcDetail): readonly RpcStep[] {
  const step = (what: RpcStep['what'], part: RpcDetail['request'], missing: string): RpcStep => ({
    what,
    row: part?.row,
    time: part?.time,
    afterMs: what === 'Request' || part === undefined || request === undefined ? undefined : part.time - request.time,
    lastedMs: part?.endTime === undefined ? undefined : part.endTime - part.time,
    missing,
  });
  return [
    step('Request', request, 'not received here, or no longer held'),
    step('Ack', ack, response === undefined ? 'not yet, or not addressed to us' : 'none was received here'),
    step('Response', response, 'not yet, or not addressed to us'),
  ];
}

/** `+12 ms`, `+12 ms, took 0.4 ms`. */
export function stepTimes({ afterMs, lastedMs }: RpcStep): string {
  const after = afterMs === undefined ? '' : `+${elapsed(afterMs)}`;
  const lasted = lastedMs === undefined ? '' : `took ${elapsed(lastedMs)}`;
  return [after, lasted].filter((text) => text !== '').join(', ');
}

/** How an RPC went; undefined: that is not known here. */
export function rpcOutcome(rpc: RpcDetail): { readonly text: string; readonly look: 'bad' | 'ok' } | undefined {
  if (rpc.error !== undefined) return { text: `Error ${rpc.error.code}: ${rpc.error.message}`, look: 'bad' };
  return rpc.response === undefined ? undefined : { text: 'Answered without an error.', look: 'ok' };
}
