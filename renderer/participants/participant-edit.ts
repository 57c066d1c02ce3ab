import type { ChangeOutcome } from '../../electron/contract/changes.ts';
import type { Session } from '../../electron/contract/domain.ts';
import type { RequestInput } from '../../electron/contract/requests.ts';
import type { Result } from '../../electron/contract/result.ts';
import { hasAttributes } from '../editing/attribute-drafts.ts';
import type { EditWay, FieldChange, LiveFields } from '../editing/field-change.ts';
import type { HistoryAnswer, HistorySubject, SessionCall, SessionSnapshot } from '../session/protocol.ts';
import { verifyEdit, type EditOutcome, type LiveValue } from '../ui/editor/edit-verifier.ts';
import type { Timers, Watched } from '../ui/editor/when-seen.ts';
import { printable } from '../ui/safe-text.ts';

export interface EditTarget {
  readonly session: Session;
  readonly identity: string;
  /** The connection that the person looked at; empty where it is not known. Another one by now is not changed. */
  readonly sid: string;
  /** True for a hidden participant of others': the room never tells of it, only the server API's list does. */
  readonly isHidden: boolean;
}

/** The session side, as far as an edit needs it; SessionsState of renderer/session/client.ts is one. */
export interface EditSessions {
  readonly sessions: ReadonlyMap<string, SessionSnapshot>;
  onSnapshot(listener: (snapshot: SessionSnapshot) => void): () => void;
  call(sessionId: string, call: SessionCall['call']): Promise<Result<undefined>>;
  readHistory(sessionId: string, subject: HistorySubject, afterId: number): Promise<Result<HistoryAnswer>>;
  /** Where it is not a room that tells: what an outcome is worth then. */
  judge?(outcome: EditOutcome): EditOutcome;
}

export interface ParticipantEditorOptions {
  readonly sessions: Omit<EditSessions, 'readHistory'>;
  changeParticipant(input: RequestInput<'changeParticipant'>): Promise<Result<ChangeOutcome>>;
  cancelChange(input: RequestInput<'cancelChange'>): Promise<Result<undefined>>;
  readonly timers: Timers;
  /** Epoch ms. */
  now(): number;
  newId(): string;
}

/** What the log's row of an edit says of its outcome, after the way it was sent. */
const noteWords: Readonly<Record<EditOutcome['kind'], string>> = {
  seen: '',
  listed: '; the server lists the new value',
  'not-listed': '; the server said OK, and does not list the new value',
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

  /** An abort of `signal` ends the wait for the server's answer; the outcome is unknown then, unless the room shows it. */
  async save(target: EditTarget, change: FieldChange, way: EditWay, signal?: AbortSignal): Promise<EditOutcome> {
    let doubts: readonly string[] = [];
    const verdict = await verifyEdit({
      send: async () => {
        const result = await this.#send(target, change, way, signal);
        if (result.ok) doubts = result.value?.doubts ?? [];
        return result;
      },
      doubts: () => doubts,
      watched: watchSession(this.#options.sessions, target.session.id),
      read: (snapshot) => readChange(snapshot, target, change),
      emptyIsIgnored: change.field !== 'attributes' && change.value === '',
      timers: this.#options.timers,
      now: () => this.#options.now(),
    });
    const outcome = this.#options.sessions.judge?.(verdict) ?? verdict;
    // After the verdict, as an OK of the server alone changes nothing. Not awaited: it must not hold the verdict up.
    if (outcome.kind !== 'refused') void this.#note(target, change, way, outcome);
    return outcome;
  }

  async #send(
    target: EditTarget,
    change: FieldChange,
    way: EditWay,
    signal: AbortSignal | undefined,
  ): Promise<Result<ChangeOutcome | undefined>> {
    const { session, identity, sid } = target;
    const { sessions, changeParticipant, cancelChange, newId } = this.#options;
    if (way === 'client') return sessions.call(session.id, { name: 'updateOwn', ...ownChange(change) });
    // Before the request, so that the room's event, which may overtake the answer, is known as our own.
    void sessions.call(session.id, {
      name: 'expectChange',
      subject: { kind: 'participant', identity },
      change: change.field === 'attributes' ? { field: change.field, value: { ...change.value } } : change,
      by: 'this console',
    });
    const changeId = newId();
    signal?.addEventListener('abort', () => void cancelChange({ changeId }), { once: true });
    return changeParticipant({
      profileId: session.profileId,
      room: session.room,
      changeId,
      target: { identity, ...(sid === '' ? {} : { sid }) },
      change: apiChange(change),
    });
  }

  /** The log tells what this console did beside what the room then told. */
  #note(target: EditTarget, change: FieldChange, way: EditWay, outcome: EditOutcome): Promise<Result<undefined>> {
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
export function watchSession(
  sessions: Omit<EditSessions, 'readHistory'>,
  sessionId: string,
): Watched<SessionSnapshot> {
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
  change: FieldChange,
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

function isWanted(participant: LiveFields, change: FieldChange): boolean {
  if (change.field === 'attributes') return hasAttributes(participant.attributes, change.value);
  return participant[change.field] === change.value;
}

function ownChange(change: FieldChange): {
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

function apiChange(change: FieldChange): RequestInput<'changeParticipant'>['change'] {
  switch (change.field) {
    case 'metadata':
    case 'name':
      return { kind: change.field, value: change.value };
    case 'attributes':
      return { kind: 'attributes', value: { ...change.value } };
  }
}
