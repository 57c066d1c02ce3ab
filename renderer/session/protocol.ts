import { z } from '../../electron/contract/zod.ts';
import type { ConnectionState, ParticipantInfo } from '../../electron/contract/domain.ts';
import type { Result } from '../../electron/contract/result.ts';

/**
 * What console page and session page say to each other over the `session` port.
 *
 * The session page owns the rooms and pushes what changed; a console page that was reloaded gets everything again as
 * soon as its port arrives. All rows are plain data.
 */

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
  ]),
});
export type SessionCall = z.infer<typeof sessionCall>;
/** The ok value of every call is undefined: effects are seen as events of the room. */
export type SessionAnswer = { readonly id: number; readonly result: Result<undefined> };

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
