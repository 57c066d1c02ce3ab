import { describe, expect, it } from 'vitest';
import { NameWatch } from '../../../../../renderer/traffic/worker/name-watch.ts';
import { chunkWith, makeSession, ManualScheduler, packetRow, userPacket } from './log-fixtures.ts';

function watched() {
  const scheduler = new ManualScheduler();
  const { session } = makeSession();
  session.context.update({ identity: 'console', sid: 'PA_own' }, new Map(), scheduler.now());
  let told = 0;
  const watch = new NameWatch({ context: session.context, scheduler, onTold: () => (told += 1) });
  const receive = (): void => {
    session.appendChunk(chunkWith({ bytes: userPacket('x'), time: scheduler.now() }));
    watch.look();
  };
  return { scheduler, session, watch, receive, told: () => told };
}

describe('NameWatch', () => {
  it('makes a hidden sender of whom the room does not name, also in a room where nothing happens', () => {
    const { scheduler, session, receive, told } = watched();
    receive();
    scheduler.advance(5_000);
    expect(packetRow(session, 0).flags).toEqual([]);
    scheduler.advance(1_000);
    expect([packetRow(session, 0).flags, told()]).toEqual([['hidden-sender'], 1]);
    receive();
    expect([packetRow(session, 1).flags, scheduler.waiting]).toEqual([['hidden-sender'], 0]);
  });

  it('waits for nobody once all are named, and stops when it is disposed of', () => {
    const { scheduler, session, watch, receive } = watched();
    session.context.update({ identity: 'console', sid: 'PA_own' }, new Map([['PA_alice', 'alice']]));
    receive();
    expect(scheduler.waiting).toBe(0);
    session.appendChunk(chunkWith({ bytes: userPacket('x', { participantSid: 'PA_new' }), time: scheduler.now() }));
    watch.look();
    watch.dispose();
    expect(scheduler.waiting).toBe(0);
  });
});
