import { describe, expect, it } from 'vitest';
import type { WireMessage } from '../../../../../renderer/traffic/wire-chunk.ts';
import {
  append,
  chunk as streamChunk,
  detailOf,
  header,
  packetOf,
  rpcOf,
  rpcRequest,
  rpcResponse,
  streamOf,
  trailer,
} from './flows/flow-fixtures.ts';
import { chunkWith, event, makeSession, packetRow, userPacket } from './log-fixtures.ts';

describe('SessionLog', () => {
  it('counts packets by direction and channel, and no events', () => {
    const { session, log } = makeSession();
    session.appendChunk(
      chunkWith(
        { bytes: userPacket('a') },
        { bytes: userPacket('b'), label: '_lossy' },
        { bytes: userPacket('c'), label: '_lossy', sent: true },
        { label: '_data_track' },
        { label: 'mine', sent: true },
      ),
    );
    session.appendEvent(event());
    expect(session.received).toEqual({ reliable: 1, lossy: 1, other: 1 });
    expect(session.sent).toEqual({ reliable: 0, lossy: 1, other: 1 });
    expect(log.nextRow).toBe(6);
  });

  it('says what is wrong with a chunk, and keeps what came before', () => {
    const { session, log } = makeSession();
    const chunk = chunkWith({ bytes: userPacket('a') }, { bytes: userPacket('b') });
    const view = new DataView(chunk);
    view.setUint32(4, view.getUint32(4, true) - 8, true);
    expect(session.appendChunk(chunk)).toBe('the bytes of a record are cut off');
    expect(session.appendChunk(new ArrayBuffer(3))).toBe('not a chunk of messages');
    expect(log.nextRow).toBe(1);
  });

  it('tells how many packets came in the last full second', () => {
    const { session } = makeSession();
    session.appendChunk(chunkWith({ time: 1_200 }, { time: 1_900 }, { time: 2_100 }));
    expect(session.perSecond(2_999)).toBe(2);
    expect(session.isRateMoving(2_999)).toBe(true);
    expect(session.perSecond(3_000)).toBe(1);
    expect(session.perSecond(4_000)).toBe(0);
    expect(session.isRateMoving(4_000)).toBe(false);
  });
});

describe('an agent that takes another identity in each packet', () => {
  it('does not keep the sequences of those who come later from being told', () => {
    const { session } = makeSession();
    // 9,000 names of 1 kB are more than the string table has room for, and 500 short ones fill what is left of it.
    const long = 'x'.repeat(1_000);
    for (let name = 0; name < 9_500; name += 1) {
      const participantIdentity = name < 9_000 ? `${long} ${name}` : `${name}`;
      session.appendChunk(chunkWith({ bytes: userPacket('', { participantIdentity }) }));
    }
    const from = { participantIdentity: 'eve', participantSid: 'PA_eve' };
    const first = session.log.nextRow;
    session.appendChunk(
      chunkWith(
        { bytes: userPacket('jump', { ...from, sequence: 90_000 }), label: '_lossy' },
        { bytes: userPacket('hidden', { ...from, sequence: 1 }) },
      ),
    );
    expect(packetRow(session, first).flags).toContain('seq-jump');
    expect(packetRow(session, first + 1).flags).toContain('sdk-drops');
  });
});

const numbered = (sequence: number, time: number): Partial<WireMessage> => ({
  bytes: userPacket('x', { sequence }),
  time,
});

/** Clearing forgets rows, not what the room and the SDK do: what comes next is flagged as if nothing were cleared. */
describe('a log that was cleared', () => {
  it('counts the flagged rows that it holds', () => {
    const { session } = makeSession();
    session.appendChunk(chunkWith(numbered(5, 0), numbered(5, 1), numbered(5, 2)));
    expect(session.flaggedRows).toBe(2);
    session.clear();
    expect(session.flaggedRows).toBe(0);
    session.appendChunk(chunkWith(numbered(6, 3), numbered(6, 4)));
    expect(session.flaggedRows).toBe(1);
  });

  it('still knows what the SDK remembers, which numbers came, and which nonces', () => {
    const { session } = makeSession();
    const nonce = { nonce: new Uint8Array(16).fill(1) };
    session.appendChunk(chunkWith({ bytes: userPacket('x', { sequence: 4 }, nonce), time: 0 }, numbered(900, 1)));
    session.clear();
    session.appendChunk(
      chunkWith(numbered(5, 10), { bytes: userPacket('x', {}, nonce), time: 11 }, numbered(903, 12), numbered(903, 13)),
    );
    expect([2, 3, 4, 5].map((row) => packetRow(session, row).flags)).toEqual([
      ['sdk-drops', 'late'],
      ['duplicate'],
      ['skipped'],
      ['sdk-drops', 'duplicate'],
    ]);
    // Causes that went are said to be gone; none points to a row that is not there.
    const causes = [2, 3, 4, 5].flatMap((row) => detailOf(session, row).because.map((cause) => cause.row));
    expect(causes).toEqual([undefined, undefined, undefined, undefined, 4, 4]);
    expect(detailOf(session, 2).sequenceRows.map(({ row }) => row)).toEqual([2, 4, 5]);
  });

  it('goes on with a stream that was open with what it has come to', () => {
    const { session } = makeSession();
    session.appendChunk(
      chunkWith(
        { bytes: packetOf(header({ totalLength: 6n })), time: 100 },
        { bytes: packetOf(streamChunk(0, 'abc')), time: 110 },
      ),
    );
    session.clear();
    session.appendChunk(
      chunkWith(
        { bytes: packetOf(streamChunk(1, 'def')), time: 150 },
        { bytes: packetOf(streamChunk(0, 'abc')), time: 160 },
        { bytes: packetOf(trailer()), time: 170 },
      ),
    );
    const { content, ...stream } = streamOf(session, 2);
    expect(stream).toMatchObject({ state: 'complete', topic: 'notes', bytes: 6, contentLeft: 0, headerRow: undefined });
    expect(stream).toMatchObject({ startedAt: 100, endedAt: 170, missing: [], repeated: [0] });
    // What came again is held, and fills what went.
    expect(new TextDecoder().decode(content)).toBe('abcdef');
    expect(detailOf(session, 3).because).toEqual([
      { flag: 'duplicate', row: undefined, text: 'Chunk 0 of this stream came before. livekit-client ignores it.' },
    ]);
  });

  it('joins the answer to a request that went', () => {
    const { session } = makeSession();
    append(session, packetOf(rpcRequest()));
    session.clear();
    append(session, packetOf(rpcResponse(), 'PA_bob', 'bob'));
    expect(rpcOf(session, 1)).toMatchObject({ id: 'r1', method: '', request: undefined, response: { row: 1 } });
  });
});
