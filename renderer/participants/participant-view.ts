import type { ParticipantInfo, Session } from '../../electron/contract/domain.ts';
import type { SessionSnapshot } from '../session/client.ts';
import type { EditWay } from './participant-edit.ts';

/** What is known of the participant that a pane shows, and from whom. */
export interface ParticipantView {
  readonly participant: ParticipantInfo;
  /** room: told by the room, live. list: hidden, from the server API's list. gone: as last seen, not here now. */
  readonly from: 'room' | 'list' | 'gone';
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
  readonly snapshot: Pick<SessionSnapshot, 'participants'>;
  readonly listed: readonly ParticipantInfo[] | undefined;
  readonly lastSeen: ParticipantInfo | undefined;
}

const never = { metadata: undefined, name: undefined, attributes: undefined };

/** The room's word first, then the list's, then memory; undefined where nobody ever told of this identity. */
export function viewParticipant(sources: ParticipantSources): ParticipantView | undefined {
  const { identity, session, snapshot, listed, lastSeen } = sources;
  const isOwn = identity === session.identity;
  const told = snapshot.participants.find((participant) => participant.identity === identity);
  if (told !== undefined) return { participant: told, from: 'room', isOwn, seenAt: told.seenAt };
  const hidden = listed?.find(
    (participant) => participant.identity === identity && participant.permissions?.hidden === true,
  );
  if (hidden !== undefined) return { participant: hidden, from: 'list', isOwn, seenAt: never };
  if (lastSeen !== undefined) return { participant: lastSeen, from: 'gone', isOwn, seenAt: never };
  return undefined;
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
