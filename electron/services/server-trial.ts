import type { ParticipantInfo, RoomSummary, Session } from '../contract/domain.ts';
import { ok, refused } from '../contract/result.ts';
import type { Result } from '../contract/result.ts';
import type { ServerFacts, TriedCall } from '../contract/server-facts.ts';
import type { NewRoom } from './livekit-api.ts';
import type { OpenSessionRequest } from './session-registry.ts';

/** Of the rooms that a trial makes; a random rest follows. Colleagues and webhooks recognise it. */
export const trialPrefix = 'room-console-try-';
/** A join takes about a second; a server that is slow is given ten. */
const joinWithinMs = 10_000;
const lookEveryMs = 250;
/** Should the console die meanwhile, the server closes both rooms by itself after this. */
const emptyTimeoutS = 30;

interface TrialApi {
  getParticipant(room: string, identity: string): Promise<Result<ParticipantInfo>>;
  moveParticipant(room: string, identity: string, destination: string): Promise<Result<undefined>>;
  forwardParticipant(room: string, identity: string, destination: string): Promise<Result<undefined>>;
}

export interface ServerTrialOptions {
  readonly apiOf: (profileId: string) => Result<TrialApi>;
  /** Both with their lines in the audit log; refused where the profile is read only. */
  readonly createRoom: (profileId: string, room: NewRoom) => Promise<Result<RoomSummary>>;
  readonly deleteRoom: (profileId: string, room: string) => Promise<Result<unknown>>;
  readonly sessions: {
    open(request: OpenSessionRequest): Promise<Result<Session>>;
    close(sessionId: string): void;
  };
  readonly learn: (profileId: string, calls: Pick<ServerFacts, 'move' | 'forward'>) => ServerFacts;
  readonly wait: (ms: number) => Promise<void>;
  readonly newName: () => string;
  /** Epoch ms. */
  readonly now: () => number;
}

/** Tries calls that would move people, on nobody but a throwaway participant in a room of our own. */
export class ServerTrial {
  readonly #options: ServerTrialOptions;
  #room: string | undefined;

  constructor(options: ServerTrialOptions) {
    this.#options = options;
  }

  /** The throwaway's session is no tab. */
  isTrial(session: Pick<Session, 'room'>): boolean {
    return session.room === this.#room;
  }

  async run(profileId: string): Promise<Result<ServerFacts>> {
    if (this.#room !== undefined) return busy;
    const api = this.#options.apiOf(profileId);
    if (!api.ok) return api;
    const room = `${trialPrefix}${this.#options.newName()}`;
    const destination = `${room}-to`;
    this.#room = room;
    try {
      const made = await this.#create(profileId, [room, destination]);
      if (!made.ok) return made;
      return await this.#tryIn(profileId, api.value, room, destination);
    } finally {
      this.#room = undefined;
    }
  }

  /** Where the second is not made, the first goes again. */
  async #create(profileId: string, rooms: readonly string[]): Promise<Result<undefined>> {
    for (const [index, room] of rooms.entries()) {
      const made = await this.#options.createRoom(profileId, { room, metadata: '', emptyTimeoutS });
      if (made.ok) continue;
      await this.#remove(profileId, rooms.slice(0, index));
      return made;
    }
    return ok(undefined);
  }

  async #tryIn(profileId: string, api: TrialApi, room: string, destination: string): Promise<Result<ServerFacts>> {
    const { sessions, learn } = this.#options;
    const identity = room;
    const role = { kind: 'participate', identity, name: '', metadata: '', attributes: {}, canUpdateOwnMetadata: false } as const;
    const opened = await sessions.open({ profileId, room, role, takeOverIdentity: false });
    if (!opened.ok) {
      await this.#remove(profileId, [room, destination]);
      return opened;
    }
    try {
      if (!(await this.#isIn(api, room, identity))) return notIn;
      const forward = this.#reading(await api.forwardParticipant(room, identity, destination));
      const move = this.#reading(await api.moveParticipant(room, identity, destination));
      return ok(learn(profileId, { forward, move }));
    } finally {
      sessions.close(opened.value.id);
      await this.#remove(profileId, [room, destination]);
    }
  }

  async #isIn(api: TrialApi, room: string, identity: string): Promise<boolean> {
    const { now, wait } = this.#options;
    const untilMs = now() + joinWithinMs;
    while (now() < untilMs) {
      const found = await api.getParticipant(room, identity);
      if (found.ok && found.value.state === 'active') return true;
      await wait(lookEveryMs);
    }
    return false;
  }

  #reading(result: Result<undefined>): TriedCall {
    const atMs = this.#options.now();
    if (result.ok) return { state: 'works', message: '', atMs };
    if (result.reason === 'not-implemented') return { state: 'not-implemented', message: '', atMs };
    return { state: 'unclear', message: result.message, atMs };
  }

  async #remove(profileId: string, rooms: readonly string[]): Promise<void> {
    for (const room of rooms) await this.#options.deleteRoom(profileId, room);
  }
}

const busy = refused('busy', 'It is being tried already. Wait for its answer.');
const notIn = refused(
  'not-joined',
  'The throwaway participant did not get into its room within 10 s, so nothing was tried. Observe a room to see whether ' +
    'this machine can join at all.',
);
