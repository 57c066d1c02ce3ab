import type { JoinGrant, ParticipantInfo, RoomList, RoomSummary, Session, SessionRole } from '../contract/domain.ts';
import { ok, refused } from '../contract/result.ts';
import type { Result } from '../contract/result.ts';
import { isLoopback } from '../contract/server-url.ts';
import { quote } from './api-errors.ts';
import type { Credentials } from './credentials.ts';
import type { JoinTokenRequest } from './join-tokens.ts';
import { windowAdvice } from './window-advice.ts';

/** The part of LivekitApi that is needed to look before joining. */
export interface RoomLooker {
  listRooms(names: readonly string[]): Promise<Result<RoomList>>;
  listParticipants(room: string): Promise<Result<readonly ParticipantInfo[]>>;
}

export interface SessionAdmissionOptions {
  readonly credentialsOf: (profileId: string) => Result<Credentials>;
  /** Refused where the profile is read only: nobody joins but to observe. */
  readonly mayParticipate: (profileId: string) => Result<undefined>;
  readonly apiOf: (credentials: Credentials) => RoomLooker;
  readonly mint: (credentials: Credentials, request: JoinTokenRequest) => Promise<string>;
  /** join-check.ts */
  readonly checkJoin: (serverUrl: string, token: string) => Promise<Result<undefined>>;
}

export interface AdmissionRequest {
  readonly session: Session;
  /** The person was asked and wants to put out whoever has the identity now. */
  readonly takeOverIdentity: boolean;
}

/** Looks before the console joins: what joining would do to the room and to others is refused or was asked for. */
export class SessionAdmission {
  readonly #options: SessionAdmissionOptions;

  constructor(options: SessionAdmissionOptions) {
    this.#options = options;
  }

  /**
   * What the session page needs to join. Refused: `room-not-found` (observing would create the room),
   * `identity-taken`, `room-full`, `read-only`, `bad-input`, `invalid` (the server's own limits), and whatever the
   * server API refuses.
   */
  async admit(request: AdmissionRequest): Promise<Result<JoinGrant>> {
    const { session } = request;
    const { profileId, role } = session;
    const allowed = role.kind === 'participate' ? this.#options.mayParticipate(profileId) : ok(undefined);
    if (!allowed.ok) return allowed;
    const credentials = this.#options.credentialsOf(profileId);
    if (!credentials.ok) return credentials;
    const looked = await this.#look(request, credentials.value);
    if (!looked.ok) return looked;
    const { room, identity } = session;
    const token = await this.#options.mint(credentials.value, { room, role, identity });
    const { url } = credentials.value;
    const checked = await this.#options.checkJoin(url, token);
    if (!checked.ok) return checked;
    return ok({ session, url, token, loopback: isLoopback(url) });
  }

  /** Whether the room is there. */
  async roomIsThere(session: Session): Promise<Result<boolean>> {
    const credentials = this.#options.credentialsOf(session.profileId);
    if (!credentials.ok) return credentials;
    const listed = await this.#options.apiOf(credentials.value).listRooms([session.room]);
    return listed.ok ? ok(listed.value.rooms.length > 0) : listed;
  }

  /**
   * Whether the room is there, for whoever waits to join it. Refused also as `room-full`: it is there, but has no seat
   * for this role. The server decides about a join itself, and tells it at the join only
   * (`/rtc/validate` of livekit-server 1.13.5 says “success” for a full room).
   */
  async canEnter(session: Session): Promise<Result<boolean>> {
    const credentials = this.#options.credentialsOf(session.profileId);
    if (!credentials.ok) return credentials;
    const api = this.#options.apiOf(credentials.value);
    const listed = await api.listRooms([session.room]);
    if (!listed.ok) return listed;
    const room = listed.value.rooms[0];
    if (room === undefined) return ok(false);
    if (!isLimitedFor(session, room)) return ok(true);
    const present = await api.listParticipants(session.room);
    if (!present.ok) return present;
    return fullFor(session, room, present.value) ?? ok(true);
  }

  async #look({ session, takeOverIdentity }: AdmissionRequest, credentials: Credentials): Promise<Result<undefined>> {
    const blank = blankField(session.room, session.role);
    if (blank !== undefined) return blank;
    const api = this.#options.apiOf(credentials);
    if (session.role.kind === 'observe') {
      const listed = await api.listRooms([session.room]);
      if (!listed.ok) return listed;
      const [room] = listed.value.rooms;
      if (room === undefined) return noSuchRoom(session.room);
      if (!isLimitedFor(session, room)) return ok(undefined);
      const others = await api.listParticipants(session.room);
      return (others.ok ? fullFor(session, room, others.value) : undefined) ?? ok(undefined);
    }
    const present = await api.listParticipants(session.room);
    if (!present.ok) return present;
    const { identity } = session;
    const taken = present.value.some((other) => other.identity === identity && other.state !== 'disconnected');
    if (taken && !takeOverIdentity) return identityTaken(identity, session.room);
    const listed = await api.listRooms([session.room]);
    const room = listed.ok ? listed.value.rooms[0] : undefined;
    return (room === undefined ? undefined : fullFor(session, room, present.value)) ?? ok(undefined);
  }
}

function blankField(room: string, role: SessionRole): Result<never> | undefined {
  if (room.trim() === '') return refused('bad-input', 'The room name is empty. Type the name of a room.');
  if (role.kind === 'participate' && role.identity.trim() === '') {
    return refused('bad-input', 'The identity is empty. Type one: it is how the others in the room see you.');
  }
  return undefined;
}

/** Whether seats are counted in this room, for this role. */
function isLimitedFor({ role }: Session, room: RoomSummary): boolean {
  return room.maxParticipants > 0 && takesSeat(role);
}

/**
 * The refusal where no seat is left; the server says it at the join only, and in words of a broken connection. Counts
 * who is listed, not `room.numParticipants`: that was still 0 more than 2 s after somebody had joined.
 */
function fullFor(
  session: Session,
  room: RoomSummary,
  present: readonly ParticipantInfo[],
): Result<never> | undefined {
  if (!isLimitedFor(session, room)) return undefined;
  // Who has this identity already would make room for it: that is for the person to decide.
  if (present.some((other) => other.identity === session.identity)) return undefined;
  const taken = present.filter(holdsSeat).length;
  return taken < room.maxParticipants ? undefined : roomFull(session.room, taken, room.maxParticipants);
}

function takesSeat(role: SessionRole): boolean {
  return role.kind === 'participate' || role.as === 'standard';
}

/** As the server counts (ParticipantImpl.IsDependent in livekit-server 1.13.5); hidden ones count. */
function holdsSeat({ kind, permissions, state }: ParticipantInfo): boolean {
  if (state === 'disconnected' || kind === 'agent' || kind === 'egress') return false;
  return permissions?.agent !== true && permissions?.recorder !== true;
}

function roomFull(room: string, taken: number, seats: number): Result<never> {
  return refused(
    'room-full',
    `Room ${quote(room)} is full: ${taken} of ${seats} seats are taken. Observing as an agent takes no seat.`,
  );
}

function noSuchRoom(room: string): Result<never> {
  return refused(
    'room-not-found',
    `There is no room ${quote(room)} now. Observing would create it, so nothing was done. Create it first, join as a ` +
      'participant, or wait until somebody opens it.',
  );
}

function identityTaken(identity: string, room: string): Result<never> {
  return refused(
    'identity-taken',
    `${quote(identity)} is in room ${quote(room)} now. Joining with this identity puts that participant out. ` +
      windowAdvice.otherIdentity,
  );
}
