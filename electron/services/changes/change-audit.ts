import type { AuditAction, AuditLine } from '../../contract/audit.ts';
import type { ParticipantChange } from '../../contract/changes.ts';
import type { ParticipantInfo, Profile } from '../../contract/domain.ts';
import { wantedPermissions } from './change-effect.ts';

/** How a change of a participant stands in the audit log: its name, and the part of the participant that it is about. */

export function auditProfile({ id, name, url }: Pick<Profile, 'id' | 'name' | 'url'>): AuditLine['profile'] {
  return { id, name, host: new URL(url).host };
}

export function auditAction(change: ParticipantChange): AuditAction {
  switch (change.kind) {
    case 'permissionFlags':
      return 'participant.permissions';
    case 'muteTrack':
      return change.muted ? 'participant.mute' : 'participant.unmute';
    case 'subscriptions':
      return change.subscribe ? 'participant.subscribe' : 'participant.unsubscribe';
    default:
      return `participant.${change.kind}`;
  }
}

/** Of what is changed, what there is; `null`: not known. */
export function auditState(change: ParticipantChange, participant: ParticipantInfo | undefined): unknown {
  if (participant === undefined) return null;
  switch (change.kind) {
    case 'metadata':
      return participant.metadata;
    case 'name':
      return participant.name;
    case 'attributes':
      return attributesAt(Object.keys(change.value), participant.attributes);
    case 'permissions':
    case 'permissionFlags':
      return participant.permissions ?? null;
    case 'muteTrack':
      return participant.tracks.find(({ sid }) => sid === change.trackSid) ?? null;
    case 'subscriptions':
      return null;
    case 'silence':
      return { permissions: participant.permissions ?? null, tracks: participant.tracks };
    case 'remove':
      return participant;
  }
}

/** What is to become of it. */
export function auditWanted(change: ParticipantChange, before: ParticipantInfo | undefined): unknown {
  switch (change.kind) {
    case 'metadata':
    case 'name':
    case 'attributes':
      return change.value;
    case 'permissions':
      return change.value;
    case 'permissionFlags':
      return (before === undefined ? undefined : wantedPermissions(change, before)) ?? change.value;
    case 'muteTrack':
      return { sid: change.trackSid, muted: change.muted };
    case 'subscriptions':
      return { trackSids: change.trackSids, subscribe: change.subscribe };
    case 'silence':
      return { canPublish: false, canPublishData: false };
    case 'remove':
      return change.revokeTokens ? { revokeTokens: true } : null;
  }
}

/** One that is not there is told as empty: that deletes it, so it is what an undo sends. */
function attributesAt(keys: readonly string[], present: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(keys.map((key) => [key, Object.hasOwn(present, key) ? (present[key] ?? '') : '']));
}
