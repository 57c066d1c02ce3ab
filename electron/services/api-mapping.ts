import type {
  ParticipantInfo,
  ParticipantKind,
  ParticipantState,
  Permissions,
  RoomSummary,
  TrackSummary,
} from '../contract/domain.ts';

/*
 * The server SDK's objects → what the contract calls them. The shapes here are the part of `Room`, `ParticipantInfo`
 * and `ParticipantPermission` (@livekit/protocol) that is read, so that tests need no protobuf.
 */

export interface ServerRoom {
  readonly sid: string;
  readonly name: string;
  readonly numParticipants: number;
  readonly numPublishers: number;
  /** Seconds since the epoch. */
  readonly creationTime: bigint;
  /** The same in ms; 0 from servers before 1.8. */
  readonly creationTimeMs: bigint;
  readonly metadata: string;
  readonly emptyTimeout: number;
  readonly departureTimeout: number;
  readonly maxParticipants: number;
  readonly activeRecording: boolean;
}

export interface ServerPermission {
  readonly canSubscribe: boolean;
  readonly canPublish: boolean;
  readonly canPublishData: boolean;
  readonly canPublishSources: readonly number[];
  readonly canUpdateMetadata: boolean;
  readonly canSubscribeMetrics: boolean;
  readonly canManageAgentSession: boolean;
  readonly hidden: boolean;
  readonly recorder: boolean;
  readonly agent: boolean;
}

export interface ServerParticipant {
  readonly identity: string;
  readonly sid: string;
  readonly name: string;
  readonly state: number;
  readonly kind: number;
  readonly metadata: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly permission?: ServerPermission | undefined;
  /** Seconds since the epoch. */
  readonly joinedAt: bigint;
  readonly joinedAtMs: bigint;
  readonly isPublisher: boolean;
  readonly tracks: readonly ServerTrack[];
}

export interface ServerTrack {
  readonly sid: string;
  readonly name: string;
  readonly type: number;
  readonly source: number;
  readonly muted: boolean;
}

export function roomSummary(room: ServerRoom): RoomSummary {
  return {
    sid: room.sid,
    name: room.name,
    numParticipants: room.numParticipants,
    numPublishers: room.numPublishers,
    createdAtMs: epochMs(room.creationTimeMs, room.creationTime),
    metadata: room.metadata,
    emptyTimeoutS: room.emptyTimeout,
    departureTimeoutS: room.departureTimeout,
    maxParticipants: room.maxParticipants,
    activeRecording: room.activeRecording,
  };
}

export function participantInfo(participant: ServerParticipant): ParticipantInfo {
  return {
    identity: participant.identity,
    sid: participant.sid,
    name: participant.name,
    state: states[participant.state] ?? 'joining',
    kind: kinds[participant.kind] ?? 'unknown',
    metadata: participant.metadata,
    attributes: { ...participant.attributes },
    permissions: participant.permission === undefined ? undefined : permissions(participant.permission),
    joinedAtMs: epochMs(participant.joinedAtMs, participant.joinedAt),
    isPublisher: participant.isPublisher,
    tracks: participant.tracks.map(trackSummary),
  };
}

/** The other way: what is sent. A source of no known name is left out: nobody could be allowed it. */
export function serverPermission({
  canPublishSources,
  ...flags
}: Permissions): ServerPermission & { readonly canPublishSources: number[] } {
  return { ...flags, canPublishSources: canPublishSources.flatMap(sourceNumber) };
}

/** Of a source by its name, also one that only a newer server knows; nothing for another word. */
export function sourceNumber(name: string): number[] {
  const known = sources.indexOf(name);
  const [, number] = /^source (\d+)$/.exec(name) ?? [];
  return known >= 0 ? [known] : number === undefined ? [] : [Number(number)];
}

function trackSummary({ sid, name, type, source, muted }: ServerTrack): TrackSummary {
  return { sid, name, kind: trackKinds[type] ?? 'data', source: sourceName(source), muted };
}

function sourceName(source: number): string {
  return sources[source] ?? `source ${source}`;
}

function permissions(permission: ServerPermission): Permissions {
  return {
    canSubscribe: permission.canSubscribe,
    canPublish: permission.canPublish,
    canPublishData: permission.canPublishData,
    canUpdateMetadata: permission.canUpdateMetadata,
    canSubscribeMetrics: permission.canSubscribeMetrics,
    canManageAgentSession: permission.canManageAgentSession,
    hidden: permission.hidden,
    recorder: permission.recorder,
    agent: permission.agent,
    canPublishSources: permission.canPublishSources.map(sourceName),
  };
}

/** ParticipantInfo.State, livekit_models.proto */
const states: readonly ParticipantState[] = ['joining', 'joined', 'active', 'disconnected'];

/** ParticipantInfo.Kind, livekit_models.proto */
const kinds: Readonly<Record<number, ParticipantKind>> = {
  0: 'standard',
  1: 'ingress',
  2: 'egress',
  3: 'sip',
  4: 'agent',
  7: 'connector',
  8: 'bridge',
};

/** TrackType, livekit_models.proto */
const trackKinds: readonly TrackSummary['kind'][] = ['audio', 'video', 'data'];

/** TrackSource, livekit_models.proto */
const sources: readonly string[] = ['unknown', 'camera', 'microphone', 'screen_share', 'screen_share_audio'];

function epochMs(ms: bigint, seconds: bigint): number {
  return ms > 0n ? Number(ms) : Number(seconds) * 1_000;
}
