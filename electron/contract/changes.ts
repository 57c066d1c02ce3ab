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
  /**
   * Mutes each track, and takes `canPublish` and `canPublishData`; the server takes its tracks out of the room then.
   * `canPublishSources` stays, so that giving both flags back restores what there was.
   */
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
    /** Targets begun per second; each takes a reading, and one call or a few. At most four are under way at once. */
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
      /**
       * Applied at the start and again whenever this identity rejoins, where it has something else then. A change by
       * somebody else while it stays connected is not overwritten: that one was meant. Empty metadata or an empty name
       * cannot be kept: the server ignores both.
       */
      z.object({
        kind: z.literal('keepInForce'),
        metadata: text.optional(),
        name: text.optional(),
        attributes: attributes.optional(),
        permissions: permissionSet.optional(),
      }),
      /**
       * Removes each connection of this identity, also one that is there as it begins: a person removed a moment ago
       * may be back already. `sid`: the connection that was removed, which the server may still list; no return.
       */
      z.object({ kind: z.literal('removeOnReturn'), sid: shortText.optional() }),
      /** After a removal: tells whether and as whom somebody comes back. Changes nothing. `sid`: as above. */
      z.object({ kind: z.literal('watchReturn'), name: text, metadata: text, sid: shortText.optional() }),
    ]),
    /** Epoch ms at which it ends by itself; left out: while the console runs. */
    untilMs: z.number().optional(),
  }),
  stopStandingOrder: z.object({ orderId: id }),
  listStandingOrders: z.undefined(),
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

/** What an ok result of each of these requests holds. */
export interface ChangeOutputs {
  changeParticipant: ChangeOutcome;
  changeRoom: RoomChangeOutcome;
  cancelChange: undefined;
  startBulkChange: BulkChange;
  cancelBulkChange: BulkChange;
  retryBulkChange: BulkChange;
  dismissBulkChange: undefined;
  listBulkChanges: readonly BulkChange[];
  startStandingOrder: StandingOrder;
  stopStandingOrder: StandingOrder;
  listStandingOrders: readonly StandingOrder[];
  reportOwnChange: undefined;
}

/** What one change came to. The OK of the server alone: what the room then sees is for the page to watch. */
export interface ChangeOutcome {
  readonly changeId: string;
  /** Read just before, and what the server answered or a reading after it said; undefined where there is none. */
  readonly before: ParticipantInfo | undefined;
  readonly after: ParticipantInfo | undefined;
  /** What of it did not come about though the server said OK, with the known reason; empty: nothing is known. */
  readonly doubts: readonly string[];
  /** Of a change that takes several calls (`silence`), each, in order. */
  readonly steps?: readonly ChangeStep[];
}

export interface ChangeStep {
  /** As in “Track microphone muted”. */
  readonly what: string;
  readonly state: 'done' | 'refused' | 'unknown';
  /** Why not; empty where it is done. */
  readonly message: string;
}

export interface RoomChangeOutcome {
  readonly changeId: string;
  readonly before: RoomSummary | undefined;
  readonly after: RoomSummary | undefined;
  readonly doubts: readonly string[];
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
  /** Epoch ms; no two events of one order have the same. */
  readonly atMs: number;
  readonly kind: 'rejoined' | 'applied' | 'removed' | 'refused' | 'unknown' | 'left' | 'look-alike' | 'ended';
  readonly text: string;
}
