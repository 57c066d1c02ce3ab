import type { DisconnectReason, Room, RoomEvent } from 'livekit-client';

/** What a session is told of a room. */
export interface RoomListeners {
  /** Something about a participant may have changed; said in the middle of the SDK's own bookkeeping. */
  participantsChanged(): void;
  roomMetadataChanged(): void;
  /** The signal is lost and being resumed; the data channels are still there. */
  signalLost(): void;
  /** The SDK is about to build everything anew, with the token that it has. */
  buildingAnew(): void;
  /** Connected again after either. */
  reconnected(): void;
  disconnected(reason: DisconnectReason | undefined): void;
}

const participantEvents: readonly `${RoomEvent}`[] = [
  'participantConnected',
  'participantDisconnected',
  'participantMetadataChanged',
  'participantNameChanged',
  'participantAttributesChanged',
  'participantPermissionsChanged',
  'participantActive',
  'trackPublished',
  'trackUnpublished',
  'localTrackPublished',
  'localTrackUnpublished',
  'trackMuted',
  'trackUnmuted',
];

/** Listens to a room before it connects, so that no event is missed. `isCurrent`: whether it is still asked for. */
export function listenToRoom(room: Room, isCurrent: () => boolean, listeners: RoomListeners): void {
  const on = (event: `${RoomEvent}`, react: () => void): void => {
    room.on(event as RoomEvent, () => {
      if (isCurrent()) react();
    });
  };
  for (const event of participantEvents) on(event, () => listeners.participantsChanged());
  // Of three permission flags (canUpdateMetadata, canManageAgentSession, agent) livekit-client 2.23 takes the new value
  // and fires no event (Participant.setPermissions), so the server's updates themselves are listened to as well.
  let engine: Room['engine'] | undefined;
  const listenToEngine = (): void => {
    if (room.engine === engine) return;
    engine = room.engine;
    engine.on('participantUpdate', () => {
      if (isCurrent()) listeners.participantsChanged();
    });
  };
  listenToEngine();
  on('signalConnected', listenToEngine);
  on('roomMetadataChanged', () => listeners.roomMetadataChanged());
  on('signalReconnecting', () => listeners.signalLost());
  on('reconnecting', () => listeners.buildingAnew());
  on('reconnected', () => listeners.reconnected());
  room.on('disconnected' as RoomEvent.Disconnected, (reason) => {
    if (isCurrent()) listeners.disconnected(reason);
  });
}
