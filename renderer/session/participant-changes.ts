import type { Permissions, TrackSummary } from '../../electron/contract/domain.ts';
import { printable } from '../payload/codecs/index.ts';
import type { RoomEventEntry } from '../traffic/protocol/index.ts';
import type { RoomParticipant } from './protocol.ts';

type Change = Omit<RoomEventEntry, 'time'>;

/**
 * What changed between two states of the participants of a room, as rows for the log.
 *
 * Comparing states is the only way rows come about: livekit-client buffers its events while it reconnects and then
 * tells the last value only, so listening to each event would miss what a comparison finds.
 * `cause` is added to each row's text (such as "seen after the reconnect"); empty in the ordinary case.
 */
export function compareParticipants(
  before: ReadonlyMap<string, RoomParticipant>,
  after: ReadonlyMap<string, RoomParticipant>,
  cause = '',
): Change[] {
  const changes: Change[] = [];
  for (const [identity, old] of before) {
    const now = after.get(identity);
    // This console's own comings and goings are connection rows already.
    if (now?.sid !== old.sid && !old.isLocal) changes.push(left(old));
  }
  for (const [identity, now] of after) {
    const old = before.get(identity);
    if (old?.sid === now.sid) changes.push(...compareParticipant(old, now));
    else if (!now.isLocal) changes.push(joined(now));
  }
  return cause === '' ? changes : changes.map((change) => ({ ...change, text: joinWords(change.text, cause) }));
}

function compareParticipant(old: RoomParticipant, now: RoomParticipant): Change[] {
  const changes: Change[] = [];
  const values = (
    event: Change['event'],
    title: string,
    before: string,
    after: string,
    severity: Change['severity'] = 'info',
  ): void => {
    if (before === after) return;
    changes.push({ event, severity, identity: now.identity, title, text: '', before, after });
  };
  values('metadata', `${now.identity} metadata`, old.metadata, now.metadata);
  values('name', `${now.identity} name`, old.name, now.name);
  values('attributes', `${now.identity} attributes`, attributesText(old.attributes), attributesText(now.attributes));
  values('permissions', `${now.identity} permissions`, permissionsText(old.permissions), permissionsText(now.permissions), 'warn');
  changes.push(...compareTracks(old, now));
  values('state', `${now.identity} state`, old.state, now.state);
  return changes;
}

/** The room tells that a track is muted, never who muted it. */
function compareTracks(old: RoomParticipant, now: RoomParticipant): Change[] {
  const before = new Map(old.tracks.map((track) => [track.sid, track]));
  const after = new Set(now.tracks.map((track) => track.sid));
  const row = (track: TrackSummary, what: string, text = track.sid): Change => ({
    event: 'track',
    severity: 'info',
    identity: now.identity,
    title: `${now.identity} ${trackWords(track)} ${what}`,
    text,
    before: undefined,
    after: undefined,
  });
  return [
    ...old.tracks.filter(({ sid }) => !after.has(sid)).map((track) => row(track, 'unpublished')),
    ...now.tracks.flatMap((track) => {
      const known = before.get(track.sid);
      if (known === undefined) return [row(track, 'published', joinWords(track.sid, track.muted ? 'muted' : ''))];
      return known.muted === track.muted ? [] : [row(track, track.muted ? 'muted' : 'unmuted')];
    }),
  ];
}

/** `microphone`, `screen share audio`; of a track without a source its kind. */
function trackWords({ source, kind }: TrackSummary): string {
  return source === 'unknown' || source === '' ? `${kind} track` : source.replaceAll('_', ' ');
}

function joined(who: RoomParticipant): Change {
  const facts = [
    who.kind === 'standard' ? '' : who.kind,
    // Marked before the quotes go around it: a name of nothing but spaces would not be seen within them.
    who.name === '' ? '' : `“${printable(who.name)}”`,
    who.metadata === '' ? '' : 'with metadata',
  ];
  return {
    event: 'joined',
    severity: 'info',
    identity: who.identity,
    title: `${who.identity} joined`,
    text: joinWords(...facts),
    before: undefined,
    after: who.metadata === '' ? undefined : who.metadata,
  };
}

function left(who: RoomParticipant): Change {
  return {
    event: 'left',
    severity: 'info',
    identity: who.identity,
    title: `${who.identity} left`,
    text: who.sid,
    before: undefined,
    after: undefined,
  };
}

/** Keys in order, so that equal attributes give equal text. */
export function attributesText(attributes: Readonly<Record<string, string>>): string {
  const keys = Object.keys(attributes).sort();
  return keys.length === 0 ? '' : JSON.stringify(Object.fromEntries(keys.map((key) => [key, attributes[key]])));
}

const permissionWords: readonly (readonly [keyof Permissions, string])[] = [
  ['canPublish', 'publish'],
  ['canPublishData', 'send data'],
  ['canSubscribe', 'receive media'],
  ['canUpdateMetadata', 'edit own metadata'],
  ['canSubscribeMetrics', 'receive metrics'],
  ['canManageAgentSession', 'manage agent sessions'],
  ['hidden', 'hidden'],
  ['recorder', 'recorder'],
  ['agent', 'agent'],
];

function permissionsText(permissions: Permissions | undefined): string {
  if (permissions === undefined) return 'unknown';
  const may = permissionWords.filter(([key]) => permissions[key] === true).map(([, word]) => word);
  if (permissions.canPublishSources.length > 0) may.push(`sources ${permissions.canPublishSources.join(' ')}`);
  return may.length === 0 ? 'nothing' : may.join(', ');
}

function joinWords(...words: readonly string[]): string {
  return words.filter((word) => word !== '').join(' · ');
}
