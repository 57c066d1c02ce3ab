import { z } from '../../electron/contract/zod.ts';
import type { ConnectionState, ParticipantInfo } from '../../electron/contract/domain.ts';
import type { Result } from '../../electron/contract/result.ts';

/**
 * What console page and session page say to each other over the `session` port.
 *
 * The session page owns the rooms and pushes what changed; a console page that was reloaded gets everything again as
 * soon as its port arrives. All rows are plain data.
 */

/** Whose values: the room's, or those of whoever has an identity, over all its connections. */
export const historySubject = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('room') }),
  z.object({ kind: z.literal('participant'), identity: z.string() }),
]);
export type HistorySubject = z.infer<typeof historySubject>;
/** Of a room there is metadata only. */
export type HistoryField = 'metadata' | 'name' | 'attributes';

/**
 * Why a value came about, as far as it is known. token: as it was first told of a connection that joined while this
 * console was in the room. found: as it was when this console joined. gap: changed while it was not connected.
 * console: asked for from here. untold: the room tells that a value changed, never who changed it.
 */
export type HistoryCause =
  | { readonly kind: 'token' | 'found' | 'gap' | 'untold' }
  | { readonly kind: 'console'; readonly by: string };

/** One value that the room told. */
export interface SeenValue {
  /** Ascending over all of a session; from 1. */
  readonly id: number;
  readonly field: HistoryField;
  /** Epoch ms. */
  readonly atMs: number;
  /** The value that it took the place of; undefined: the first one, or with `isCut` one that is not kept any more. */
  readonly before: string | undefined;
  readonly isCut?: boolean;
  /** Of attributes as JSON, keys in order; empty where there are none. */
  readonly value: string;
  readonly cause: HistoryCause;
}

export interface HistoryAnswer {
  /** Of the oldest value that is kept of the subject; what is older is gone. */
  readonly firstId: number;
  readonly entries: readonly SeenValue[];
  /** Values that were let go, as there is room for so much only. */
  readonly dropped: number;
  /** There may be more of them: of so many identities it is not counted one by one. */
  readonly droppedUncounted: boolean;
}

/** console → session: a call, answered by a `SessionAnswer` with the same id. */
export const sessionCall = z.object({
  id: z.number().int(),
  sessionId: z.string(),
  call: z.discriminatedUnion('name', [
    /** Send as the participant that this session is. */
    z.object({
      name: z.literal('publishData'),
      kind: z.enum(['reliable', 'lossy']),
      /** Left out: a packet without a topic. */
      topic: z.string().optional(),
      /** Empty: everyone. */
      destinationIdentities: z.array(z.string()),
      payload: z.instanceof(Uint8Array),
    }),
    /** Change the own metadata, name or attributes through the client; only what is given. */
    z.object({
      name: z.literal('updateOwn'),
      metadata: z.string().optional(),
      displayName: z.string().optional(),
      attributes: z.record(z.string(), z.string()).optional(),
    }),
    /** A line of the log for what was done from this console (an edit, a removal, a send through the server API). */
    z.object({
      name: z.literal('noteAction'),
      title: z.string(),
      text: z.string(),
      severity: z.enum(['info', 'warn', 'bad']),
    }),
    /** Said right before this console asks the server for a change: the history then knows the room's event as its own. */
    z.object({
      name: z.literal('expectChange'),
      subject: historySubject,
      change: z.discriminatedUnion('field', [
        z.object({ field: z.literal('metadata'), value: z.string() }),
        z.object({ field: z.literal('name'), value: z.string() }),
        /** Only those that change; an empty value deletes. */
        z.object({ field: z.literal('attributes'), value: z.record(z.string(), z.string()) }),
      ]),
      /** As it stands after “from”: “this console”. */
      by: z.string().max(200),
    }),
    /** Answered with a `HistoryAnswer`: what came after the value with this id; 0: all that is kept. */
    z.object({ name: z.literal('readHistory'), subject: historySubject, afterId: z.number().int().min(0) }),
  ]),
});
export type SessionCall = z.infer<typeof sessionCall>;
/** The ok value is undefined, but of readHistory: effects are seen as events of the room. */
export type SessionAnswer = { readonly id: number; readonly result: Result<HistoryAnswer | undefined> };

