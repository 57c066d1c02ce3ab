import { describe, expect, it } from 'vitest';
import { chunkWith, event, makeSession, userPacket } from './log-fixtures.ts';

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
