import { z } from './zod.ts';
import type { ParticipantInfo, RoomSummary } from './domain.ts';

/**
 * Changes of rooms and participants: the one way from a view to the server API, for one target, for many, and for the
 * standing orders that the main process carries out by itself. Each is written to the audit log before it is sent and
 * again when its outcome is known.
 */
const id = z.string().min(1).max(200);
const shortText = z.string().max(10_000);
const text = z.string().max(4_000_000);
const identity = z.string().min(1).max(10_000);
/** Of a room or of the participants in it. */
const inRoom = { profileId: id, room: z.string().min(1).max(10_000) };

/** TrackSource of livekit_models.proto, without `unknown`, which nobody can be allowed or denied. */
export const trackSources = ['camera', 'microphone', 'screen_share', 'screen_share_audio'] as const;

/** The whole set: the server replaces all flags by what is sent. Meanings: Permissions in domain.ts. */
export const permissionSet = z.object({
  canSubscribe: z.boolean(),
  canPublish: z.boolean(),
  canPublishData: z.boolean(),
  canUpdateMetadata: z.boolean(),
  canSubscribeMetrics: z.boolean(),
  canManageAgentSession: z.boolean(),
  hidden: z.boolean(),
  recorder: z.boolean(),
  agent: z.boolean(),
  /** Empty: all sources. */
  canPublishSources: z.array(z.string().max(100)).max(20),
});
export type PermissionSet = z.infer<typeof permissionSet>;

const attributes = z.record(shortText, text);

/** What can be done to one participant. */
export const participantChange = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('metadata'), value: text }),
  z.object({ kind: z.literal('name'), value: text }),
  /** Only those to change; an empty value deletes. */
  z.object({ kind: z.literal('attributes'), value: attributes }),
  /**
   * `expected`: what the person saw when deciding; where the participant has something else by now, it is refused as
   * `changed-meanwhile`. Left out: whatever there is, is replaced.
   */
  z.object({ kind: z.literal('permissions'), value: permissionSet, expected: permissionSet.optional() }),
  /** Only these flags; the others stay as they are at that moment. For presets, bulk and silence. */
  z.object({ kind: z.literal('permissionFlags'), value: permissionSet.partial() }),
  /** Refused as `remote-unmute-off` where the server does not let others unmute. */
  z.object({ kind: z.literal('muteTrack'), trackSid: id, muted: z.boolean() }),
  /** What this participant receives of the tracks of others. */
  z.object({ kind: z.literal('subscriptions'), trackSids: z.array(id).max(1_000), subscribe: z.boolean() }),
  /** Mutes each track, and takes publish sources and `canPublishData`. */
  z.object({ kind: z.literal('silence') }),
  /** `revokeTokens` counts on LiveKit Cloud only; elsewhere the token still joins again. */
  z.object({ kind: z.literal('remove'), revokeTokens: z.boolean() }),
]);
export type ParticipantChange = z.infer<typeof participantChange>;
export type ParticipantChangeKind = ParticipantChange['kind'];

/** What can be done to a room that exists. */
export const roomChange = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('roomMetadata'), value: text }),
  z.object({ kind: z.literal('deleteRoom') }),
]);
export type RoomChange = z.infer<typeof roomChange>;

/** One participant that is to be changed. */
export const changeTarget = z.object({
  identity,
  /** Where given, and somebody else has this identity by now, it is refused as `another-connection`. */
  sid: shortText.optional(),
});
export type ChangeTarget = z.infer<typeof changeTarget>;

