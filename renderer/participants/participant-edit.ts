import type { ParticipantInfo, Session } from '../../electron/contract/domain.ts';
import type { RequestInput } from '../../electron/contract/requests.ts';
import type { Result } from '../../electron/contract/result.ts';
import type { SessionCall, SessionSnapshot } from '../session/protocol.ts';
import { verifyEdit, type EditOutcome, type LiveValue } from '../ui/editor/edit-verifier.ts';
import { printable } from '../ui/safe-text.ts';
import type { Timers, Watched } from '../ui/editor/when-seen.ts';
import { hasAttributes } from './attribute-drafts.ts';

/** One edit of one participant. Attributes: only those to change, an empty value deletes. */
export type ParticipantChange =
  | { readonly field: 'metadata'; readonly value: string }
  | { readonly field: 'name'; readonly value: string }
  | { readonly field: 'attributes'; readonly value: Readonly<Record<string, string>> };

/** Through the server API, or as oneself through the client (own participant only). */
export type EditWay = 'api' | 'client';

export interface EditTarget {
  readonly session: Session;
  readonly identity: string;
  /** True for a hidden participant of others': the room never tells of it, only the server API's list does. */
  readonly isHidden: boolean;
}

/** The session side, as far as an edit needs it; SessionsState of renderer/session/client.ts is one. */
export interface EditSessions {
  readonly sessions: ReadonlyMap<string, SessionSnapshot>;
  onSnapshot(listener: (snapshot: SessionSnapshot) => void): () => void;
  call(sessionId: string, call: SessionCall['call']): Promise<Result<undefined>>;
}

export interface ParticipantEditorOptions {
  readonly sessions: EditSessions;
  updateParticipant(input: RequestInput<'updateParticipant'>): Promise<Result<ParticipantInfo>>;
  readonly timers: Timers;
  /** Epoch ms. */
  now(): number;
}

/** What the log's row of an edit says of its outcome, after the way it was sent. */
const noteWords: Readonly<Record<EditOutcome['kind'], string>> = {
  seen: '',
  'ignored-empty': '; the server said OK and ignored the empty value',
  'not-seen': '; the server said OK, and no change was seen',
  'out-of-sight': '; the server said OK, and the effect cannot be seen from here',
  left: '; the server said OK, and nobody of this identity is in the room any more',
  refused: '',
  unknown: '; no answer in time, and no change was seen',
};

/** Saves edits, finds out what the room saw of them, and leaves a line in the session's log. */
export class ParticipantEditor {
  readonly #options: ParticipantEditorOptions;

  constructor(options: ParticipantEditorOptions) {
    this.#options = options;
  }

  async save(target: EditTarget, change: ParticipantChange, way: EditWay): Promise<EditOutcome> {
    const outcome = await verifyEdit({
      send: () => this.#send(target, change, way),
      watched: watchSession(this.#options.sessions, target.session.id),
      read: (snapshot) => readChange(snapshot, target, change),
      emptyIsIgnored: change.field !== 'attributes' && change.value === '',
      timers: this.#options.timers,
      now: () => this.#options.now(),
    });
    // After the verdict, as an OK of the server alone changes nothing. Not awaited: it must not hold the verdict up.
    if (outcome.kind !== 'refused') void this.#note(target, change, way, outcome);
    return outcome;
  }

  #send(target: EditTarget, change: ParticipantChange, way: EditWay): Promise<Result<unknown>> {
    if (way === 'client') {
      return this.#options.sessions.call(target.session.id, { name: 'updateOwn', ...ownChange(change) });
    }
    return this.#options.updateParticipant({
      profileId: target.session.profileId,
      room: target.session.room,
      identity: target.identity,
      ...apiChange(change),
    });
  }

  /** The log tells what this console did beside what the room then told. */
  #note(target: EditTarget, change: ParticipantChange, way: EditWay, outcome: EditOutcome): Promise<Result<undefined>> {
    const { session, identity } = target;
    const who = session.role.kind === 'participate' ? session.identity : 'This console';
    const what = session.identity === identity ? `its own ${change.field}` : `${change.field} of ${identity}`;
    return this.#options.sessions.call(session.id, {
      name: 'noteAction',
      title: printable(`${who} ${outcome.kind === 'seen' ? 'changed' : 'asked to change'} ${what}`),
      text: `${way === 'api' ? 'Through the server API' : 'Through its own client'}${noteWords[outcome.kind]}`,
      severity: outcome.kind === 'seen' || outcome.kind === 'out-of-sight' ? 'info' : 'warn',
    });
  }
}

/** One session's snapshots as something to wait on. */
export function watchSession(sessions: EditSessions, sessionId: string): Watched<SessionSnapshot> {
  return {
    current: () => sessions.sessions.get(sessionId),
    subscribe: (listener) =>
      sessions.onSnapshot((snapshot) => {
        if (snapshot.sessionId === sessionId) listener(snapshot);
      }),
  };
}

/** Whether a snapshot shows the change; see LiveValue. */
export function readChange(
  snapshot: SessionSnapshot,
  target: Pick<EditTarget, 'identity' | 'isHidden'>,
  change: ParticipantChange,
): LiveValue | 'gone' | { readonly outOfSight: string } {
  if (snapshot.state !== 'connected' && snapshot.state !== 'resuming') {
    return { outOfSight: 'This console is not connected to the room now, so it sees no change there.' };
  }
  const participant = snapshot.participants.find((one) => one.identity === target.identity);
  if (participant === undefined) {
    if (!target.isHidden) return 'gone';
    return {
      outOfSight:
        'The room does not tell of hidden participants: the live value here is the server’s list, read every 5 s.',
    };
  }
  return {
    isWanted: isWanted(participant, change),
    seenAtMs: participant.seenAt[change.field],
  };
}

function isWanted(participant: ParticipantInfo, change: ParticipantChange): boolean {
  if (change.field === 'attributes') return hasAttributes(participant.attributes, change.value);
  return participant[change.field] === change.value;
}

function ownChange(change: ParticipantChange): {
  metadata?: string;
  displayName?: string;
  attributes?: Record<string, string>;
} {
  switch (change.field) {
    case 'metadata':
      return { metadata: change.value };
    case 'name':
      return { displayName: change.value };
    case 'attributes':
      return { attributes: { ...change.value } };
  }
}

function apiChange(change: ParticipantChange): {
  metadata?: string;
  name?: string;
  attributes?: Record<string, string>;
} {
  switch (change.field) {
    case 'metadata':
      return { metadata: change.value };
    case 'name':
      return { name: change.value };
    case 'attributes':
      return { attributes: { ...change.value } };
  }
}
