import type { ConnectionState, ParticipantInfo, Profile, Session } from '../../electron/contract/domain.ts';
import type { SessionSnapshot } from '../session/client.ts';
import { readOnlyWords } from '../editing/edit-words.ts';
import type { EditWay } from '../editing/field-change.ts';

/** What is known of the participant that a pane shows, and from whom. */
export interface ParticipantView {
  readonly participant: ParticipantInfo;
  /**
   * room: told by the room, live. list: hidden, from the server API's list. gone: as last seen, not here now.
   * unknown: as last seen, and whether it is still here nobody tells now.
   */
  readonly from: 'room' | 'list' | 'gone' | 'unknown';
  /** Why it stands as last seen, and what that means for saving; undefined while it is told live. */
  readonly note: string | undefined;
  /** This console's own participant. */
  readonly isOwn: boolean;
  /** Epoch ms since when the live metadata, name and attributes are what they are, as far as this console saw. */
  readonly seenAt: {
    readonly metadata: number | undefined;
    readonly name: number | undefined;
    readonly attributes: number | undefined;
  };
}

export interface ParticipantSources {
  readonly identity: string;
  readonly session: Session;
  readonly snapshot: Pick<SessionSnapshot, 'participants' | 'state'>;
  readonly listed: readonly ParticipantInfo[] | undefined;
  /** The server API does not answer now: `listed` is what it said last. */
  readonly isListOld?: boolean;
  readonly lastSeen: ParticipantInfo | undefined;
}

const never = { metadata: undefined, name: undefined, attributes: undefined };

/**
 * The room's word first, then the list's, then memory; undefined where nobody ever told of this identity. The room's
 * word holds only while this console is in the room: else nobody says who left, or what changed.
 */
export function viewParticipant(sources: ParticipantSources): ParticipantView | undefined {
  const { identity, session, snapshot, listed, isListOld = false, lastSeen } = sources;
  const isConnected = snapshot.state === 'connected';
  const isOwn = identity === session.identity;
  const told = snapshot.participants.find((participant) => participant.identity === identity);
  if (told !== undefined) {
    const { seenAt } = told;
    if (isConnected) return { participant: told, from: 'room', note: undefined, isOwn, seenAt };
    return { participant: told, from: 'unknown', note: unknownNote(snapshot.state), isOwn, seenAt };
  }
  const hidden = listed?.find(
    (participant) => participant.identity === identity && participant.permissions?.hidden === true,
  );
  const remembered = { isOwn, seenAt: never };
  if (hidden !== undefined) {
    return isListOld
      ? { ...remembered, participant: hidden, from: 'unknown', note: oldListNote }
      : { ...remembered, participant: hidden, from: 'list', note: undefined };
  }
  if (lastSeen === undefined) return undefined;
  return isConnected
    ? { ...remembered, participant: lastSeen, from: 'gone', note: goneNote }
    : { ...remembered, participant: lastSeen, from: 'unknown', note: unknownNote(snapshot.state) };
}

/** Why nothing can be edited; undefined: it can. */
export function whyLocked(view: Pick<ParticipantView, 'from'>, profile: Pick<Profile, 'readOnly' | 'name'>): string | undefined {
  if (profile.readOnly) return readOnlyWords(profile.name);
  return view.from === 'gone' ? 'They are not in the room any more.' : undefined;
}

/** True where the live values are known now, so that they can be saved over. */
export function isLive(view: Pick<ParticipantView, 'from'>): boolean {
  return view.from === 'room' || view.from === 'list';
}

const goneNote = 'Not in the room any more. This is what was last seen; drafts stay here, and nothing can be saved.';
const oldListNote =
  'As last listed; the server’s list does not answer now. Drafts stay here and can be saved once it does.';

function unknownNote(state: ConnectionState): string {
  const why =
    state === 'resuming'
      ? 'the connection is being restored'
      : state === 'rejoining' || state === 'joining'
        ? 'this console is joining the room again'
        : 'this console is not in the room';
  return `As last seen; ${why}. Drafts stay here and can be saved once it is in the room again.`;
}

export interface EditChoice {
  /** The ways there are; the first is the one that suits. */
  readonly ways: readonly EditWay[];
  /** Why there is no other; undefined where there is, or where nobody would expect one. */
  readonly hint: string | undefined;
}

/** Others are edited through the server API only; oneself also as oneself, where the token allows it. */
export function editChoice(
  view: Pick<ParticipantView, 'isOwn'>,
  session: Session,
  snapshot: Pick<SessionSnapshot, 'canUpdateOwnMetadata' | 'state'>,
): EditChoice {
  if (!view.isOwn || session.role.kind !== 'participate') return { ways: ['api'], hint: undefined };
  // What the token grants is known only while it is in use.
  if (snapshot.state !== 'connected' && snapshot.state !== 'resuming') {
    return { ways: ['api'], hint: 'Not connected to the room now: you can edit as yourself once you are in it again.' };
  }
  if (snapshot.canUpdateOwnMetadata) return { ways: ['client', 'api'], hint: undefined };
  return {
    ways: ['api'],
    hint: 'This session’s token does not grant canUpdateOwnMetadata: edit yourself through the server API.',
  };
}
