import type { AuditLine } from '../../contract/audit.ts';
import type { ChangeOutcome, RoomChangeOutcome } from '../../contract/changes.ts';
import type { Profile, RoomSummary, Session } from '../../contract/domain.ts';
import type { RequestInput } from '../../contract/requests.ts';
import { isLiveKitCloud } from '../../contract/server-url.ts';
import { ok, refused } from '../../contract/result.ts';
import type { Result } from '../../contract/result.ts';
import type { Credentials } from '../credentials.ts';
import type { LivekitApi, NewRoom } from '../livekit-api.ts';
import type { AuditLog, AuditSubject } from './audit-log.ts';
import { auditAction, auditProfile, auditState, auditWanted } from './change-audit.ts';
import { ChangeCaller } from './change-caller.ts';
import type { ParticipantApi } from './participant-calls.ts';
import { changeRoom } from './room-calls.ts';
import type { RoomApi } from './room-calls.ts';
import { RunningChanges } from './running-changes.ts';

export interface ChangesOptions {
  /** Undefined: there is none of this id (any more). */
  readonly profileOf: (profileId: string) => Pick<Profile, 'id' | 'name' | 'url' | 'readOnly'> | undefined;
  readonly credentialsOf: (profileId: string) => Result<Credentials>;
  readonly apiOf: (credentials: Credentials) => ParticipantApi & RoomApi & Pick<LivekitApi, 'createRoom'>;
  readonly sessions: () => readonly Session[];
  readonly audit: Pick<AuditLog, 'asked' | 'settled'>;
  readonly schedule: (run: () => void, afterMs: number) => () => void;
}

type Actor = AuditLine['actor'];
type ChangeInput = RequestInput<'changeParticipant'>;

/** One attempt of the SDK is given 10 s, and LiveKit Cloud gets three of them with pauses in between; ms. */
const ownServerMs = 11_000;
const cloudMs = 34_000;
/** Of all calls of a change together, ms. */
const changeMs = 60_000;

/**
 * The one way in which the console changes rooms and participants: refuses what a read-only profile must not do, writes
 * the audit log before and after, gives up what takes too long, and reads again what it does not know.
 */
export class Changes {
  readonly #options: ChangesOptions;
  readonly #running = new RunningChanges();

  constructor(options: ChangesOptions) {
    this.#options = options;
  }

  changeParticipant(input: ChangeInput): Promise<Result<ChangeOutcome>> {
    return this.run(input, 'person');
  }

  /** Refused: `read-only`, `profile-not-found`, `secret-missing`, `busy`, and as ChangeCaller says. */
  run(input: ChangeInput, actor: Actor): Promise<Result<ChangeOutcome>> {
    const { changeId, room, target, change } = input;
    return this.#guarded(input, async ({ api, profile, signal, credentials }) => {
      const isCloud = isLiveKitCloud(credentials.url);
      const limitMs = isCloud ? cloudMs : ownServerMs;
      const caller = new ChangeCaller({ api, isCloud, schedule: this.#options.schedule, limitMs });
      const audit = new AuditedChange(this.#options.audit);
      const report = await caller.run({
        room,
        target,
        change,
        signal,
        mayLookAgain: () => !this.#running.isEnding,
        onRead: (before) => {
          const subject: AuditSubject = {
            changeId,
            actor,
            profile: auditProfile(profile),
            room,
            target: { identity: target.identity, sid: before?.sid ?? target.sid ?? '' },
            action: auditAction(change),
            before: auditState(change, before),
          };
          return audit.begin(subject, auditWanted(change, before));
        },
      });
      const { before, after } = report;
      const doubts = await audit.end(report.result, auditState(change, after));
      if (!report.result.ok) return report.result;
      const { steps } = report.result.value;
      return ok({ changeId, before, after, doubts, ...(steps === undefined ? {} : { steps }) });
    });
  }

  /** Refused as `run`, and `room-not-found`. */
  changeRoom(input: RequestInput<'changeRoom'>): Promise<Result<RoomChangeOutcome>> {
    const { changeId, room, change } = input;
    return this.#guarded(input, async ({ api, profile, signal, credentials }) => {
      const audit = new AuditedChange(this.#options.audit);
      const isMetadata = change.kind === 'roomMetadata';
      const stateOf = (summary: RoomSummary | undefined): unknown => (isMetadata ? summary?.metadata : summary) ?? null;
      const subject: Omit<AuditSubject, 'before'> = {
        changeId,
        actor: 'person',
        profile: auditProfile(profile),
        room,
        target: undefined,
        action: isMetadata ? 'room.metadata' : 'room.delete',
      };
      const report = await changeRoom({
        api,
        room,
        change,
        guard: {
          signal,
          schedule: this.#options.schedule,
          limitMs: isLiveKitCloud(credentials.url) ? cloudMs : ownServerMs,
        },
        mayLookAgain: () => !this.#running.isEnding,
        onRead: (before) => audit.begin({ ...subject, before: stateOf(before) }, isMetadata ? change.value : null),
      });
      const { before, after } = report;
      const doubts = await audit.end(report.result, stateOf(after));
      return report.result.ok ? ok({ changeId, before, after, doubts }) : report.result;
    });
  }

