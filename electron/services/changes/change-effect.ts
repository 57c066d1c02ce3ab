import type { ParticipantChange, PermissionSet } from '../../contract/changes.ts';
import type { ParticipantInfo, Permissions, TrackSummary } from '../../contract/domain.ts';
import { quote } from '../api-errors.ts';
import { differingPermissions, mergedPermissions } from './permission-sets.ts';

/** What a participant must look like for a change to have come about, and what to say where it does not. */

/** The whole set that a change of permissions sends; undefined: it changes none, or what there is is not known. */
export function wantedPermissions(change: ParticipantChange, before: ParticipantInfo): PermissionSet | undefined {
  switch (change.kind) {
    case 'permissions':
      return change.value;
    case 'permissionFlags':
      return before.permissions === undefined ? undefined : mergedPermissions(before.permissions, change.value);
    case 'silence':
      return before.permissions === undefined ? undefined : silencedPermissions(before.permissions);
    default:
      return undefined;
  }
}

/** `canPublish` off: whatever the sources say, nothing can be published, and they are there when it is given back. */
function silencedPermissions(present: Permissions): PermissionSet {
  return mergedPermissions(present, { canPublish: false, canPublishData: false });
}

/** What makes a noise or a picture. */
export function audibleTracks(participant: ParticipantInfo): readonly TrackSummary[] {
  return participant.tracks.filter(({ kind, muted }) => kind !== 'data' && !muted);
}

/** Whether it is so, by a reading; undefined: no reading can tell. */
export function isAsWanted(
  change: ParticipantChange,
  before: ParticipantInfo,
  now: ParticipantInfo,
): boolean | undefined {
  switch (change.kind) {
    case 'metadata':
      return now.metadata === change.value;
    case 'name':
      return now.name === change.value;
    case 'attributes':
      return differingAttributes(change.value, now).length === 0;
    case 'permissions':
    case 'permissionFlags':
      return hasPermissions(change, before, now);
    case 'silence':
      return hasPermissions(change, before, now) && audibleTracks(now).length === 0;
    case 'muteTrack':
      return now.tracks.some(({ sid, muted }) => sid === change.trackSid && muted === change.muted);
    case 'subscriptions':
      return undefined;
    case 'remove':
      return now.sid !== before.sid || now.state === 'disconnected';
  }
}

/** What did not come about though the server said OK, and that which the room will not notice. */
export function doubtsOf(
  change: ParticipantChange,
  before: ParticipantInfo,
  after: ParticipantInfo,
): readonly string[] {
  if (change.kind === 'remove' || change.kind === 'subscriptions') return [];
  if (isAsWanted(change, before, after) === true) {
    const wasSo = change.kind !== 'silence' && isAsWanted(change, before, before) === true;
    return wasSo ? ['It was so before, so the room sees no change.'] : [];
  }
  switch (change.kind) {
    case 'metadata':
      return [textDoubt('metadata', change.value, after.metadata, 'Use “{}” or a space in place of it.')];
    case 'name':
      return [textDoubt('name', change.value, after.name, 'Use a space in place of it.')];
    case 'attributes':
      return [`The server says OK, but has not taken: ${quoteAll(differingAttributes(change.value, after))}.`];
    case 'muteTrack':
      return [`The server says OK, but the track is ${change.muted ? 'not muted' : 'still muted, or gone'}.`];
    case 'permissions':
    case 'permissionFlags':
      return permissionDoubts(change, before, after);
    case 'silence':
      return [...permissionDoubts(change, before, after), ...audibleTracks(after).map(audibleDoubt)];
  }
}

function textDoubt(what: string, value: string, now: string, instead: string): string {
  if (value === '') return `The server ignores an empty ${what} and says OK: it is still ${quote(now)}. ${instead}`;
  return `The server says OK, but the ${what} is another one: ${quote(now)}.`;
}

function hasPermissions(change: ParticipantChange, before: ParticipantInfo, now: ParticipantInfo): boolean {
  const wanted = wantedPermissions(change, before);
  return (
    wanted !== undefined && now.permissions !== undefined && differingPermissions(wanted, now.permissions).length === 0
  );
}

function permissionDoubts(change: ParticipantChange, before: ParticipantInfo, after: ParticipantInfo): string[] {
  const wanted = wantedPermissions(change, before);
  if (wanted === undefined) return ['The server does not tell the permissions, so they were left as they are.'];
  if (after.permissions === undefined)
    return ['The server does not tell the permissions: whether it took them is not known.'];
  const missing = differingPermissions(wanted, after.permissions);
  if (missing.length === 0) return [];
  return [
    `The server says OK, but has not taken ${missing.join(', ')}: it seems not to know ${missing.length === 1 ? 'it' : 'them'}.`,
  ];
}

function audibleDoubt({ name, source }: TrackSummary): string {
  return `The track ${trackName({ name, source })} is not muted.`;
}

/** For a sentence. */
export function trackName({ name, source }: Pick<TrackSummary, 'name' | 'source'>): string {
  return name === '' || name === source ? source : `${quote(name)} (${source})`;
}

function differingAttributes(wanted: Readonly<Record<string, string>>, now: ParticipantInfo): string[] {
  const differing = Object.entries(wanted).filter(([key, value]) => {
    const present = Object.hasOwn(now.attributes, key) ? now.attributes[key] : '';
    return present !== value;
  });
  return differing.map(([key]) => key);
}

/** More would be no sentence any more. */
const namedAtMost = 5;

function quoteAll(names: readonly string[]): string {
  const named = names.slice(0, namedAtMost).map(quote).join(', ');
  return names.length > namedAtMost ? `${named} and ${names.length - namedAtMost} more` : named;
}
