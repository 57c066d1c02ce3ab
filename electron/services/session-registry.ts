import type { JoinGrant, Session, SessionReport, SessionRole } from '../contract/domain.ts';
import { ok, refused } from '../contract/result.ts';
import type { Result } from '../contract/result.ts';
import { observerIdentity } from './join-tokens.ts';
import type { Log } from './log.ts';
import { RoomWaiter } from './room-waiter.ts';
import type { RoomWaiterOptions } from './room-waiter.ts';
import type { SessionAdmission } from './session-admission.ts';

/** The page that holds the connections. */
export interface SessionPage {
  /** False while it starts or restarts: nothing is sent then, everything is granted anew once it is there. */
  isReady(): boolean;
  grant(grant: JoinGrant): void;
  close(sessionId: string): void;
}

export interface SessionRegistryOptions {
  readonly admission: Pick<SessionAdmission, 'admit' | 'roomIsThere' | 'canEnter'>;
  readonly page: SessionPage;
  /** The whole list, after each change. */
  readonly onChanged: (sessions: readonly Session[]) => void;
  readonly newId: () => string;
  readonly randomBytes: (size: number) => Uint8Array;
  readonly schedule: RoomWaiterOptions['schedule'];
  readonly log: Log;
  /** False: a participant, too, joins only a room that is there. Left out: joining as one may create it. */
  readonly mayCreateRooms?: boolean;
}

export interface OpenSessionRequest {
  readonly profileId: string;
  readonly room: string;
  readonly role: SessionRole;
  readonly takeOverIdentity: boolean;
}

interface Entry {
  session: Session;
  waiter: RoomWaiter | undefined;
  /** What the page last said of it. */
  report: SessionReport | undefined;
}

/**
 * The open sessions: who is in which room as what. The connections live in the session page; this list outlives it,
 * and the console page too.
 *
 * An observer gets a new random identity at each join: the old one may still be in the room for some seconds, and an
 * identity that somebody has learnt can be used to address the console alone.
 */
export class SessionRegistry {
  /** Told of each report of the session page, after it is kept. */
  onReport: (report: SessionReport) => void = () => undefined;
  readonly #options: SessionRegistryOptions;
  readonly #entries = new Map<string, Entry>();

  constructor(options: SessionRegistryOptions) {
    this.#options = options;
  }

