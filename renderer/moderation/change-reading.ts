import type { ParticipantChange } from '../../electron/contract/changes.ts';
import type { ParticipantInfo } from '../../electron/contract/domain.ts';
import type { RoomParticipant, SessionSnapshot } from '../session/client.ts';
import type { LiveValue } from '../ui/editor/edit-verifier.ts';
import type { ModerationTarget } from './change-result.ts';
import { hasPermissions } from './permission-set.ts';
import { isSilenced } from './silence-steps.ts';

type Look = LiveValue | 'gone' | { readonly outOfSight: string };

const offline = 'This console is not connected to the room now, so it sees no change there.';
const hiddenToRoom = 'The room does not tell of hidden participants: the server’s list does, and it is read every 5 s.';
const madeHidden =
  'The room tells nothing of somebody who is hidden; everybody else keeps them on their lists as they were.';
const noSubscriptions = 'The server tells nobody who receives what, and a client may ask for a track again by itself.';

const stale =
  'They were made hidden while connected: what the room shows of them is stale, and it tells of no change of theirs.';

/**
 * Whether a snapshot shows a change, for verifyEdit. The connection that is meant is the one with the target's sid.
 * `isStale`: they were made hidden while connected, so the room has told nothing of them since.
 */
export function readChange(
  snapshot: SessionSnapshot,
  target: ModerationTarget,
  change: ParticipantChange,
  isStale = false,
): Look {
  if (snapshot.state !== 'connected' && snapshot.state !== 'resuming') return { outOfSight: offline };
  const found = snapshot.participants.find(({ identity }) => identity === target.identity);
  const participant = target.sid === undefined || found?.sid === target.sid ? found : undefined;
  if (target.isHidden && participant === undefined) return { outOfSight: hiddenToRoom };
  if (isStale && participant !== undefined) return { outOfSight: stale };
  if (change.kind === 'remove') return { isWanted: participant === undefined, seenAtMs: undefined };
  if (participant === undefined) return 'gone';
  if (change.kind === 'subscriptions') return { outOfSight: noSubscriptions };
  if (turnsHidden(change, participant)) return { outOfSight: madeHidden };
  return { isWanted: isThere(participant, change), seenAtMs: seenAt(participant, change) };
}

function turnsHidden(change: ParticipantChange, { permissions }: ParticipantInfo): boolean {
  const isPermissions = change.kind === 'permissions' || change.kind === 'permissionFlags';
  return isPermissions && change.value.hidden === true && permissions?.hidden !== true;
}

/** Whether somebody has what was asked for; of what nobody is told, true. */
export function isThere(participant: ParticipantInfo, change: ParticipantChange): boolean {
  switch (change.kind) {
    case 'metadata':
    case 'name':
      return participant[change.kind] === change.value;
    case 'attributes':
      return Object.entries(change.value).every(([key, value]) => (participant.attributes[key] ?? '') === value);
    case 'permissions':
    case 'permissionFlags':
      return hasPermissions(participant.permissions, change.value);
    case 'muteTrack':
      return participant.tracks.some(({ sid, muted }) => sid === change.trackSid && muted === change.muted);
    case 'silence':
      return isSilenced(participant);
    case 'subscriptions':
    case 'remove':
      return true;
  }
}

function seenAt({ seenAt: at }: RoomParticipant, change: ParticipantChange): number | undefined {
  switch (change.kind) {
    case 'metadata':
    case 'name':
    case 'attributes':
      return at[change.kind];
    case 'permissions':
    case 'permissionFlags':
      return at.permissions;
    case 'muteTrack':
      return at.tracks;
    case 'silence':
      return Math.max(at.permissions ?? 0, at.tracks ?? 0) || undefined;
    case 'subscriptions':
    case 'remove':
      return undefined;
  }
}
