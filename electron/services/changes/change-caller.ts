import type { ChangeTarget, ParticipantChange } from '../../contract/changes.ts';
import type { ParticipantInfo } from '../../contract/domain.ts';
import { refused } from '../../contract/result.ts';
import type { Refused, Result } from '../../contract/result.ts';
import { quote } from '../api-errors.ts';
import { audibleTracks, isAsWanted } from './change-effect.ts';
import { guardedCall } from './guarded-call.ts';
import { callFor } from './participant-calls.ts';
import type { CallOutcome, ParticipantApi } from './participant-calls.ts';
import { differingPermissions, permissionValue, unknownSources } from './permission-sets.ts';

export interface ChangeCallerOptions {
  readonly api: ParticipantApi;
  /** LiveKit Cloud, where tokens can be revoked. */
  readonly isCloud: boolean;
  /** Calls after so many ms; returns a function that calls it off. */
  readonly schedule: (run: () => void, afterMs: number) => () => void;
  /** Of one call, ms. */
  readonly limitMs: number;
}

export interface CalledChange {
  readonly room: string;
  readonly target: ChangeTarget;
  readonly change: ParticipantChange;
  readonly signal: AbortSignal;
  /** False: where it is not known what happened, nobody is there any more to look again for. */
  readonly mayLookAgain: () => boolean;
  /** What there is before anything is sent; undefined where it could not be read. Awaited. */
  readonly onRead: (before: ParticipantInfo | undefined) => Promise<void>;
}

export interface CallReport {
  readonly result: Result<CallOutcome>;
  readonly before: ParticipantInfo | undefined;
  /** As far as it was read, also where it is not known what happened. */
  readonly after: ParticipantInfo | undefined;
}

/**
 * Makes one change of one participant: reads what there is, judges whether it is still what the person meant, calls, and
 * reads again where no answer came.
 *
 * Refused, besides what the server refuses: `another-connection`, `changed-meanwhile`, `permissions-unknown`,
 * `track-not-found`, `bad-input`. Unknown: `timeout`, `cancelled`, and what api-errors.ts calls so; the message ends
 * with what the reading after it said.
 */
export class ChangeCaller {
  readonly #options: ChangeCallerOptions;

  constructor(options: ChangeCallerOptions) {
    this.#options = options;
  }

  async run(called: CalledChange): Promise<CallReport> {
    const { target, change, signal } = called;
    const read = await this.#read(called, signal);
    const before = read.ok ? read.value : undefined;
    await called.onRead(before);
    if (!read.ok) return { result: untouched(read), before: undefined, after: undefined };
    const refusal = whyNot(read.value, target, change);
    if (refusal !== undefined) return { result: refusal, before, after: read.value };
    const result = await this.#call(called, read.value);
    if (result.ok) return { result, before, after: result.value.after };
    if (result.kind === 'refused') return { result, before, after: undefined };
    return called.mayLookAgain() ? this.#lookAgain(called, read.value, result) : { result, before, after: undefined };
  }

  #read({ room, target }: CalledChange, signal: AbortSignal): Promise<Result<ParticipantInfo>> {
    const { api, schedule, limitMs } = this.#options;
    const doing = `reading ${quote(target.identity)}`;
    return guardedCall({ signal, schedule, limitMs }, doing, () => api.getParticipant(room, target.identity));
  }

  async #call(called: CalledChange, before: ParticipantInfo): Promise<Result<CallOutcome>> {
    const { api, isCloud, schedule, limitMs } = this.#options;
    const { room, change, signal } = called;
    const result = await callFor({ api, room, before, isCloud, guard: { signal, schedule, limitMs } }, change);
    if (result.ok || result.reason !== 'not-reached') return result;
    // The same answer stands for “has left” and for “its server is down”.
    const people = await guardedCall({ signal, schedule, limitMs }, 'listing who is there', () =>
      api.listParticipants(room),
    );
    if (!people.ok || people.value.some(({ sid }) => sid === before.sid)) return result;
    return refused(
      'participant-not-found',
      `${quote(before.identity)} has left room ${quote(room)}. Nothing was done.`,
    );
  }

  async #lookAgain(called: CalledChange, before: ParticipantInfo, result: Result<CallOutcome>): Promise<CallReport> {
    // The change itself may have been given up; this look has only its own limit.
    const read = await this.#read(called, new AbortController().signal);
    const message = `${result.ok ? '' : result.message} ${lookWords(called.change, before, read)}`.trim();
    const after = read.ok && read.value.sid === before.sid ? read.value : undefined;
    return { result: result.ok ? result : { ...result, message }, before, after };
  }
}