/** Why a session is not (or no longer) connected, in words, with the next step. */
export interface DisconnectInfo {
  /** LiveKit's own word, such as PARTICIPANT_REMOVED, or a reason code of ours, such as `join-failed`. */
  readonly reason: string;
  readonly title: string;
  readonly message: string;
  /** What the person can do next. */
  readonly next: 'rejoin' | 'wait-for-room' | 'rejoin-as-other' | 'none';
}

/** Both counts of the data channels of one label, in the moment of the last sample. */
export interface ChannelCompleteness {
  readonly label: string;
  readonly received: number;
  readonly browserReceived: number;
  readonly sent: number;
  readonly browserSent: number;
  /** Of `Completeness.unverified`, both directions; absent: none. */
  readonly unverified?: number;
}

/** A difference between browser and tap that stayed: no backlog. Browser minus tap, messages. */
export interface Mismatch {
  readonly received: number;
  readonly sent: number;
  /** Epoch ms of the first sample that had it. */
  readonly sinceMs: number;
}

/** Messages counted below the SDK against the browser's own count of the same channels. */
export interface Completeness {
  /** By the tap, both directions, since the session began. */
  readonly received: number;
  readonly sent: number;
  /** By getStats() at the last sample; undefined before the first. */
  readonly browserReceived: number | undefined;
  readonly browserSent: number | undefined;
  /** The tap's counts in the same moment as the sample. */
  readonly sampledReceived: number;
  readonly sampledSent: number;
  /** Epoch ms of that sample. */
  readonly sampledAtMs: number | undefined;
  /** How long the browser took to answer, ms: 1 at rest, seconds where the page is behind. */
  readonly latencyMs: number | undefined;
  /** The figures of the sample by label, at most 32 of them. */
  readonly byChannel: readonly ChannelCompleteness[];
  /** Messages that the tap counted on connections that closed before they could be sampled again, both directions. */
  readonly unverified: number;
  /** Epoch ms between which they passed; undefined while there are none. */
  readonly unverifiedSinceMs: number | undefined;
  readonly unverifiedUntilMs: number | undefined;
  /** A difference that stayed for 5 samples; it ends when the counts agree again. */
  readonly mismatch: Mismatch | undefined;
  /** Seen by the tap more than a second ago and not yet in the log: a backlog of the worker that holds it. */
  readonly behind: number;
  /** Seen by the tap and not in the log though it has taken all until then: 0, or this console is at fault. */
  readonly unlogged: number;
}

/** When the room's own event last told a new value, epoch ms; the edit views measure "seen after" with it. */
export interface SeenAt {
  readonly metadata: number | undefined;
  readonly name: number | undefined;
  readonly attributes: number | undefined;
  readonly permissions?: number | undefined;
  /** What is published, and whether it is muted. */
  readonly tracks?: number | undefined;
}

/** A participant as the room tells it to this session. */
export interface RoomParticipant extends ParticipantInfo {
  readonly isLocal: boolean;
  readonly seenAt: SeenAt;
}

/** A time in which nothing could be received. Epoch ms; without `untilMs` it lasts. */
export interface SessionGap {
  readonly sinceMs: number;
  readonly untilMs: number | undefined;
}

/** One session's state; sent whole whenever something in it changed (joined together for 50 ms). */
export interface SessionSnapshot {
  readonly sessionId: string;
  readonly state: ConnectionState;
  /** Epoch ms since when it is in that state. */
  readonly since: number;
  readonly disconnect: DisconnectInfo | undefined;
  readonly roomName: string;
  readonly roomSid: string;
  readonly roomMetadata: string;
  readonly roomMetadataSeenAt: number | undefined;
  /** From the join response; empty before. */
  readonly serverVersion: string;
  /** As `serverVersion`; a server of one's own may have none. */
  readonly serverRegion?: string;
  readonly participants: readonly RoomParticipant[];
  readonly completeness: Completeness;
  /** Epoch ms since when this session listens: its first join. Undefined before. */
  readonly listeningSinceMs: number | undefined;
  /** The newest times without a connection, oldest first; at most 50. */
  readonly gaps: readonly SessionGap[];
  /** All of them, those that are not in the list any more included. */
  readonly gapsTotal: number;
  /** True where this session may send data, as its permissions are now. */
  readonly canPublishData: boolean;
  readonly canUpdateOwnMetadata: boolean;
}

/** session → console */
export type SessionMessage =
  | { readonly type: 'answer'; readonly answer: SessionAnswer }
  | { readonly type: 'snapshot'; readonly snapshot: SessionSnapshot }
  | { readonly type: 'forgotten'; readonly sessionId: string };
