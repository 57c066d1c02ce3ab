import type { ChangeOutcome, ParticipantChange } from '../../electron/contract/changes.ts';
import type { ParticipantInfo, Session } from '../../electron/contract/domain.ts';
import type { EditOutcome } from '../ui/editor/edit-verifier.ts';

/** Who is changed: one connection, as the person saw it. */
export interface ModerationTarget {
  readonly session: Session;
  readonly identity: string;
  /** Where given, and somebody else has the identity by now, nothing is done. */
  readonly sid: string | undefined;
  /** True for a hidden participant of others: the room never tells of it, only the server API's list does. */
  readonly isHidden: boolean;
}

/** What became of one change. */
export interface ChangeResult {
  readonly change: ParticipantChange;
  readonly verdict: EditOutcome;
  /** Why it was refused, such as `changed-meanwhile`; empty where it was not. */
  readonly reason: string;
  /** As the server had it just before, else as the room told it; undefined: nobody knows. */
  readonly before: ParticipantInfo | undefined;
  /** What the main process told; undefined where it told nothing. */
  readonly outcome: ChangeOutcome | undefined;
  /** Of a silence: what of it the room has shown. */
  readonly steps: readonly SilenceStep[];
}

export interface SilenceStep {
  readonly what: 'tracks' | 'publish' | 'data';
  readonly isSeen: boolean;
  /** Ms from asking until the room showed it; undefined: it had been so before, or was not seen. */
  readonly afterMs: number | undefined;
}