  list(): readonly Session[] {
    return [...this.#entries.values()].map((entry) => entry.session);
  }

  /** Sessions with what the page last reported of them. */
  reports(): readonly { readonly session: Session; readonly report: SessionReport | undefined }[] {
    return [...this.#entries.values()].map(({ session, report }) => ({ session, report }));
  }

  /** Refused as SessionAdmission says. A room that is already open in the same role is not opened twice. */
  async open(request: OpenSessionRequest): Promise<Result<Session>> {
    const { profileId, room, role, takeOverIdentity } = request;
    const open = this.#sameAs(request);
    if (open !== undefined) return ok(open);
    const id = this.#options.newId();
    const session: Session = { id, profileId, room, role, identity: this.#identityFor(role), waitingForRoom: false };
    const admitted = await this.#options.admission.admit({ session, takeOverIdentity });
    if (!admitted.ok) return admitted;
    const meanwhile = this.#sameAs(request);
    if (meanwhile !== undefined) return ok(meanwhile);
    this.#entries.set(id, { session, waiter: undefined, report: undefined });
    this.#grant(admitted.value);
    return ok(session);
  }

  /**
   * As `open`, but a room that is not there is waited for, and so is a server that does not answer; a participant does
   * not create it either. Refused: what no waiting mends.
   */
  async openWhenThere(request: OpenSessionRequest): Promise<Result<Session>> {
    const { profileId, room, role } = request;
    const open = this.#sameAs(request);
    if (open !== undefined) return ok(open);
    const session: Session = {
      id: this.#options.newId(),
      profileId,
      room,
      role,
      identity: this.#identityFor(role),
      waitingForRoom: true,
    };
    const there = await this.#options.admission.roomIsThere(session);
    const opened = !there.ok ? there : there.value ? await this.open(request) : noRoomYet;
    if (opened.ok || !mendedByWaiting.includes(opened.reason)) return opened;
    const entry: Entry = { session, waiter: undefined, report: undefined };
    this.#entries.set(session.id, entry);
    this.#startWaiting(entry, noteOf(opened));
    this.#changed();
    return ok(entry.session);
  }

  /** Joins again in the same tab: its log goes on. Refused as `open`, and `session-not-found`. */
  async rejoin(sessionId: string, takeOverIdentity: boolean): Promise<Result<Session>> {
    const entry = this.#entries.get(sessionId);
    if (entry === undefined) return noSuchSession;
    const { profileId, room, role } = entry.session;
    const identity = this.#identityFor(role);
    const session = { id: sessionId, profileId, room, role, identity, waitingForRoom: false };
    const admitted = await this.#options.admission.admit({ session, takeOverIdentity });
    if (!admitted.ok) return admitted;
    if (this.#entries.get(sessionId) !== entry) return noSuchSession;
    this.#stopWaiting(entry);
    entry.session = session;
    this.#grant(admitted.value);
    return ok(session);
  }

  /** Begins or ends waiting for the room to be there; it is joined then. Refused: `session-not-found`. */
  waitForRoom(sessionId: string, wait: boolean): Result<Session> {
    const entry = this.#entries.get(sessionId);
    if (entry === undefined) return noSuchSession;
    if (wait && entry.waiter === undefined) this.#startWaiting(entry);
    if (!wait) this.#stopWaiting(entry);
    this.#changed();
    return ok(entry.session);
  }

  /** Leaves the room and forgets the session. One that is not there any more is closed: ok. */
  close(sessionId: string): void {
    const entry = this.#entries.get(sessionId);
    if (entry === undefined) return;
    this.#stopWaiting(entry);
    this.#entries.delete(sessionId);
    if (this.#options.page.isReady()) this.#options.page.close(sessionId);
    this.#changed();
  }

  closeAllOf(profileId: string): void {
    for (const session of this.list()) if (session.profileId === profileId) this.close(session.id);
  }

  /**
   * Whether a connection with this identity may join now, or come back: an observer only into a room that is known to
   * be there. Everybody else was admitted, or is none of ours.
   */
  async mayJoin(identity: string): Promise<boolean> {
    const session = this.list().find((open) => open.identity === identity);
    if (session === undefined) return true;
    if (session.role.kind === 'participate' && this.#options.mayCreateRooms !== false) return true;
    const there = await this.#options.admission.roomIsThere(session);
    return there.ok && there.value;
  }

  handleReport(report: SessionReport): void {
    const entry = this.#entries.get(report.sessionId);
    if (entry === undefined) return;
    entry.report = report;
    this.onReport(report);
  }

  /**
   * The session page runs, for the first time or again. One that starts knows no session: each is joined anew, except
   * those that had been put out as participants, since joining could put somebody else out.
   */
  async handlePageReady(): Promise<void> {
    for (const entry of [...this.#entries.values()]) {
      const { session, report, waiter } = entry;
      if (waiter !== undefined) continue;
      if (session.role.kind === 'participate' && report?.state === 'disconnected') continue;
      entry.report = undefined;
      // Its own connection of before may still be in the room: that one may be put out.
      const rejoined = await this.rejoin(session.id, true);
      if (rejoined.ok) continue;
      this.#options.log.warn(`Room “${session.room}” was not joined again: ${rejoined.message}`);
      if (rejoined.reason !== 'session-not-found') this.waitForRoom(session.id, true);
    }
  }

  /** Ends all waiting; for quitting. */
  dispose(): void {
    for (const entry of this.#entries.values()) entry.waiter?.stop();
    this.#entries.clear();
  }

  #identityFor(role: SessionRole): string {
    return role.kind === 'participate' ? role.identity : observerIdentity(this.#options.randomBytes);
  }

  #sameAs({ profileId, room, role }: OpenSessionRequest): Session | undefined {
    return this.list().find(
      (session) =>
        session.profileId === profileId &&
        session.room === room &&
        (role.kind === 'observe'
          ? session.role.kind === 'observe'
          : session.role.kind === 'participate' && session.role.identity === role.identity),
    );
  }

  #grant(grant: JoinGrant): void {
    const { page, log } = this.#options;
    if (page.isReady()) {
      const { room, role } = grant.session;
      log.info(`Joining room “${room}” as ${role.kind === 'observe' ? 'observer' : 'participant'}.`);
      page.grant(grant);
    }
    this.#changed();
  }

  /** `note`: why it waits though the room had been found. */
  #startWaiting(entry: Entry, note?: string): void {
    const { admission, schedule, log } = this.#options;
    entry.session = withWait(entry.session, true, note);
    const waiter = new RoomWaiter({
      look: async () => {
        const found = await admission.canEnter(entry.session);
        const says = found.ok ? undefined : found.message;
        if (entry.waiter === waiter && says !== entry.session.waitNote) {
          entry.session = withWait(entry.session, true, says);
          this.#changed();
        }
        if (!found.ok) return found.reason === 'room-full' ? 'not-there' : 'away';
        return found.value ? 'there' : 'not-there';
      },
      onThere: () => void this.#joinAwaited(entry),
      schedule,
      log,
    });
    entry.waiter = waiter;
  }

  async #joinAwaited(entry: Entry): Promise<void> {
    const { id, room } = entry.session;
    const joined = await this.rejoin(id, false);
    if (joined.ok || this.#entries.get(id) !== entry) return;
    this.#options.log.warn(`Room “${room}” is there, but was not joined: ${joined.message}`);
    this.#stopWaiting(entry);
    // A room that went again, or a server that did, is waited for on; what no waiting mends is for the person.
    if (endsWaiting.includes(joined.reason)) entry.session = withWait(entry.session, false, joined.message);
    else this.#startWaiting(entry, noteOf(joined));
    this.#changed();
  }

  #stopWaiting(entry: Entry): void {
    entry.waiter?.stop();
    entry.waiter = undefined;
    entry.session = withWait(entry.session, false);
  }

  #changed(): void {
    this.#options.onChanged(this.list());
  }
}

/** Refusals that another look may not give any more: of the network, and of a room that comes and goes. */
const mendedByWaiting: readonly string[] = [
  'room-not-found',
  'room-full',
  'host-not-found',
  'connection-refused',
  'unreachable',
  'timeout',
  'connection-lost',
  'server-error',
];

const noRoomYet = refused('room-not-found', 'There is no such room yet.');

/** A room that is not there needs no note: that is what waiting means. */
function noteOf({ reason, message }: { readonly reason: string; readonly message: string }): string | undefined {
  return reason === 'room-not-found' ? undefined : message;
}

const endsWaiting: readonly string[] = ['identity-taken', 'invalid', 'bad-input'];

function withWait(session: Session, waitingForRoom: boolean, waitNote?: string): Session {
  const { id, profileId, room, role, identity } = session;
  const note = waitNote === undefined ? {} : { waitNote };
  return { id, profileId, room, role, identity, waitingForRoom, ...note };
}

const noSuchSession = refused('session-not-found', 'This room is not open any more. Open it again from the list.');