export const changeRequests = {
  /** `changeId` is made by the page: cancelChange names it. */
  changeParticipant: z.object({ ...inRoom, changeId: id, target: changeTarget, change: participantChange }),
  changeRoom: z.object({ ...inRoom, changeId: id, change: roomChange }),
  /** The call is given up: it ends as "unknown", and the state is read again. */
  cancelChange: z.object({ changeId: id }),
  /** All at once, paced; goes on without the page. Answered as soon as it has begun. */
  startBulkChange: z.object({
    ...inRoom,
    targets: z.array(changeTarget).min(1).max(10_000),
    change: participantChange,
    /** Calls begun per second. */
    perSecond: z.number().min(0.1).max(100),
  }),
  /** Targets not yet begun are left alone. */
  cancelBulkChange: z.object({ bulkId: id }),
  /** Anew for those that were refused or are unknown, in the same run. */
  retryBulkChange: z.object({ bulkId: id }),
  dismissBulkChange: z.object({ bulkId: id }),
  listBulkChanges: z.undefined(),
  // standing orders
  startStandingOrder: z.object({
    ...inRoom,
    identity,
    order: z.discriminatedUnion('kind', [
      /** Applied again whenever this identity rejoins. */
      z.object({
        kind: z.literal('keepInForce'),
        metadata: text.optional(),
        name: text.optional(),
        attributes: attributes.optional(),
        permissions: permissionSet.optional(),
      }),
      z.object({ kind: z.literal('removeOnReturn') }),
      /** After a removal: tells whether and as whom somebody comes back. Changes nothing. */
      z.object({ kind: z.literal('watchReturn'), name: text, metadata: text }),
    ]),
    /** Epoch ms at which it ends by itself; left out: while the console runs. */
    untilMs: z.number().optional(),
  }),
  stopStandingOrder: z.object({ orderId: id }),
  listStandingOrders: z.undefined(),
  // audit
  listAudit: z.object({
    /** Words that all stand in an entry (any field); empty: all. */
    search: shortText,
    /** Epoch ms, left out: any. */
    fromMs: z.number().optional(),
    toMs: z.number().optional(),
    profileId: id.optional(),
    room: shortText.optional(),
    /** Newest first. */
    offset: z.number().int().min(0),
    limit: z.number().int().min(1).max(1_000),
  }),
  /** A save dialog decides where; the same filter as listAudit. */
  exportAudit: z.object({ search: shortText, format: z.enum(['csv', 'json']) }),
  /** Asked by the session page: a change of its own participant through the client, before and after. */
  reportOwnChange: z.object({
    sessionId: id,
    changeId: id,
    phase: z.enum(['asked', 'done', 'refused', 'unknown']),
    change: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('metadata'), value: text }),
      z.object({ kind: z.literal('name'), value: text }),
      z.object({ kind: z.literal('attributes'), value: attributes }),
    ]),
    /** The values before, of what is changed. */
    before: z.object({ metadata: text.optional(), name: text.optional(), attributes: attributes.optional() }),
    message: shortText,
  }),
} as const;

/** What one change came to. The OK of the server alone: what the room then sees is for the page to watch. */
export interface ChangeOutcome {
  readonly changeId: string;
  /** Read just before, and what the server answered or a reading after it said; undefined where there is none. */
  readonly before: ParticipantInfo | undefined;
  readonly after: ParticipantInfo | undefined;
  /** What of it did not come about though the server said OK, with the known reason; empty: nothing is known. */
  readonly doubts: readonly string[];
}

export interface RoomChangeOutcome {
  readonly changeId: string;
  readonly before: RoomSummary | undefined;
  readonly after: RoomSummary | undefined;
}

export const targetStates = ['waiting', 'running', 'done', 'refused', 'unknown', 'left-alone'] as const;
export type TargetState = (typeof targetStates)[number];

export interface BulkTarget extends ChangeTarget {
  readonly state: TargetState;
  /** Why it was refused or is unknown, or what is in doubt; else empty. */
  readonly message: string;
}

/** A change of many. */
export interface BulkChange {
  readonly id: string;
  readonly profileId: string;
  readonly room: string;
  readonly change: ParticipantChange;
  readonly perSecond: number;
  readonly state: 'running' | 'cancelled' | 'done';
  readonly startedAtMs: number;
  readonly endedAtMs: number | undefined;
  readonly targets: readonly BulkTarget[];
}

/** Something the main process does by itself until it is stopped or its time is over. */
export interface StandingOrder {
  readonly id: string;
  readonly profileId: string;
  readonly room: string;
  readonly identity: string;
  readonly order: RequestOrder;
  readonly startedAtMs: number;
  readonly untilMs: number | undefined;
  readonly state: 'active' | 'ended';
  /** Newest last, at most 50: what it saw and did. */
  readonly events: readonly StandingEvent[];
  /** Why it can do nothing now (server away, key refused); empty: all well. */
  readonly trouble: string;
}

export type RequestOrder = z.infer<(typeof changeRequests)['startStandingOrder']>['order'];

export interface StandingEvent {
  readonly atMs: number;
  readonly kind: 'rejoined' | 'applied' | 'removed' | 'refused' | 'unknown' | 'left' | 'look-alike' | 'ended';
  readonly text: string;
}

export const auditActors = ['person', 'bulk', 'standing-order', 'client'] as const;

/** One line of the audit log; `asked` is written before the call, the others once its outcome is known. */
export interface AuditLine {
  readonly version: 1;
  readonly changeId: string;
  /** ISO, ms, UTC. */
  readonly at: string;
  readonly phase: 'asked' | 'done' | 'refused' | 'unknown';
  readonly actor: (typeof auditActors)[number];
  readonly profile: { readonly id: string; readonly name: string; readonly host: string };
  readonly room: string;
  readonly target: { readonly identity: string; readonly sid: string } | undefined;
  /** `participant.metadata`, `room.delete`, `participant.remove` … */
  readonly action: string;
  readonly before: unknown;
  readonly after: unknown;
  /** Why not, or what is in doubt; else empty. */
  readonly message: string;
}

/** Both lines of one change, joined; a change whose outcome was never written (the console was killed) is unknown. */
export interface AuditEntry extends AuditLine {
  readonly askedAt: string;
}

export interface AuditPage {
  readonly entries: readonly AuditEntry[];
  readonly total: number;
  /** Lines that could not be read (cut by a kill, or edited by hand). */
  readonly unreadable: number;
  readonly path: string;
}
