import { SvelteSet } from 'svelte/reactivity';
import type { ChangeOutcome, ParticipantChange, PermissionSet } from '../../electron/contract/changes.ts';
import type { Result } from '../../electron/contract/result.ts';
import type { Request } from '../bridge.ts';
import type { RoomParticipant, SessionCall, SessionSnapshot } from '../session/client.ts';
import { verifyEdit, type EditOutcome } from '../ui/editor/edit-verifier.ts';
import type { Timers, Watched } from '../ui/editor/when-seen.ts';
import type { Notice, Notify } from '../ui/notice-of.ts';
import { printableName } from '../ui/safe-text.ts';
import type { KeyValueStore } from '../ui/stored.ts';
import { isThere, readChange } from './change-reading.ts';
import type { ChangeResult, ModerationTarget } from './change-result.ts';
import { targetOf, whyNot, type Moderated } from './moderated.ts';
import { noteOf, noticeOfChange, trackWord, unmutedNotice } from './moderation-words.ts';
import { mutesOf, tracksThatAreOn } from './muting.ts';
import { OwnPresets } from './own-presets.svelte.ts';
import { PermissionDrafts } from './permission-drafts.svelte.ts';
import { SilenceWatch } from './silence-steps.ts';
import { inverseOf } from './undo.ts';
import { UnmuteWatch, type MutedTrack } from './unmute-watch.ts';

/** The session side, as far as moderation needs it; SessionsState is one. */
export interface ModerationSessions {
  readonly sessions: ReadonlyMap<string, SessionSnapshot>;
  onSnapshot(listener: (snapshot: SessionSnapshot) => void): () => void;
  call(sessionId: string, call: SessionCall['call']): Promise<Result<undefined>>;
  /** Where it is not a room that tells: what an outcome is worth then. */
  judge?(outcome: EditOutcome): EditOutcome;
}

export interface ModerationOptions {
  readonly request: Request;
  readonly sessions: ModerationSessions;
  readonly notify: Notify;
  readonly store: KeyValueStore;
  readonly timers: Timers;
  /** Epoch ms. */
  now(): number;
  newId(): string;
  /** True once the server of this profile has refused to unmute, wherever that was. */
  refusesUnmute?(profileId: string): boolean;
}

/** The server's answer about somebody of whom the room tells no more. */
interface LastAnswer {
  readonly sid: string;
  readonly permissions: PermissionSet;
}

/**
 * The one way in which a person of this console changes a participant: asks the main process, watches what the room
 * shows of it, leaves a row in the room's log, tells, and offers to take it back where that can be.
 */
export class ModerationState {
  readonly presets: OwnPresets;
  readonly drafts = new PermissionDrafts();
  /** Whom it is asked about whether to remove them. */
  removing: Moderated | undefined = $state.raw();
  readonly #options: ModerationOptions;
  readonly #unmutes: UnmuteWatch;
  /** Profiles whose server has refused to unmute. */
  readonly #keepsMutes = new SvelteSet<string>();
  /** Of those who were made hidden from here: everybody's entry of them is stale, this console's too. */
  #answers: readonly LastAnswer[] = $state.raw([]);

  constructor(options: ModerationOptions) {
    this.#options = options;
    this.presets = new OwnPresets(options.store);
    this.#unmutes = new UnmuteWatch((track) => this.#tellUnmuted(track));
  }

  /** Watches the rooms; returns its stop. */
  start(): () => void {
    return this.#options.sessions.onSnapshot((snapshot) => this.#unmutes.look(snapshot));
  }

  /** False once the server of this profile has refused to unmute. */
  mayUnmute(profileId: string): boolean {
    return !this.#keepsMutes.has(profileId) && this.#options.refusesUnmute?.(profileId) !== true;
  }

  /** The permissions of somebody who was made hidden from here, as the server said last: the room tells no more. */
  answered(sid: string): PermissionSet | undefined {
    return this.#answers.find((answer) => answer.sid === sid)?.permissions;
  }

  /** Asks whether to remove somebody; the dialog does it. */
  ask(who: Moderated): void {
    if (whyNot(who) === undefined) this.removing = who;
    else this.#refuse(who, `${printableName(who.participant.identity, 60)} was not removed`);
  }

