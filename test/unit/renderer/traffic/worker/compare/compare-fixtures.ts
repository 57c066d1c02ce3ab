import { DataPacket, DataStream_Chunk } from '@livekit/protocol';
import type { ComparedPart, MissingReason } from '../../../../../../renderer/traffic/protocol/index.ts';
import type { WireMessage } from '../../../../../../renderer/traffic/wire-chunk.ts';
import { LogComparison } from '../../../../../../renderer/traffic/worker/compare/log-comparison.ts';
import type { PairList } from '../../../../../../renderer/traffic/worker/compare/pair-list.ts';
import type { SessionLog } from '../../../../../../renderer/traffic/worker/session-log.ts';
import { chunkWith, event, makeSession, userPacket } from '../log-fixtures.ts';

/** A log whose console is `identity` with the sid `PA_<identity>`, which saw from `from` on. */
export function logOf(identity: string, from = 0): SessionLog {
  const { session } = makeSession();
  session.tellContext({ ownIdentity: identity, ownSid: `PA_${identity}`, participants: new Map() }, from);
  note(session, from);
  return session;
}

/** A row of the console itself: it marks until when a log reaches. */
export function note(session: SessionLog, time: number): void {
  session.appendEvent(event({ time, event: 'action', identity: '', title: 'A note' }));
}

export function receive(session: SessionLog, time: number, bytes: Uint8Array, more: Partial<WireMessage> = {}): void {
  session.appendChunk(chunkWith({ time, bytes, ...more }));
}

/** A reliable packet of alice as livekit-client sends them. */
export function numbered(sequence: number, text = `n${sequence}`): Uint8Array {
  return userPacket(text, { sequence });
}

export function lossy(session: SessionLog, time: number, text: string): void {
  receive(session, time, userPacket(text, {}, { topic: 'pose' }), { label: '_lossy' });
}

export function chunkOf(streamId: string, index: number): Uint8Array {
  return new DataPacket({
    participantIdentity: 'alice',
    participantSid: 'PA_alice',
    value: { case: 'streamChunk', value: new DataStream_Chunk({ streamId, chunkIndex: BigInt(index), content: new Uint8Array([1]) }) },
  }).toBinary();
}

export interface Compared {
  readonly comparison: LogComparison;
  readonly pairs: PairList;
  /** What each pair has, in order: texts of packets or titles of events, `–` where a side lacks it; notes are left out. */
  readonly lines: readonly string[];
  /** Reasons of what is lacked, by the text of the other side. */
  readonly why: Readonly<Record<string, MissingReason>>;
}

export function compare(left: SessionLog, right: SessionLog, now = Infinity): Compared {
  const comparison = new LogComparison(left, right, now);
  comparison.step(() => false);
  const { pairs } = comparison;
  if (pairs === undefined) throw new Error('it did not come to its end');
  const lines: string[] = [];
  const why: Record<string, MissingReason> = {};
  for (let pair = 0; pair < pairs.length; pair += 1) {
    const [ours, theirs] = [textOf(left, comparison.leftFirst, pairs.leftOf(pair)), textOf(right, comparison.rightFirst, pairs.rightOf(pair))];
    if (ours === 'A note' || theirs === 'A note') continue;
    lines.push(`${ours} ${theirs}`);
    const reason = pairs.whyOf(pair);
    if (reason !== undefined) why[ours === '–' ? theirs : ours] = reason;
  }
  return { comparison, pairs, lines, why };
}

export function counts(pairs: PairList): Readonly<Record<Exclude<ComparedPart, 'all'>, number>> {
  return { both: pairs.count('both'), left: pairs.count('left'), right: pairs.count('right') };
}

function textOf(session: SessionLog, first: number, index: number): string {
  if (index < 0) return '–';
  const row = session.row(first + index);
  if (row === undefined) return 'gone';
  return row.type === 'event' ? row.title : row.preview;
}
