import type { Participant, Room, TrackPublication } from 'livekit-client';
import { ParticipantKind, Track } from 'livekit-client';
import type { ParticipantKind as Kind, Permissions, TrackSummary } from '../../electron/contract/domain.ts';
import type { RoomParticipant, SeenAt } from './protocol.ts';

const kinds: ReadonlyMap<ParticipantKind, Kind> = new Map([
  [ParticipantKind.STANDARD, 'standard'],
  [ParticipantKind.INGRESS, 'ingress'],
  [ParticipantKind.EGRESS, 'egress'],
  [ParticipantKind.SIP, 'sip'],
  [ParticipantKind.AGENT, 'agent'],
  [ParticipantKind.CONNECTOR, 'connector'],
  [ParticipantKind.BRIDGE, 'bridge'],
]);

const unseen: SeenAt = { metadata: undefined, name: undefined, attributes: undefined };

/**
 * The participants of a room as plain rows, by identity.
 *
 * `known` is the last result and `now` the time (epoch ms) that a value which differs from it is said to be seen at.
 * An own participant that is hidden is among them; whoever shows rows decides about it.
 */
export function participantRows(
  room: Room,
  known: ReadonlyMap<string, RoomParticipant>,
  now: number,
): Map<string, RoomParticipant> {
  const rows = new Map<string, RoomParticipant>();
  const add = (participant: Participant): void => {
    // The local participant has no identity before the join response.
    if (participant.identity === '') return;
    rows.set(participant.identity, participantRow(participant, known.get(participant.identity), now));
  };
  add(room.localParticipant);
  for (const participant of room.remoteParticipants.values()) add(participant);
  return rows;
}

function participantRow(participant: Participant, known: RoomParticipant | undefined, now: number): RoomParticipant {
  const row = {
    identity: participant.identity,
    sid: participant.sid,
    name: participant.name ?? '',
    // The own state is not told anew by the server; there being a room to ask means that it is connected.
    state: participant.isActive || participant.isLocal ? ('active' as const) : ('joined' as const),
    kind: kinds.get(participant.kind) ?? ('unknown' as const),
    metadata: participant.metadata ?? '',
    attributes: { ...participant.attributes },
    permissions: permissionsOf(participant),
    joinedAtMs: participant.joinedAt?.getTime() ?? 0,
    isPublisher: participant.trackPublications.size > 0,
    tracks: [...participant.trackPublications.values()].map(trackSummary),
    isLocal: participant.isLocal,
  };
  return { ...row, seenAt: seenAt(row, known?.sid === row.sid ? known : undefined, now) };
}

function trackSummary(publication: TrackPublication): TrackSummary {
  return {
    sid: publication.trackSid,
    name: publication.trackName,
    kind: publication.kind === Track.Kind.Audio ? 'audio' : 'video',
    source: String(publication.source),
    muted: publication.isMuted,
  };
}

function seenAt(row: Omit<RoomParticipant, 'seenAt'>, known: RoomParticipant | undefined, now: number): SeenAt {
  if (known === undefined) return unseen;
  const isSame = (key: 'attributes' | 'permissions' | 'tracks'): boolean =>
    JSON.stringify(known[key]) === JSON.stringify(row[key]);
  return {
    metadata: known.metadata === row.metadata ? known.seenAt.metadata : now,
    name: known.name === row.name ? known.seenAt.name : now,
    attributes: isSame('attributes') ? known.seenAt.attributes : now,
    permissions: isSame('permissions') ? known.seenAt.permissions : now,
    tracks: isSame('tracks') ? known.seenAt.tracks : now,
  };
}

function permissionsOf(participant: Participant): Permissions | undefined {
  const permissions = participant.permissions;
  if (permissions === undefined) return undefined;
  return {
    canSubscribe: permissions.canSubscribe,
    canPublish: permissions.canPublish,
    canPublishData: permissions.canPublishData,
    canUpdateMetadata: permissions.canUpdateMetadata,
    canSubscribeMetrics: permissions.canSubscribeMetrics,
    canManageAgentSession: permissions.canManageAgentSession,
    hidden: permissions.hidden,
    recorder: permissions.recorder,
    agent: permissions.agent,
    canPublishSources: permissions.canPublishSources.map((source) => String(Track.sourceFromProto(source))),
  };
}
