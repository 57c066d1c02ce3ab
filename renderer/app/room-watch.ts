import type { Session } from '../../electron/contract/domain.ts';
import type { RoomMetadataSeen, WatchedRoom } from '../rooms/room-edit.ts';
import type { SessionSnapshot, SessionsState } from '../session/client.ts';

/** A room's metadata as a session that is in it is told; undefined where none is. */
export function watchRoomMetadata(
  snapshots: SessionsState,
  sessions: readonly Session[],
  room: string,
): WatchedRoom | undefined {
  const session = sessions.find((one) => one.room === room && isTold(snapshots.sessions.get(one.id)));
  if (session === undefined) return undefined;
  return {
    call: (call) => snapshots.call(session.id, call),
    current: () => seen(snapshots.sessions.get(session.id)),
    subscribe: (listener) =>
      snapshots.onSnapshot((snapshot) => {
        const now = snapshot.sessionId === session.id ? seen(snapshot) : undefined;
        if (now !== undefined) listener(now);
      }),
  };
}

/**
 * How many people, hidden ones apart, the sessions of a room are told of: newer than the server's list, whose figure
 * lags by seconds. Undefined where no session is connected to it.
 */
export function peopleSeenIn(
  snapshots: SessionsState,
  sessions: readonly Session[],
  room: string,
): number | undefined {
  const session = sessions.find((one) => one.room === room && isTold(snapshots.sessions.get(one.id)));
  const snapshot = session && snapshots.sessions.get(session.id);
  return snapshot?.participants.filter((who) => who.permissions?.hidden !== true).length;
}

/** A session that is not connected still has the last value, and would be believed. */
function isTold(snapshot: SessionSnapshot | undefined): boolean {
  return snapshot?.state === 'connected' || snapshot?.state === 'resuming';
}

function seen(snapshot: SessionSnapshot | undefined): RoomMetadataSeen | undefined {
  if (snapshot === undefined || !isTold(snapshot)) return undefined;
  return { metadata: snapshot.roomMetadata, seenAtMs: snapshot.roomMetadataSeenAt };
}
