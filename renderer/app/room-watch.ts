import type { Session } from '../../electron/contract/domain.ts';
import type { RoomMetadataSeen } from '../rooms/room-metadata.svelte.ts';
import type { SessionSnapshot, SessionsState } from '../session/client.ts';
import type { Watched } from '../ui/editor/when-seen.ts';

/** A room's metadata as a session that is in it is told; undefined where none is. */
export function watchRoomMetadata(
  snapshots: SessionsState,
  sessions: readonly Session[],
  room: string,
): Watched<RoomMetadataSeen> | undefined {
  const session = sessions.find((one) => one.room === room && isTold(snapshots.sessions.get(one.id)));
  if (session === undefined) return undefined;
  return {
    current: () => seen(snapshots.sessions.get(session.id)),
    subscribe: (listener) =>
      snapshots.onSnapshot((snapshot) => {
        const now = snapshot.sessionId === session.id ? seen(snapshot) : undefined;
        if (now !== undefined) listener(now);
      }),
  };
}

/** A session that is not connected still has the last value, and would be believed. */
function isTold(snapshot: SessionSnapshot | undefined): boolean {
  return snapshot?.state === 'connected' || snapshot?.state === 'resuming';
}

function seen(snapshot: SessionSnapshot | undefined): RoomMetadataSeen | undefined {
  if (snapshot === undefined || !isTold(snapshot)) return undefined;
  return { metadata: snapshot.roomMetadata, seenAtMs: snapshot.roomMetadataSeenAt };
}