  /** Mutes all that is heard of somebody; needs no asking. */
  mute(who: Moderated): void {
    const heard = tracksThatAreOn(who.participant, 'audio');
    const name = printableName(who.participant.identity, 60);
    if (whyNot(who) !== undefined) this.#refuse(who, `${name} was not muted`);
    else if (heard.length > 0) void this.runAll(targetOf(who), mutesOf(heard));
    else {
      const text = 'They publish no sound, or it is muted already.';
      this.tell({ severity: 'info', title: `Nothing of ${name} is heard`, text });
    }
  }

  async silence(who: Moderated): Promise<void> {
    await this.run(targetOf(who), { kind: 'silence' });
  }

  tell(notice: Notice): void {
    this.#options.notify(notice);
  }

  /**
   * Changes one participant. `quiet`: what came of it is shown where it was asked for, no notice is needed. An abort of
   * `signal` ends the wait for the server's answer: the outcome is unknown then, unless the room shows it.
   */
  async run(
    target: ModerationTarget,
    change: ParticipantChange,
    { quiet = false, signal }: { readonly quiet?: boolean; readonly signal?: AbortSignal } = {},
  ): Promise<ChangeResult> {
    const result = await this.#change(target, change, signal);
    this.#learn(target, result);
    // Not awaited: it must not hold the verdict up.
    void this.#options.sessions.call(target.session.id, {
      name: 'noteAction',
      ...noteOf(target.session, target.identity, result),
    });
    if (!quiet) this.#tell(target, result);
    return result;
  }

  /** Several of one participant, one after the other; told as one. */
  async runAll(target: ModerationTarget, changes: readonly ParticipantChange[]): Promise<readonly ChangeResult[]> {
    const results: ChangeResult[] = [];
    for (const change of changes) results.push(await this.run(target, change, { quiet: changes.length > 1 }));
    if (results.length > 1) this.#tellAll(target, results);
    return results;
  }

  /** Undefined where nothing takes it back. */
  undoOf(target: ModerationTarget, { change, verdict, outcome }: ChangeResult): ParticipantChange | undefined {
    if (verdict.kind === 'refused' || verdict.kind === 'left' || verdict.kind === 'unknown') return undefined;
    const inverse = inverseOf(change, outcome);
    const unmutes = inverse?.kind === 'muteTrack' && !inverse.muted;
    return unmutes && !this.mayUnmute(target.session.profileId) ? undefined : inverse;
  }

  #refuse(who: Moderated, title: string): void {
    this.tell({ severity: 'warn', title, text: whyNot(who) ?? '' });
  }

  /** Says what came of a change that was run quietly, where it is not looked at any more. */
  tellOf(target: ModerationTarget, result: ChangeResult): void {
    this.#tell(target, result);
  }

  async #change(
    target: ModerationTarget,
    change: ParticipantChange,
    signal: AbortSignal | undefined,
  ): Promise<ChangeResult> {
    const { sessions, timers, now, newId, request } = this.#options;
    const { session, identity, sid } = target;
    const watched = watch(sessions, session.id);
    const silence = change.kind === 'silence' ? new SilenceWatch(this.#participant(target), now()) : undefined;
    const unwatch = watched.subscribe(() => silence?.look(this.#participant(target), now()));
    if (change.kind === 'muteTrack' && !change.muted) this.#unmutes.drop(session.id, change.trackSid);
    const before = this.#participant(target);
    let answer: Result<ChangeOutcome> | undefined;
    const changeId = newId();
    const cancel = (): void => void request('cancelChange', { changeId });
    const send = async (): Promise<Result<ChangeOutcome>> => {
      signal?.addEventListener('abort', cancel, { once: true });
      answer = await request('changeParticipant', {
        profileId: session.profileId,
        room: session.room,
        changeId,
        target: { identity, ...(sid === undefined ? {} : { sid }) },
        change,
      });
      signal?.removeEventListener('abort', cancel);
      return answer;
    };
    const isStale = before !== undefined && this.answered(before.sid) !== undefined;
    const verdict = !isStale && isNothingNew(before, target, change)
      ? verdictAsItWas(await send())
      : await verifyEdit({
          send,
          watched,
          read: (snapshot) => readChange(snapshot, target, change, isStale),
          emptyIsIgnored: (change.kind === 'metadata' || change.kind === 'name') && change.value === '',
          timers,
          now: () => now(),
        });
    unwatch();
    return {
      change,
      verdict: sessions.judge?.(verdict) ?? verdict,
      reason: answer?.ok === false && answer.kind === 'refused' ? answer.reason : '',
      before: (answer?.ok === true ? answer.value.before : undefined) ?? before,
      outcome: answer?.ok === true ? answer.value : undefined,
      steps: silence?.steps ?? [],
    };
  }

  #participant({ session, identity }: ModerationTarget): RoomParticipant | undefined {
    return this.#options.sessions.sessions.get(session.id)?.participants.find((one) => one.identity === identity);
  }

  /** What later changes go by. */
  #learn(target: ModerationTarget, { change, verdict, reason, outcome }: ChangeResult): void {
    const { session, identity } = target;
    if (reason === 'remote-unmute-off') this.#keepsMutes.add(session.profileId);
    const after = outcome?.after;
    if (after?.permissions !== undefined) {
      const { canPublishSources, ...flags } = after.permissions;
      const kept = this.#answers.filter(({ sid }) => sid !== after.sid);
      const hidden = { sid: after.sid, permissions: { ...flags, canPublishSources: [...canPublishSources] } };
      this.#answers = flags.hidden ? [...kept, hidden].slice(-200) : kept;
    }
    if (change.kind !== 'muteTrack' || !change.muted || verdict.kind !== 'seen') return;
    const participant = this.#participant(target);
    if (participant === undefined) return;
    const { trackSid } = change;
    this.#unmutes.add({
      sessionId: session.id,
      identity,
      sid: participant.sid,
      trackSid,
      track: trackWord(participant, trackSid),
      mutedAtMs: this.#options.now(),
    });
    // It may have been unmuted between the room's event and now.
    const snapshot = this.#options.sessions.sessions.get(session.id);
    if (snapshot !== undefined) this.#unmutes.look(snapshot);
  }

  #tell(target: ModerationTarget, result: ChangeResult): void {
    this.#offerUndo(target, noticeOfChange(target, result), [this.undoOf(target, result)]);
  }

  #tellAll(target: ModerationTarget, results: readonly ChangeResult[]): void {
    const notices = results.map((result) => noticeOfChange(target, result));
    const worst =
      notices.find(({ severity }) => severity === 'bad') ?? notices.find(({ severity }) => severity === 'warn');
    const notice = worst ?? {
      severity: 'ok' as const,
      title: notices.map(({ title }) => title).join('; '),
      text: notices[0]?.text ?? '',
    };
    this.#offerUndo(target, notice, results.map((result) => this.undoOf(target, result)));
  }

  #offerUndo(target: ModerationTarget, notice: Notice, inverses: readonly (ParticipantChange | undefined)[]): void {
    const undo = inverses.filter((inverse) => inverse !== undefined);
    const unmutes = undo.some((inverse) => inverse.kind === 'muteTrack' && !inverse.muted);
    const label = unmutes ? 'Unmute' : 'Undo';
    this.#options.notify(
      undo.length === 0 ? notice : { ...notice, actions: [{ label, run: () => void this.runAll(target, undo) }] },
    );
  }

  #tellUnmuted({ sessionId, identity, track, mutedAtMs }: MutedTrack): void {
    const notice = unmutedNotice(identity, track, this.#options.now() - mutedAtMs);
    const { title, text } = notice;
    void this.#options.sessions.call(sessionId, { name: 'noteAction', title, text, severity: 'warn' });
    this.#options.notify(notice);
  }
}

/** It is so already as the room tells it: no event will come of it. */
function isNothingNew(
  before: RoomParticipant | undefined,
  target: ModerationTarget,
  change: ParticipantChange,
): boolean {
  if (before === undefined || change.kind === 'remove' || change.kind === 'subscriptions') return false;
  return (target.sid === undefined || before.sid === target.sid) && isThere(before, change);
}

function verdictAsItWas(answer: Result<ChangeOutcome>): EditOutcome {
  if (answer.ok) return { kind: 'seen', afterMs: 0, answered: true };
  return { kind: answer.kind, message: answer.message };
}

/** One session's snapshots as something to wait on. */
function watch(sessions: ModerationSessions, sessionId: string): Watched<SessionSnapshot> {
  return {
    current: () => sessions.sessions.get(sessionId),
    subscribe: (listener) =>
      sessions.onSnapshot((snapshot) => {
        if (snapshot.sessionId === sessionId) listener(snapshot);
      }),
  };
}