/** Reading changes nothing, however it ended. */
function untouched(failed: Exclude<Result<unknown>, { ok: true }>): Refused {
  const nothing = /Nothing was (changed|done)\./.test(failed.message) ? '' : ' Nothing was changed.';
  const { reason, message } = failed;
  return reason === 'cancelled'
    ? refused('cancelled', 'Stopped before it was sent. Nothing was changed.')
    : refused(reason, `${message.replace(/ It may have happened.*$/, '')}${nothing}`);
}

function whyNot(before: ParticipantInfo, target: ChangeTarget, change: ParticipantChange): Refused | undefined {
  const { identity } = before;
  if (target.sid !== undefined && target.sid !== before.sid) {
    return refused(
      'another-connection',
      `The connection that was meant has ended: ${quote(identity)} is another one by now (joined again, or somebody else ` +
        'with the same identity). Nothing was changed. Look who it is, then decide again.',
    );
  }
  if (change.kind === 'permissions' || change.kind === 'permissionFlags') return whyNotPermitted(before, change);
  if (change.kind === 'muteTrack' && !before.tracks.some(({ sid }) => sid === change.trackSid)) {
    return refused('track-not-found', `${quote(identity)} does not publish this track any more. Nothing was changed.`);
  }
  if (change.kind === 'silence' && before.permissions === undefined && audibleTracks(before).length === 0) {
    return permissionsUnknown(identity);
  }
  return undefined;
}

function whyNotPermitted(
  { identity, permissions }: ParticipantInfo,
  change: Extract<ParticipantChange, { kind: 'permissions' | 'permissionFlags' }>,
): Refused | undefined {
  const strange = unknownSources(change.value);
  if (strange.length > 0) {
    const sources = strange.slice(0, 3).map(quote).join(', ');
    return refused('bad-input', `There is no publish source ${sources}. Nothing was changed.`);
  }
  if (change.kind === 'permissionFlags') return permissions === undefined ? permissionsUnknown(identity) : undefined;
  const { expected } = change;
  if (expected === undefined || permissions === undefined) return undefined;
  const changed = differingPermissions(expected, permissions);
  if (changed.length === 0) return undefined;
  const words = changed.map(
    (name) => `${name} is ${permissionValue(permissions, name)} now (it was ${permissionValue(expected, name)})`,
  );
  return refused(
    'changed-meanwhile',
    `The permissions of ${quote(identity)} were changed meanwhile: ${words.join(', ')}. Nothing was changed; decide again.`,
  );
}

function permissionsUnknown(identity: string): Refused {
  return refused(
    'permissions-unknown',
    `The server does not tell which permissions ${quote(identity)} has, and it replaces all of them at once. Nothing was ` +
      'changed.',
  );
}

function lookWords(change: ParticipantChange, before: ParticipantInfo, read: Result<ParticipantInfo>): string {
  const name = quote(before.identity);
  if (!read.ok) {
    return read.reason === 'participant-not-found'
      ? `Read again: ${name} is not in the room any more.`
      : `Reading it again failed: ${read.message}`;
  }
  const wanted = isAsWanted(change, before, read.value);
  if (change.kind === 'remove') {
    return wanted === true
      ? `Read again: this connection has ended, and ${name} is there with another one.`
      : `Read again: ${name} is still there.`;
  }
  if (read.value.sid !== before.sid) return `Read again: ${name} is another connection by now.`;
  if (wanted === undefined) return 'What it receives cannot be read from the server.';
  if (wanted) return `Read again: it is as it was to be now.`;
  return 'Read again: it is not so. It may still come; look once more before you repeat it.';
}
