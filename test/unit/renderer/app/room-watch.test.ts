import { expect, it } from 'vitest';
import { peopleSeenIn, watchRoomMetadata } from '../../../../renderer/app/room-watch.ts';
import { SessionsState } from '../../../../renderer/session/client.ts';
import type { SessionMessage } from '../../../../renderer/session/protocol.ts';
import { makeParticipant, makeSession, makeSnapshot } from '../support.ts';

it('watches a room through a session that is in it, and believes none that is not', async () => {
  const snapshots = new SessionsState();
  const channel = new MessageChannel();
  snapshots.connect(channel.port1);
  const told = (message: SessionMessage): Promise<void> =>
    new Promise((resolve) => {
      const stop = snapshots.onSnapshot(() => {
        stop();
        resolve();
      });
      channel.port2.postMessage(message);
    });
  const sessions = [makeSession()];
  expect(watchRoomMetadata(snapshots, sessions, 'consult-42')).toBeUndefined();
  await told({ type: 'snapshot', snapshot: makeSnapshot({ roomMetadata: 'a' }) });
  const watched = watchRoomMetadata(snapshots, sessions, 'consult-42');
  expect(watched?.current()).toEqual({ metadata: 'a', seenAtMs: undefined });
  const seen: string[] = [];
  const stop = watched?.subscribe((room) => seen.push(room.metadata));
  await told({ type: 'snapshot', snapshot: makeSnapshot({ roomMetadata: 'b', roomMetadataSeenAt: 5 }) });
  await told({ type: 'snapshot', snapshot: makeSnapshot({ sessionId: 's2', roomMetadata: 'other' }) });
  await told({ type: 'snapshot', snapshot: makeSnapshot({ roomMetadata: 'c', state: 'disconnected' }) });
  expect(seen).toEqual(['b']);
  expect(watched?.current()).toBeUndefined();
  expect(peopleSeenIn(snapshots, sessions, 'consult-42')).toBeUndefined();
  const participants = [makeParticipant(), makeParticipant({ identity: 'me', permissions: { hidden: true } })];
  await told({ type: 'snapshot', snapshot: makeSnapshot({ participants }) });
  expect(peopleSeenIn(snapshots, sessions, 'consult-42')).toBe(1);
  stop?.();
  snapshots.disconnect();
});
