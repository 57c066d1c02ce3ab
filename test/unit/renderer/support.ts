import type { Permissions, Session } from '../../../electron/contract/domain.ts';
import { nothingTold } from '../../../renderer/rooms/listed-room.svelte.ts';
import type { RoomParticipant, SessionSnapshot } from '../../../renderer/session/protocol.ts';

/** Plain rows for tests of what views show: everything usual, but for what is given. */

export function makePermissions(permissions: Partial<Permissions> = {}): Permissions {
  return {
    canSubscribe: true,
    canPublish: true,
    canPublishData: true,
    canUpdateMetadata: false,
    canSubscribeMetrics: false,
    canManageAgentSession: false,
    hidden: false,
    recorder: false,
    agent: false,
    canPublishSources: [],
    ...permissions,
  };
}

export function makeParticipant(
  given: Partial<Omit<RoomParticipant, 'permissions'>> & { readonly permissions?: Partial<Permissions> } = {},
): RoomParticipant {
  return {
    identity: 'nurse-ek',
    sid: `PA_${given.identity ?? 'nurse-ek'}`,
    name: '',
    state: 'active',
    kind: 'standard',
    metadata: '',
    attributes: {},
    joinedAtMs: 1_000,
    isPublisher: false,
    tracks: [],
    isLocal: false,
    seenAt: { metadata: undefined, name: undefined, attributes: undefined },
    ...given,
    permissions: makePermissions(given.permissions),
  };
}

export function makeSnapshot(given: Partial<SessionSnapshot> = {}): SessionSnapshot {
  return {
    ...nothingTold,
    sessionId: 's1',
    state: 'connected',
    roomName: 'consult-42',
    roomSid: 'RM_1',
    serverVersion: '1.13.5',
    canPublishData: true,
    canUpdateOwnMetadata: true,
    ...given,
  };
}

export function makeSession(given: Partial<Session> = {}): Session {
  return {
    id: 's1',
    profileId: 'p1',
    room: 'consult-42',
    role: {
      kind: 'participate',
      identity: 'ops-1',
      name: 'Operations',
      metadata: '',
      attributes: {},
      canUpdateOwnMetadata: true,
    },
    identity: 'ops-1',
    waitingForRoom: false,
    ...given,
  };
}