  /** As LivekitApi.createRoom, with its lines in the audit log. */
  createRoom(profileId: string, changeId: string, room: NewRoom): Promise<Result<RoomSummary>> {
    return this.#guarded({ profileId, changeId }, async ({ api, profile }) => {
      const audit = new AuditedChange(this.#options.audit);
      const { room: name, ...wanted } = room;
      await audit.begin(
        {
          changeId,
          actor: 'person',
          profile: auditProfile(profile),
          room: name,
          target: undefined,
          action: 'room.create',
          before: null,
        },
        wanted,
      );
      const created = await api.createRoom(room);
      await audit.end(created.ok ? ok({ doubts: [] }) : created, created.ok ? created.value : null);
      return created;
    });
  }

  /** One that has ended stays as it is. */
  cancel(changeId: string): void {
    this.#running.giveUp(changeId);
  }

  /** A change that the session page makes through its own connection. Refused: `session-not-found`. */
  async reportOwn(report: RequestInput<'reportOwnChange'>): Promise<Result<undefined>> {
    const { profileOf, sessions, audit } = this.#options;
    const { sessionId, changeId, phase, change, before, message } = report;
    const session = sessions().find(({ id }) => id === sessionId);
    const profile = session === undefined ? undefined : profileOf(session.profileId);
    if (session === undefined || profile === undefined) {
      return refused('session-not-found', 'This room is not open any more. The audit log does not have the change.');
    }
    const subject: AuditSubject = {
      changeId,
      actor: 'client',
      profile: auditProfile(profile),
      room: session.room,
      target: { identity: session.identity, sid: '' },
      action: auditAction(change),
      before: before[change.kind] ?? null,
    };
    const written =
      phase === 'asked'
        ? await audit.asked(subject, change.value)
        : await audit.settled(subject, phase, phase === 'done' ? change.value : null, message);
    return written ? ok(undefined) : refused('not-written', notWritten);
  }

  /** Nothing begins any more, and what is under way ends as unknown; resolves when the audit log says so. */
  end(): Promise<void> {
    return this.#running.end();
  }

  async #guarded<T>(
    { profileId, changeId }: { readonly profileId: string; readonly changeId: string },
    run: (with_: RunWith) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    const { profileOf, credentialsOf, apiOf, schedule } = this.#options;
    const profile = profileOf(profileId);
    if (profile === undefined) return profileGone;
    if (profile.readOnly) return readOnlyRefusal(profile.name);
    const credentials = credentialsOf(profileId);
    if (!credentials.ok) return credentials;
    const running = this.#running.begin(changeId);
    if (running === undefined) return refused('busy', 'This change is under way already. Nothing else was done.');
    const callOff = schedule(() => this.#running.giveUp(changeId), changeMs);
    try {
      const { signal } = running;
      return await run({ api: apiOf(credentials.value), profile, signal, credentials: credentials.value });
    } finally {
      callOff();
      running.done();
    }
  }
}

interface RunWith {
  readonly api: ReturnType<ChangesOptions['apiOf']>;
  readonly profile: Pick<Profile, 'id' | 'name' | 'url'>;
  readonly signal: AbortSignal;
  readonly credentials: Credentials;
}

/** Both lines of one change. */
class AuditedChange {
  readonly #audit: ChangesOptions['audit'];
  #subject: AuditSubject | undefined;
  #isWritten = true;

  constructor(audit: ChangesOptions['audit']) {
    this.#audit = audit;
  }

  async begin(subject: AuditSubject, wanted: unknown): Promise<void> {
    this.#subject = subject;
    this.#isWritten = await this.#audit.asked(subject, wanted);
  }

  /** @returns the doubts of the outcome, and one more where the log could not be written */
  async end(result: Result<{ readonly doubts: readonly string[] }>, after: unknown): Promise<readonly string[]> {
    const phase = result.ok ? 'done' : result.kind;
    const doubts = result.ok ? result.value.doubts : [];
    const message = result.ok ? doubts.join(' ') : result.message;
    if (this.#subject !== undefined) {
      this.#isWritten = (await this.#audit.settled(this.#subject, phase, after, message)) && this.#isWritten;
    }
    return this.#isWritten ? doubts : [...doubts, notWritten];
  }
}

/** Of every request that changes or sends something. */
export function readOnlyRefusal(profileName: string): Result<never> {
  return refused(
    'read-only',
    `The profile “${profileName}” is read only: Room Console changes and sends nothing through it. Nothing was done.`,
  );
}

const profileGone = refused('profile-not-found', 'This profile is not there any more. Choose another one.');

const notWritten =
  'The audit log could not be written, so this change is not in it, or not as a whole. Is the disk full? The log of the ' +
  'app has the details.';
