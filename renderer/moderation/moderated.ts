import type { ParticipantInfo, Profile, Session } from '../../electron/contract/domain.ts';
import type { ModerationTarget } from './change-result.ts';

/** Somebody who is looked at, as far as is known. */
export interface Moderated {
  readonly session: Session;
  readonly profile: Profile;
  readonly participant: ParticipantInfo;
  /** room: told live. list: hidden, from the server's list. gone, unknown: as last seen. */
  readonly from: 'room' | 'list' | 'gone' | 'unknown';
  /** This console's own participant. */
  readonly isOwn: boolean;
}

export function targetOf({ session, participant, from }: Moderated): ModerationTarget {
  const { identity, sid } = participant;
  return { session, identity, sid: sid === '' ? undefined : sid, isHidden: from === 'list' };
}

/** Why nothing can be done to them now, as a sentence; undefined where it can. */
export function whyNot({ profile, from }: Pick<Moderated, 'profile' | 'from'>): string | undefined {
  if (profile.readOnly) return 'This profile is read only: nothing is changed through it.';
  if (from === 'gone') return 'They are not in the room any more.';
  if (from === 'unknown') return 'Whether they are in the room is not known now.';
  return undefined;
}

/** LiveKit Cloud can revoke tokens; a server of one's own takes the wish in silence. Known by its host names. */
export function canRevoke(serverUrl: string): boolean {
  try {
    return new URL(serverUrl).hostname.endsWith('.livekit.cloud');
  } catch {
    return false;
  }
}
